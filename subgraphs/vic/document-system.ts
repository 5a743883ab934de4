import { isFault } from '../../service/errors/faults.ts';
import { isMissing, type SourceAnswer } from '../sources/fan-out/answers.ts';
import type { ConnectionCount } from '../sources/fan-out/connection.ts';
import { joinedAnswers } from '../sources/graph/connection-resolver.ts';
import type { Context } from './context.ts';

interface DocumentSystem {
  readonly agencyCount: number | null;
  readonly userCount: number | null;
  readonly sources: readonly SourceAnswer[];
}

/** Counts over VIC, each null where a source that answered keeps none, or where who asks may see none. */
export async function readDocumentSystem({ reading, sources }: Context): Promise<DocumentSystem> {
  const count = (entity: string): Promise<ConnectionCount | null> =>
    reading
      .count(sources, { entity, where: null, freshness: 'AUTO', onUnavailable: 'PARTIAL' })
      .catch((error: unknown) => {
        if (isFault(error, 'FORBIDDEN_ENTITY')) return null;
        throw error;
      });
  const [agencies, users] = await Promise.all([count('agency'), count('account')]);
  const answers = joinedAnswers(
    (agencies ?? users)?.sources ?? [],
    (users ?? agencies)?.sources ?? [],
  );
  const missing = new Set(answers.filter(isMissing).map(({ source }) => source));
  const answered = sources.filter(({ code }) => !missing.has(code));
  const totalOf = (entity: string, counted: ConnectionCount | null): number | null =>
    answered.every(({ mapping }) => (mapping?.entities[entity] ?? []).length > 0)
      ? (counted?.total ?? null)
      : null;
  return {
    agencyCount: totalOf('agency', agencies),
    userCount: totalOf('account', users),
    sources: answers,
  };
}
