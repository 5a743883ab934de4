import type { Condition } from '../../model/condition.ts';
import type { RawValue } from '../../model/raw.ts';
import { codeForms, codeKey, isBlank } from '../raw-text.ts';

/** One line of a code list: what stands in each column (`*` for anything), and what it means. */
export interface CodeEntry {
  readonly source: readonly string[];
  readonly value: string;
  readonly label?: string;
}

/** A code list over one or more columns. */
export interface CodeList {
  readonly arity: number;
  find(codes: readonly string[]): CodeEntry | undefined;
  /** Raw columns that mean the value. */
  sources(value: string): readonly (readonly RawValue[])[];
  /** The rows that mean the value; `known`, those that the list has. */
  means(value: string): Condition;
  readonly known: Condition;
}

/** The list with its entries in the order in which they are believed: the fewer `*`, the earlier; then as written. */
export function codeList(entries: readonly CodeEntry[]): CodeList {
  const ranked = [...entries].sort((a, b) => wildcards(a) - wildcards(b));
  const open = ranked.filter((entry) => wildcards(entry) > 0);
  const exact = new Map<string, CodeEntry>();
  for (const entry of ranked.slice(0, ranked.length - open.length)) {
    const key = keyOf(entry.source);
    if (!exact.has(key)) exact.set(key, entry);
  }
  const believed = [...exact.values(), ...open];

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

  return {
    arity: entries[0]?.source.length ?? 1,
    find: (codes) =>
      exact.get(keyOf(codes)) ??
      open.find(({ source }) =>
        source.every(
          (code, column) => code === '*' || codeKey(code) === codeKey(codes[column] ?? ''),
        ),
      ),
    sources: (value) =>
      believed
        .filter((entry) => entry.value === value)
        // Anything may stand for `*`; another entry's code there might mean something else.
        .flatMap(({ source }) => (source.includes('*') ? [] : [source])),
    means: (value) => conditionOf(believed.filter((entry) => entry.value === value)),
    known: conditionOf(believed),
  };
}

/** The entry's codes stand in the columns, whatever other entries say. */
function stands({ source }: CodeEntry): Condition {
  const of = source.flatMap((code, column) => (code === '*' ? [] : [isCode(column, [code])]));
  return { kind: 'all', of };
}

function isCode(column: number, codes: readonly string[]): Condition {
  const named = codes.filter((code) => code !== '');
  const parts: readonly Condition[] = [
    ...(named.length > 0
      ? [
          {
            kind: 'in',
            column,
            values: [...new Set(named.flatMap(codeForms))],
            trimmed: 'blanks',
          } as const,
        ]
      : []),
    ...(named.length < codes.length ? [isBlank(column)] : []),
  ];
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : anyOf(parts);
}

function overlap(a: CodeEntry, b: CodeEntry): boolean {
  return a.source.every((code, column) => {
    const other = b.source[column] ?? '';
    return code === '*' || other === '*' || codeKey(code) === codeKey(other);
  });
}

function wildcards({ source }: CodeEntry): number {
  return source.filter((code) => code === '*').length;
}

function keyOf(codes: readonly string[]): string {
  return codes.map(codeKey).join('\0');
}

function anyOf(of: readonly Condition[]): Condition {
  return { kind: 'any', of };
}
