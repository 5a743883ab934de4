import type { Condition } from '../../model/condition.ts';
import type { Coded } from '../../model/entity.ts';
import { type CodeEntry, codeList } from './code-list.ts';
import { codeTextCodec } from './code-text.ts';
import type { Codec } from '../codec.ts';
import { isBlank, textOf, trimBlanks } from '../raw-text.ts';

interface CodesOptions {
  /** `identity`: the source uses the canonical codes. */
  readonly entries: readonly CodeEntry[] | 'identity';
  /** What an empty first column means; without it, nothing. */
  readonly whenNull?: string;
  /** The canonical value of a code that is not in the list. */
  readonly unknown: 'UNKNOWN' | null;
}

/** Local codes, of one column or several together, and what they mean. */
export function codesCodec(options: CodesOptions): Codec<Coded, string> {
  return options.entries === 'identity' ? sameCodes() : localCodes(options.entries, options);
}

function sameCodes(): Codec<Coded, string> {
  const text = codeTextCodec();
  return {
    ...text,
    decode: (raw) => {
      const { value } = text.decode(raw);
      return { value: value === null ? null : { value, sourceCode: value, sourceLabel: null } };
    },
  };
}

function localCodes(
  entries: readonly CodeEntry[],
  { whenNull, unknown }: CodesOptions,
): Codec<Coded, string> {
  const list = codeList(entries);
  const empty = isBlank(0);
  const foreign: Condition = { kind: 'not', of: { kind: 'any', of: [empty, list.known] } };

  /** The rows that mean `value`; null: that mean nothing, or nothing we know. */
  const means = (value: string | null): Condition => ({
    kind: 'any',
    of: [
      ...(value === (whenNull ?? null) ? [empty] : []),
      ...(value === null ? [] : [allOf({ kind: 'not', of: empty }, list.means(value))]),
      ...(value === unknown ? [foreign] : []),
    ],
  });

  return {
    arity: list.arity,
    decode: (raw) => {
      const codes = raw.map((part) => trimBlanks(textOf(part)));
      if (codes[0] === '') {
        return whenNull === undefined
          ? { value: null }
          : { value: { value: whenNull, sourceCode: '', sourceLabel: null } };
      }
      const sourceCode = codes.join('|');
      const entry = list.find(codes);
      return entry === undefined
        ? { value: { value: unknown, sourceCode, sourceLabel: null }, repair: 'CODE_UNKNOWN' }
        : { value: { value: entry.value, sourceCode, sourceLabel: entry.label ?? null } };
    },
    encode: (value) => list.sources(value),
    push: (test) => {
      switch (test.op) {
        case 'eq':
          return { atLeast: means(test.value), exact: true };
        case 'in':
          return { atLeast: { kind: 'any', of: test.values.map(means) }, exact: true };
        case 'isNull':
          return { atLeast: means(null), exact: true };
        default:
          return null;
      }
    },
  };
}

function allOf(...of: readonly Condition[]): Condition {
  return { kind: 'all', of };
}
