import { codeKey } from '../../model/code.ts';
import type { Condition } from '../../model/condition.ts';
import type { RawValue } from '../../model/raw.ts';
import { type CodeForms, TEXT_CODES } from './code-forms.ts';

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

/** In how many columns the codes lie. */
export function arityOf(entries: readonly CodeEntry[]): number {
  return entries[0]?.source.length ?? 1;
}

/** The list with its entries in the order in which they are believed: the fewer `*`, the earlier; then as written. */
export function codeList(entries: readonly CodeEntry[], formsOf: readonly CodeForms[]): CodeList {
  const forms = (column: number): CodeForms => formsOf[column] ?? TEXT_CODES;
  const ranked = [...entries].sort((a, b) => wildcards(a) - wildcards(b));
  const keysOf = ownedKeys(ranked, forms);
  const believed = believable(ranked, keysOf);
  const conditionOf = conditionsOver(believed, keysOf);
  const meanings = new Map<string, Condition>();

  return {
    find: finderIn(believed, keysOf, forms),
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

function wildcards({ source }: CodeEntry): number {
  return source.filter((code) => code === '*').length;
}

/** What a code of the list is looked for as in a column. */
type KeysOf = (code: string, column: number) => readonly string[];

/** Where two codes are looked for as one key, the one that is written so has it; else the one that is believed first. */
function ownedKeys(ranked: readonly CodeEntry[], forms: (column: number) => CodeForms): KeysOf {
  const owners = new Map<string, string>();
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
  return (code, column) =>
    code === '*'
      ? ['*']
      : forms(column)
          .keys(code)
          .filter((key) => owners.get(`${column}|${key}`) === codeKey(code));
}

/** The entries that can be met: those whose codes are looked for as something, and as no earlier one's. */
function believable(ranked: readonly CodeEntry[], keysOf: KeysOf): readonly CodeEntry[] {
  const believed: CodeEntry[] = [];
  const seen = new Set<string>();
  for (const entry of ranked) {
    const line = entry.source.map((code, column) => keysOf(code, column).join('\u0001')).join('\0');
    if (seen.has(line) || entry.source.some((code, column) => keysOf(code, column).length === 0))
      continue;
    seen.add(line);
    believed.push(entry);
  }
  return believed;
}

/** Says which rows mean one of some entries. */
function conditionsOver(
  believed: readonly CodeEntry[],
  keysOf: KeysOf,
): (wanted: readonly CodeEntry[]) => Condition {
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
  const holds = (entry: CodeEntry): Condition => {
    const earlier = believed
      .slice(0, believed.indexOf(entry))
      .filter((other) => other.value !== entry.value && overlap(other, entry, keysOf));
    return earlier.length === 0
      ? stands(entry)
      : { kind: 'all', of: [stands(entry), { kind: 'not', of: anyOf(earlier.map(stands)) }] };
  };
  return (wanted) =>
    // One column: one `IN` for all of them.
    wanted.every(({ source }) => source.length === 1 && source[0] !== '*')
      ? isCode(
          0,
          wanted.flatMap(({ source }) => source),
        )
      : anyOf(wanted.map(holds));
}

/** Whether one row may have the codes of both. */
function overlap(a: CodeEntry, b: CodeEntry, keysOf: KeysOf): boolean {
  return a.source.every((code, column) => {
    const other = b.source[column] ?? '';
    return (
      code === '*' ||
      other === '*' ||
      code === other ||
      keysOf(code, column).some((key) => keysOf(other, column).includes(key))
    );
  });
}

function anyOf(of: readonly Condition[]): Condition {
  return { kind: 'any', of };
}

/** Finds the first entry that a row has the codes of. */
function finderIn(
  believed: readonly CodeEntry[],
  keysOf: KeysOf,
  forms: (column: number) => CodeForms,
): CodeList['find'] {
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
  return (codes) => {
    const keys = codes.map((code, column) => forms(column).key(code));
    return (beginning.get(keys[0] ?? '') ?? anything).find(({ entry, keys: its }) =>
      entry.source.every(
        (code, column) => code === '*' || its[column]?.has(keys[column] ?? '') === true,
      ),
    )?.entry;
  };
}
