import type { Codec, Pushed } from '../codecs/codec.ts';
import { dateCodec } from '../codecs/index.ts';
import { likeAny } from '../codecs/like-pieces.ts';
import { textOf } from '../codecs/raw-text.ts';
import type { KeptColumn } from '../dialects/shared/kept/kept-column.ts';
import type { WrittenValue } from '../dialects/shared/kept/kept-writer.ts';
import { momentOfTicks } from '../dialects/shared/kept/ticks.ts';
import type { Comparison, Condition, Ordering } from '../model/condition.ts';
import type { Coded, FieldType, Repair } from '../model/entity.ts';
import { looseKey } from '../model/text/match-key.ts';
import { timeOf } from '../model/moment.ts';
import type { FilterValue, Test } from '../model/predicate.ts';
import type { RawRow } from '../model/raw.ts';

/** How one canonical field is kept in a copy, and read back. */
export interface CanonicalField {
  /** The columns, by what follows the field's name in theirs. */
  readonly columns: readonly { readonly suffix: string; readonly type: KeptColumn['type'] }[];
  /** What stands in the columns; the repair is kept beside them where they do not hold it. */
  store(value: unknown, repair?: Repair): readonly WrittenValue[];
  /** Reads them back, with the same filters and orders as any other source has. */
  readonly codec: Codec<unknown, FilterValue>;
}

const PLAIN = { suffix: '', type: 'text' } as const;
const SEARCHED = { suffix: '$loose', type: 'search key' } as const;

/** Every value stands there as it is in the graph, so that each filter but a search is decided by comparing it. */
export function canonicalField(type: FieldType): CanonicalField {
  switch (type.kind) {
    case 'text':
      return {
        columns: [PLAIN, SEARCHED],
        store: (value) => (value === null ? [null, null] : [text(value), looseKey(text(value))]),
        codec: codecOf(2, ([value]) => value ?? null, { search: bySearchKey }),
      };
    case 'list':
      return {
        columns: [PLAIN, SEARCHED],
        store: (value) =>
          value === null
            ? [null, null]
            : [JSON.stringify(value), looseKey((value as readonly string[]).join())],
        codec: codecOf(2, ([value]) => (value == null ? null : JSON.parse(textOf(value))), {
          search: bySearchKey,
          equal: false,
        }),
      };
    case 'code':
    case 'identifier':
      return {
        columns: [{ suffix: '', type: 'code' }],
        store: (value) => [value as string | null],
        codec: {
          ...codecOf(1, ([value]) => value ?? null, { search: likeAny }),
          ordering: { kind: 'binary', none: [] },
          sortKey: { toRaw: String },
        },
      };
    case 'coded':
    case 'reference':
      return {
        columns: [
          { suffix: '', type: type.kind === 'reference' ? 'code' : 'coded' },
          { suffix: '$code', type: 'text' },
          { suffix: '$label', type: 'text' },
        ],
        store(value) {
          const coded = value as Coded | null;
          return [coded?.value ?? null, coded?.sourceCode ?? null, coded?.sourceLabel ?? null];
        },
        codec: codecOf(3, codedIn, { search: likeAny }),
      };
    case 'integer':
    case 'decimal':
    case 'money':
      return {
        columns: [{ suffix: '', type: 'number' }],
        store: (value) => [value as number | null],
        codec: codecOf(1, ([value]) => (value == null ? null : Number(value)), {
          compare: { kind: 'number', none: [] },
        }),
      };
    case 'flag':
      return {
        columns: [{ suffix: '', type: 'flag' }],
        store: (value) => [value as boolean | null],
        codec: codecOf(1, ([value]) => value ?? null, {}),
      };
    case 'moment':
      return {
        columns: [
          { suffix: '', type: 'moment' },
          { suffix: '$timed', type: 'flag' },
        ],
        store: (value) =>
          value === null ? [null, null] : [text(value), timeOf(text(value)) !== undefined],
        codec: momentCodec,
      };
  }
}

/** The filters are those of a native date-time that never means none. */
const momentCodec: Codec<unknown, FilterValue> = {
  ...(dateCodec({ none: [] }) as Codec<unknown, FilterValue>),
  arity: 2,
  decode([ticks, timed]) {
    if (ticks == null) return { value: null };
    const moment = momentOfTicks(textOf(ticks));
    return { value: timed === true ? moment : moment.slice(0, 'yyyy-MM-dd'.length) };
  },
};

function codedIn([value = null, sourceCode = null, sourceLabel = null]: RawRow): Coded | null {
  if (sourceCode === null) return null;
  const [canonical, label] = [value, sourceLabel].map((one) => (one === null ? null : text(one)));
  return { value: canonical ?? null, sourceCode: text(sourceCode), sourceLabel: label ?? null };
}

interface Abilities {
  readonly search?: (test: Search) => Pushed;
  /** False where values are not compared as wholes. */
  readonly equal?: boolean;
  readonly compare?: Ordering;
}

type Search = Extract<Test<string>, { op: 'contains' | 'containsLoose' | 'startsWith' }>;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};

function codecOf(
  arity: number,
  read: (raw: RawRow) => unknown,
  { search, equal = true, compare }: Abilities,
): Codec<unknown, FilterValue> {
  return {
    arity,
    decode: (raw) => ({ value: read(raw) }),
    encode: (value) => [[value]],
    push(test) {
      switch (test.op) {
        case 'isNull':
          return { atLeast: { kind: 'isNull', column: 0 }, exact: true };
        case 'eq':
          return equal ? among([test.value]) : null;
        case 'in':
          return equal ? among(test.values) : null;
        case 'contains':
        case 'containsLoose':
        case 'startsWith':
          return search?.(test) ?? null;
        default: {
          if (compare === undefined) return null;
          const op = COMPARISONS[test.op] ?? '<';
          const value = test.value as number;
          return {
            atLeast: { kind: 'compare', column: 0, ordering: compare, op, value },
            exact: true,
          };
        }
      }
    },
  };
}

function among(values: readonly FilterValue[]): Pushed {
  return { atLeast: { kind: 'in', column: 0, values }, exact: true };
}

/** What is found letter for letter is found whatever the diacritics. */
function bySearchKey(test: Search): Pushed {
  const wanted = looseKey(test.value);
  const like: Condition = { kind: 'like', column: 1, pieces: [wanted], anchored: 'none' };
  return { atLeast: like, exact: test.op === 'containsLoose' };
}

function text(value: unknown): string {
  return value as string;
}
