import type { Source } from '../sources/database/source.ts';
import type { SourceContext } from '../sources/graph/source-subgraph.ts';
import type { MappingKind } from '../sources/mapping/read-mapping.ts';
import { countsByFirst } from '../sources/reading/tallying.ts';
import { vicEntities } from './entities.ts';

export const vicKind: MappingKind<object> = { entities: vicEntities, extra: {} };

export interface Context extends SourceContext<object> {
  /** Users by agency code, counted by the source's database once a request; null where it keeps no accounts. */
  readonly userCounts: (source: string) => Promise<ReadonlyMap<string, number> | null>;
}

/** Adds what only VIC's resolvers need. */
export function extendContext(context: SourceContext<object>): Context {
  const counted = new Map<string, ReturnType<Context['userCounts']>>();
  const countIn = async (sources: readonly Source[]): ReturnType<Context['userCounts']> => {
    const tables = await Promise.all(sources.map((source) => source.tables('account')));
    if (tables.flat().length === 0) return null;
    const { results } = await context.reading.tallies(sources, {
      entity: 'account',
      by: [{ kind: 'field', field: 'agencyCode' }],
      where: null,
      freshness: 'AUTO',
      onUnavailable: 'FAIL',
    });
    return countsByFirst(results);
  };
  return {
    ...context,
    userCounts(code) {
      const counts =
        counted.get(code) ?? countIn(context.sources.filter((source) => source.code === code));
      counted.set(code, counts);
      return counts;
    },
  };
}
