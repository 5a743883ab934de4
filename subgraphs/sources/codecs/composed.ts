import type { Composition, Condition, Layout } from '../model/condition.ts';
import type { Test } from '../model/predicate.ts';
import type { RawRow } from '../model/raw.ts';
import { type Codec, type Misfit, type Pushed, type Reading, UNDECIDED } from './codec.ts';

interface ComposedOptions {
  /** How each column is read, in their order. */
  readonly items: readonly Codec<string>[];
  readonly layout: Layout;
}

/** Ways to cut a text that are looked for each by itself; of a text with more, its words are looked for. */
const MOST_WAYS = 64;

/** A text in several columns, `Nguyễn` and `Văn Đức`, or a code of several, `12/2016`. */
export function composedCodec({ items, layout }: ComposedOptions): Codec<string> {
  const signs = new Set(
    ('separator' in layout
      ? layout.separator
      : layout.pattern.filter((part) => typeof part === 'string').join('')
    ).toLowerCase(),
  );

  /** Rows of which one column at least holds each word; a word with none of the signs lies in one column. */
  const holdingWords = (op: 'contains' | 'containsLoose', value: string): Pushed => {
    if (adjoining(layout)) return UNDECIDED;
    const words = splitAt(value, signs);
    const each = words.map((word): Condition => {
      const any = items.map((item, column) => {
        const pushed = item.push({ op, value: word });
        return pushed === null ? UNDECIDED.atLeast : atColumn(pushed.atLeast, column);
      });
      return { kind: 'any', of: any };
    });
    return { atLeast: { kind: 'all', of: each }, exact: false };
  };

  const equal = (value: string): Pushed => {
    const ways = waysOf(value, layout, items.length);
    if (ways === null) return holdingWords('contains', value);
    const of = ways.map((way): Condition => {
      const parts = items.map((item, column) => {
        const part = way[column] ?? null;
        const pushed = item.push(part === null ? { op: 'isNull' } : { op: 'eq', value: part });
        return pushed === null ? UNDECIDED.atLeast : atColumn(pushed.atLeast, column);
      });
      return { kind: 'all', of: parts };
    });
    return { atLeast: { kind: 'any', of }, exact: false };
  };

  const composition = compositionOf(items, layout);
  return {
    arity: items.length,
    ...(composition === null ? {} : { composition }),
    decode(raw: RawRow): Reading<string> {
      const readings = items.map((item, column) => item.decode([raw[column] ?? null]));
      const repair = readings.find((reading) => reading.repair !== undefined)?.repair;
      const value = composed(
        readings.map((reading) => reading.value),
        layout,
      );
      return { value, ...(repair === undefined ? {} : { repair }) };
    },
    encode: (value) =>
      (waysOf(value, layout, items.length) ?? []).map((way) =>
        items.map((item, column) => {
          const part = way[column] ?? null;
          return part === null ? null : (item.encode(part)[0]?.[0] ?? null);
        }),
      ),
    push(test: Test<string>): Pushed | null {
      switch (test.op) {
        case 'isNull': {
          const none = items.map((item) => item.push({ op: 'isNull' }) ?? UNDECIDED);
          return {
            atLeast: {
              kind: 'all',
              of: none.map(({ atLeast }, column) => atColumn(atLeast, column)),
            },
            exact: none.every(({ exact }) => exact),
          };
        }
        case 'eq':
          return equal(test.value);
        case 'in':
          return {
            atLeast: { kind: 'any', of: test.values.map((value) => equal(value).atLeast) },
            exact: false,
          };
        case 'contains':
        case 'startsWith':
          return holdingWords('contains', test.value);
        case 'containsLoose':
          return holdingWords('containsLoose', test.value);
        default:
          return null;
      }
    },
    fit(columns): Codec<string> | Misfit {
      const fitted = items.map((item, index) => {
        const column = columns[index];
        return column === undefined ? item : (item.fit?.([column]) ?? item);
      });
      const misfit = fitted.find((one) => 'mend' in one);
      return misfit ?? composedCodec({ items: fitted as readonly Codec<string>[], layout });
    },
  };
}

