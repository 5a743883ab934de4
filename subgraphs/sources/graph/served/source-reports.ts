import type { Outage } from '../../../../service/http/admission/outage.ts';
import type { SourceReport } from '../../../../service/telemetry/source-report.ts';
import type { Source } from '../../database/source.ts';
import { LOCAL_OFFSET } from '../../dialects/shared/moment.ts';
import { askAgain } from './source-statuses.ts';

/** The sources that do not serve now, for whoever runs them. */
export function outagesOf(sources: readonly Source[]): readonly Outage[] {
  const failing = sources.flatMap((source) => {
    const { status, ...state } = source.state();
    return status === 'OK' || status === 'STARTING' ? [] : [{ source, status, ...state }];
  });
  // Nobody may be asking for them: who looks has them asked, so that the next look is right.
  for (const { source } of failing) void askAgain(source);
  return failing.map(({ source, ...state }) => ({ ...state, source: source.code }));
}

/** How each source does, for whoever runs them. */
export function reportsOf(sources: readonly Source[]): readonly SourceReport[] {
  return sources.map((source) => ({
    source: source.code,
    name: source.name,
    ...source.state(),
    copiedAt: momentOf(source.copy()?.asOf),
  }));
}

function momentOf(local: string | null | undefined): Date | null {
  return local === null || local === undefined ? null : new Date(`${local}${LOCAL_OFFSET}`);
}
