import { codeKey, foldsCase, numberKey } from '../../model/code.ts';
import type { Condition } from '../../model/condition.ts';
import type { RawValue } from '../../model/raw.ts';
import { writingsOf } from './code-writings.ts';

/** One line of a code list: what stands in each column (`*` for anything), and what it means. */
export interface CodeEntry {
  readonly source: readonly string[];
  readonly value: string;
  readonly label?: string;
}

/** What a list over one or more columns answers. */
export interface CodeList {
  /** The line for these codes, as they are without blanks at their ends. */
  find(codes: readonly string[]): CodeEntry | undefined;
  /** Raw columns that mean the value. */
  sources(value: string): readonly (readonly RawValue[])[];
  /** The rows that mean the value; `known`, those that the list has. */
  means(value: string): Condition;
  readonly known: Condition;
}

/** How one column writes codes: what a code of the list is looked for as, and what stands in a row as. */
export interface CodeForms {
  /** All that the database is asked for. */
  readonly keys: (code: string) => readonly string[];
  readonly key: (raw: string) => string;
}

/**
 * In a column of text: the code in ASCII letters of either case; one with other letters as it is written, in capitals, in
 * small letters or with a capital, its letters composed or apart, and each letter in its own way too.
 */
export const TEXT_CODES: CodeForms = {
  keys: (code) => [...new Set([code, ...(foldsCase(code) ? [] : writingsOf(code))].map(codeKey))],
  key: codeKey,
};

/** In a column of numbers: the number. Code `01` is 1 there, and has lost its zero, unless another code is `1`. */
export function numberCodes(strict: boolean): CodeForms {
  const key = (code: string): string => numberKey(code) ?? codeKey(code);
  return {
    keys: (code) => (strict || numberKey(code) !== null ? [key(code)] : TEXT_CODES.keys(code)),
    key,
  };
}

/** In a column of truth: `1`, `t`, `true` and `y` are one answer. */
export const TRUTH_CODES: CodeForms = {
  keys: (code) => [truthKey(code)],
  key: truthKey,
};

function truthKey(code: string): string {
  const key = codeKey(code);
  return /^(?:t|true|y|yes)$/u.test(key) ? '1' : /^(?:f|false|n|no)$/u.test(key) ? '0' : key;
}

/** In how many columns the codes lie. */
export function arityOf(entries: readonly CodeEntry[]): number {
  return entries[0]?.source.length ?? 1;
}

/** The list with its entries in the order in which they are believed: the fewer `*`, the earlier; then as written. */
export function codeList(entries: readonly CodeEntry[], formsOf: readonly CodeForms[]): CodeList {
  const forms = (column: number): CodeForms => formsOf[column] ?? TEXT_CODES;
  const ranked = [...entries].sort((a, b) => wildcards(a) - wildcards(b));
  /** Where two codes are looked for as one key, the one that is written so has it. */
  const keysOf = (code: string, column: number): readonly string[] =>
    code === '*'
      ? ['*']
      : forms(column)
          .keys(code)
          .filter((key) => owner(key, column) === codeKey(code));
  const owners = new Map<string, string>();
  const owner = (key: string, column: number): string | undefined => owners.get(`${column}|${key}`);
  for (const exactly of [true, false]) {
    for (const { source } of ranked) {
      source.forEach((code, column) => {
        if (code === '*') return;
        for (const key of forms(column).keys(code)) {
          const place = `${column}|${key}`;
          if (!owners.has(place) && (!exactly || codeKey(code) === key))
            owners.set(place, codeKey(code));
        }
      });
    }
  }

  const believed: CodeEntry[] = [];
  const seen = new Set<string>();
  for (const entry of ranked) {
    const line = entry.source.map((code, column) => keysOf(code, column).join('\u0001')).join('\0');
    if (seen.has(line) || entry.source.some((code, column) => keysOf(code, column).length === 0))
      continue;
    seen.add(line);
    believed.push(entry);
  }

  const isCode = (column: number, codes: readonly string[]): Condition => ({
    kind: 'code',
    column,
    codes: [...new Set(codes.flatMap((code) => keysOf(code, column)))],
  });
  /** The entry's codes stand in the columns, whatever other entries say. */
  const stands = ({ source }: CodeEntry): Condition => ({
    kind: 'all',
    of: source.flatMap((code, column) => (code === '*' ? [] : [isCode(column, [code])])),
  });
  const overlap = (a: CodeEntry, b: CodeEntry): boolean =>
    a.source.every((code, column) => {
      const other = b.source[column] ?? '';
      return (
        code === '*' ||
        other === '*' ||
        code === other ||
        keysOf(code, column).some((key) => keysOf(other, column).includes(key))
      );
    });
  const holds = (entry: CodeEntry): Condition => {
    const earlier = believed
      .slice(0, believed.indexOf(entry))
      .filter((other) => other.value !== entry.value && overlap(other, entry));
    return earlier.length === 0
      ? stands(entry)
      : { kind: 'all', of: [stands(entry), { kind: 'not', of: anyOf(earlier.map(stands)) }] };
  };
  const conditionOf = (wanted: readonly CodeEntry[]): Condition =>
    // One column: one `IN` for all of them.
    wanted.every(({ source }) => source.length === 1 && source[0] !== '*')
      ? isCode(
          0,
          wanted.flatMap(({ source }) => source),
        )
      : anyOf(wanted.map(holds));
  const lines = believed.map((entry) => ({
    entry,
    keys: entry.source.map((code, column) => new Set(keysOf(code, column))),
  }));
  /** The lines with anything in the first column, and those with this key there too, in their order. */
  const anything: typeof lines = [];
  const beginning = new Map<string, typeof lines>();
  for (const line of lines) {
    const [first = new Set<string>()] = line.keys;
    const isAny = line.entry.source[0] === '*';
    for (const its of isAny ? [anything, ...beginning.values()] : []) its.push(line);
    for (const key of isAny ? [] : first) {
      const its = beginning.get(key) ?? [...anything];
      beginning.set(key, its);
      its.push(line);
    }
  }
  const meanings = new Map<string, Condition>();

  return {
    find: (codes) => {
      const keys = codes.map((code, column) => forms(column).key(code));
      return (beginning.get(keys[0] ?? '') ?? anything).find(({ entry, keys: its }) =>
        entry.source.every(
          (code, column) => code === '*' || its[column]?.has(keys[column] ?? '') === true,
        ),
      )?.entry;
    },
    sources: (value) =>
      believed
        .filter((entry) => entry.value === value)
        // Anything may stand for `*`; another entry's code there might mean something else.
        .flatMap(({ source }) => (source.includes('*') ? [] : [source])),
    means(value) {
      const known = meanings.get(value);
      if (known !== undefined) return known;
      const wanted = believed.filter((entry) => entry.value === value);
      const condition = conditionOf(wanted);
      // What is in no line may be anything, and as much of it as somebody asks for.
      if (wanted.length > 0) meanings.set(value, condition);
      return condition;
    },
    known: conditionOf(believed),
  };
}

/** The list says `01` where the column of numbers has 1. */
export function hasLostZeros(code: string, raw: string): boolean {
  return /^0+\d/u.test(code) && codeKey(code) !== codeKey(raw) && !raw.startsWith('0');
}

function wildcards({ source }: CodeEntry): number {
  return source.filter((code) => code === '*').length;
}

function anyOf(of: readonly Condition[]): Condition {
  return { kind: 'any', of };
}