/** Null where a column sorts in no way, or in another than the text that it is a part of. */
function compositionOf(items: readonly Codec<string>[], layout: Layout): Composition | null {
  const orderings = items.flatMap(({ ordering }) =>
    ordering?.kind === 'binary' ? [ordering] : [],
  );
  return orderings.length < items.length ? null : { layout, orderings };
}

function composed(values: readonly (string | null)[], layout: Layout): string | null {
  const present = values.flatMap((value) => value ?? []);
  if (present.length === 0) return null;
  return 'separator' in layout
    ? present.join(layout.separator)
    : layout.pattern
        .map((part) => (typeof part === 'string' ? part : (values[part] ?? '')))
        .join('');
}

/** Texts with nothing between them: a word may begin in one column and end in the next. */
function adjoining(layout: Layout): boolean {
  if ('separator' in layout) return layout.separator === '';
  return layout.pattern.some(
    (part, index) => typeof part === 'number' && typeof layout.pattern[index + 1] === 'number',
  );
}

type Way = readonly (string | null)[];

/** Every way in which the columns may hold the text; null where there are too many. */
function waysOf(value: string, layout: Layout, columns: number): readonly Way[] | null {
  const ways: Way[] = [];
  const take = (way: Way): boolean => ways.push(way) <= MOST_WAYS;
  const whole =
    'separator' in layout
      ? cutBetween(value, layout.separator, columns, [], take)
      : cutBy(value, layout.pattern, Array<string | null>(columns).fill(null), take);
  return whole ? ways : null;
}

/** False where `take` has had enough. */
function cutBetween(
  rest: string | null,
  separator: string,
  columns: number,
  way: Way,
  take: (way: Way) => boolean,
): boolean {
  if (way.length === columns) return rest !== null || take(way);
  if (!cutBetween(rest, separator, columns, [...way, null], take)) return false;
  if (rest === null) return true;
  for (const at of new Set([...placesOf(rest, separator), rest.length])) {
    const part = rest.slice(0, at);
    const others = at === rest.length ? null : rest.slice(at + separator.length);
    if (part !== '' && !cutBetween(others, separator, columns, [...way, part], take)) return false;
  }
  return true;
}

function cutBy(
  rest: string,
  pattern: readonly (string | number)[],
  way: Way,
  take: (way: Way) => boolean,
): boolean {
  const [part, ...others] = pattern;
  if (part === undefined) return rest !== '' || take(way);
  if (typeof part === 'string')
    return (
      rest.slice(0, part.length).toLowerCase() !== part.toLowerCase() ||
      cutBy(rest.slice(part.length), others, way, take)
    );
  const [next] = others;
  const ends =
    next === undefined ? [rest.length] : placesOf(rest, typeof next === 'string' ? next : '');
  return ends.every((at) => {
    const value = rest.slice(0, at);
    return cutBy(rest.slice(at), others, way.with(part, value === '' ? null : value), take);
  });
}

/** Where the part stands in the text; nothing stands everywhere. */
function placesOf(text: string, part: string): readonly number[] {
  if (part === '') return Array.from({ length: text.length + 1 }, (_sign, place) => place);
  const places: number[] = [];
  const [within, sought] = [text.toLowerCase(), part.toLowerCase()];
  for (let at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + 1))
    places.push(at);
  return places;
}

/** The stretches of a text that have none of the signs, in either case. */
function splitAt(value: string, signs: ReadonlySet<string>): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (const sign of value) {
    const ends = signs.has(sign.toLowerCase());
    if (ends) words.push(word);
    word = ends ? '' : `${word}${sign}`;
  }
  words.push(word);
  return words.filter((one) => one !== '');
}

/** A condition on the only column of a codec, on this one of several. */
function atColumn(condition: Condition, column: number): Condition {
  switch (condition.kind) {
    case 'constant':
      return condition;
    case 'all':
    case 'any':
      return { ...condition, of: condition.of.map((one) => atColumn(one, column)) };
    case 'not':
      return { ...condition, of: atColumn(condition.of, column) };
    default:
      return { ...condition, column };
  }
}
