import type { ClientName, ColumnInfo } from '../dialects/dialect.ts';

/** What is wrong with a column as a key, and what the integrator can do. */
export interface KeyFinding {
  readonly what: string;
  readonly mend: string;
}

const ANOTHER = 'name a column that is unique, such as a number or a code';

/** Why no list can be walked by the column, or null where one can. */
export function unfitKey(
  client: ClientName,
  { name, type, kind, affinity, labels }: ColumnInfo,
): KeyFinding | null {
  const refuse = (why: string): KeyFinding => ({
    what: `the key “${name}” (${type}) ${why}`,
    mend: `${ANOTHER}; a view of the agency’s can make one of it`,
  });
  if (kind === 'binary') return refuse('holds bytes, which no id can print');
  if (FLOATING.test(type))
    return refuse(
      'holds floating-point numbers, which are not printed as exactly as they are kept',
    );
  if (affinity !== undefined) return null;
  if (kind === 'boolean') return refuse('holds only two values');
  if (UNORDERED[client]?.test(type) === true)
    return refuse('is of a type that the database does not order');
  const ordered =
    kind !== 'other' || labels !== undefined || /^(?:uuid|uniqueidentifier)$/u.test(type);
  return ordered ? null : refuse('is of a type whose values are not printed as they are compared');
}

/** What the database does not promise of a key that a list is walked by. */
export function doubtfulKey({ name, unique, nullable, affinity }: ColumnInfo): KeyFinding | null {
  const shared = unique === false;
  // A view promises nothing; and SQLite lets NULL into a primary key, unless told otherwise.
  const empty = nullable === true && (shared || (unique === true && affinity === undefined));
  if (!shared && !empty) return null;
  const doubts = [
    ...(shared
      ? ['has no unique index: rows that share a key would be lost between two pages']
      : []),
    ...(empty ? ['may be NULL: rows without a key are left out'] : []),
  ];
  const remedies = [
    ...(shared ? ['give it a unique index'] : []),
    ...(empty ? ['declare it NOT NULL'] : []),
  ];
  return {
    what: `the key “${name}” ${doubts.join('; it ')}`,
    mend: `${ANOTHER}, or have the agency ${remedies.join(' and ')}`,
  };
}

const FLOATING = /^(?:real|float\d?|double(?: precision)?)$/u;
/** Types of which a column cannot be compared, or not by the rules that order it. */
const UNORDERED: Partial<Record<ClientName, RegExp>> = {
  mysql: /^(?:set|bit)$/u,
  mssql: /^n?text$/u,
};
