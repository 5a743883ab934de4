import type { Codec, Pushed } from '../codec.ts';
import type { Condition } from '../../model/condition.ts';
import { passes, type Test } from '../../model/predicate.ts';
import { codeOf, isBlank } from '../raw-text.ts';
import { type CodeForms, hasLostZeros, TEXT_CODES } from './code-forms.ts';
import { type CodeEntry, codeList } from './code-list.ts';
import { codesIn } from './codes.ts';

interface CodedTextOptions {
  readonly entries: readonly CodeEntry[];
  /** How what is in no list is read. */
  readonly item: Codec<string>;
}

/** Text for which some rows hold a local code, such as a number of staff for a name; what is in no list stands for itself. */
export function codedTextCodec(options: CodedTextOptions): Codec<string> {
  return {
    ...codedText(options, TEXT_CODES),
    fit: (columns) => {
      const [column] = columns;
      const item = options.item.fit?.(columns) ?? options.item;
      return 'what' in item
        ? item
        : codedText({ ...options, item }, column === undefined ? TEXT_CODES : codesIn(column));
    },
  };
}

/** The local codes whose meaning passes the test. */
export function localCodesOf(entries: readonly CodeEntry[], test: Test<string>): readonly string[] {
  return entries.flatMap(({ source, value }) => (passes(test, value) ? source : []));
}

function codedText({ entries, item }: CodedTextOptions, forms: CodeForms): Codec<string> {
  const list = codeList(entries, [forms]);
  const meanings = [...new Set(entries.map(({ value }) => value))];
  const filled: Condition = { kind: 'not', of: isBlank(0) };
  const listed = allOf(filled, list.known);

  return {
    arity: 1,
    decode: ([raw]) => {
      const code = codeOf(raw ?? null) ?? String(raw);
      const entry = code === '' ? undefined : list.find([code]);
      if (entry === undefined) {
        const own = item.decode([raw ?? null]);
        return own.value === null ? own : { value: own.value, repair: 'CODE_UNKNOWN' };
      }
      return hasLostZeros(entry.source[0] ?? '', code)
        ? { value: entry.value, repair: 'LEADING_ZERO_RESTORED' }
        : { value: entry.value };
    },
    encode: (value) => [...list.sources(value), ...item.encode(value)],
    push(test): Pushed | null {
      const own = item.push(test);
      if (own === null) return null;
      const itself = allOf(own.atLeast, { kind: 'not', of: listed });
      const means = meanings
        .filter((value) => passes(test, value))
        .map((value) => list.means(value));
      return {
        atLeast:
          means.length === 0
            ? itself
            : { kind: 'any', of: [allOf(filled, { kind: 'any', of: means }), itself] },
        exact: own.exact,
      };
    },
  };
}

function allOf(...of: readonly Condition[]): Condition {
  return { kind: 'all', of };
}
