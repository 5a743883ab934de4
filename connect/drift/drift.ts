import { counted, share } from '../report/text-table.ts';
import { quoted } from '../report/values.ts';
import type { Lock } from './lock.ts';

/** Points of percent by which a share may move without a word. */
const MOVED = 0.02;
const NAMED = 5;

/** What has changed between two looks at a database, each in a sentence. */
export function driftBetween(before: Lock, now: Lock): readonly string[] {
  const rows = Object.entries(before.tables).flatMap(([name, { rows: was }]) => {
    const is = now.tables[name]?.rows;
    if (is === undefined) return [`${name} is mapped no more`];
    return is < was ? [`${name} has fewer rows: ${counted(was)} before, ${counted(is)} now`] : [];
  });
  const fields = Object.entries(before.fields).flatMap(([name, was]) => {
    const is = now.fields[name];
    if (is === undefined) return [`${name} is mapped no more`];
    const types = Object.entries(was.types).flatMap(([column, type]) => {
      const current = is.types[column];
      return current === undefined || current === type
        ? []
        : [`${name}: ${column} was ${type} and is ${current}`];
    });
    const fresh = is.unknown.filter((code) => !was.unknown.includes(code));
    const codes =
      fresh.length === 0
        ? []
        : [
            `${name}: codes that its list lacks are new: ${fresh.slice(0, NAMED).map(quoted).join(', ')}${fresh.length > NAMED ? ` and ${counted(fresh.length - NAMED)} others` : ''}`,
          ];
    const shares = (['empty', 'unreadable'] as const).flatMap((what) =>
      Math.abs(is[what] - was[what]) <= MOVED
        ? []
        : [
            `${name}: ${share(was[what] * 1_000, 1_000)} ${what} before, ${share(is[what] * 1_000, 1_000)} now`,
          ],
    );
    return [...types, ...codes, ...shares];
  });
  return [...rows, ...fields];
}
