import type { Source } from '../../sources/database/source.ts';
import { levelsOf } from '../../sources/statistics/grouping.ts';
import type { OfficeExtra } from '../context.ts';

/** A key of a grouping, and what is coarser and can be grouped by too: of an office its level, too. */
export function levelsWithOffices(
  sources: readonly Pick<Source<OfficeExtra>, 'code' | 'extra'>[],
): (by: string, key: string | null) => readonly (string | null)[] {
  const levels = new Map(sources.map(({ code, extra }) => [code, extra.office?.level ?? null]));
  return (by, key) =>
    by === 'OFFICE' && key !== null ? [key, levels.get(key) ?? null] : levelsOf(by, key);
}
