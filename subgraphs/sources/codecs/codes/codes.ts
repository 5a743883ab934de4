import type { Condition } from '../../model/condition.ts';
import type { Coded } from '../../model/entity.ts';
import type { Codec, StoredColumn } from '../codec.ts';
import { codeOf, isBlank } from '../raw-text.ts';
import {
  type CodeForms,
  hasLostZeros,
  numberCodes,
  TEXT_CODES,
  TRUTH_CODES,
} from './code-forms.ts';
import { arityOf, type CodeEntry, type CodeList, codeList } from './code-list.ts';
import { codeTextCodec } from './code-text.ts';

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
  const { entries } = options;
  return entries === 'identity'
    ? sameCodes()
    : {
        ...localCodes(entries, options, []),
        fit: (columns) => localCodes(entries, options, columns.map(codesIn)),
      };
}

/** How a column of such a kind writes codes. */
export function codesIn({ kind, strict }: StoredColumn): CodeForms {
  if (kind === 'number' || (kind === 'boolean' && !strict)) return numberCodes(strict);
  return kind === 'boolean' ? TRUTH_CODES : TEXT_CODES;
}

function sameCodes(): Codec<Coded, string> {
  const text = codeTextCodec();
  const { arity, ordering, sortKey } = text;
  return {
    arity,
    encode: (value) => text.encode(value),
    push: (test) => text.push(test),
    ...(ordering && sortKey ? { ordering, sortKey } : {}),
    decode: (raw) => {
      const { value, ...rest } = text.decode(raw);
      return {
        value: value === null ? null : { value, sourceCode: value, sourceLabel: null },
        ...rest,
      };
    },
  };
}

function localCodes(
  entries: readonly CodeEntry[],
  { whenNull, unknown }: CodesOptions,
  forms: readonly CodeForms[],
): Codec<Coded, string> {
  let made: CodeList | undefined;
  /** Made when it is first asked: of all that a start reads, few are before the first answer. */
  const list = (): CodeList => (made ??= codeList(entries, forms));
  const empty = isBlank(0);
  const foreign = (): Condition => ({
    kind: 'not',
    of: { kind: 'any', of: [empty, list().known] },
  });

  /** The rows that mean `value`; null: that mean nothing, or nothing we know. */
  const means = (value: string | null): Condition => ({
    kind: 'any',
    of: [
      ...(value === (whenNull ?? null) ? [empty] : []),
      ...(value === null ? [] : [allOf({ kind: 'not', of: empty }, list().means(value))]),
      ...(value === unknown ? [foreign()] : []),
    ],
  });

  return {
    arity: arityOf(entries),
    decode: (raw) => {
      // A fraction is no code, and stands in no list.
      const codes = raw.map((part) => codeOf(part) ?? String(part));
      if (codes[0] === '') {
        return whenNull === undefined
          ? { value: null }
          : { value: { value: whenNull, sourceCode: '', sourceLabel: null } };
      }
      const sourceCode = codes.join('|');
      const entry = list().find(codes);
      if (entry === undefined)
        return { value: { value: unknown, sourceCode, sourceLabel: null }, repair: 'CODE_UNKNOWN' };
      const { value, source, label: sourceLabel = null } = entry;
      return source.some((code, column) => hasLostZeros(code, codes[column] ?? ''))
        ? {
            value: { value, sourceCode: source.join('|'), sourceLabel },
            repair: 'LEADING_ZERO_RESTORED',
          }
        : { value: { value, sourceCode, sourceLabel } };
    },
    encode: (value) => list().sources(value),
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
