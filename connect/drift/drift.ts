import { counted, share } from '../report/text-table.ts';
import { quoted } from '../report/values.ts';
import type { Lock } from './lock.ts';

/** Points of percent by which a share may move without a word. */
const MOVED = 0.02;
const NAMED = 5;

/** What has changed between two looks at the sources of a mapping, by their codes, each in a sentence. */
export function driftOfSources(
  before: Readonly<Record<string, Lock>>,
  now: Readonly<Record<string, Lock>>,
): readonly string[] {
  const known = Object.entries(before).flatMap(([code, was]) => {
    const is = now[code];
    const changes = is === undefined ? ['is no source any more'] : driftBetween(was, is);
    return changes.map((what) => `${code}: ${what}`);
  });
  return [...known, ...added(before, now).map((code) => `${code}: is no source of the lock file`)];
}

/** What nobody held to be right yet: unless it is told, it would never be compared. */
function added(before: object, now: object): readonly string[] {
  return Object.keys(now).filter((name) => !Object.hasOwn(before, name));
}

function driftBetween(before: Lock, now: Lock): readonly string[] {
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
  const fresh = [...added(before.tables, now.tables), ...added(before.fields, now.fields)];
  return [...rows, ...fields, ...fresh.map((name) => `${name} is not in the lock file`)];
}
