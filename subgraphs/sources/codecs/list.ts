import { type Codec, type Reading, UNDECIDED } from './codec.ts';
import { likeAny } from './like-pieces.ts';
import { textOf } from './raw-text.ts';

interface ListOptions {
  /** `##`, `;` or `,`. */
  readonly separator: string;
  readonly item: Codec<string>;
}

/** Several values in one column, or in a column of arrays; null where there is none. Searched as text, over all of them. */
export function listCodec({ separator, item }: ListOptions): Codec<readonly string[], string> {
  const bySeparator = partsCodec((text) => text.split(separator), item);
  return {
    ...bySeparator,
    fit: ([column]) => {
      if (column?.type === 'array') return partsCodec(elementsOf, item);
      return column !== undefined && column.strict && UNFIT.has(column.kind)
        ? {
            what: `“${column.name}” is a column of ${column.type}, and holds no list`,
            mend: 'map a column of text or an array',
          }
        : bySeparator;
    },
  };
}

const UNFIT: ReadonlySet<string> = new Set(['moment', 'date', 'boolean', 'binary']);

function partsCodec(
  partsOf: (text: string) => readonly string[],
  item: Codec<string>,
): Codec<readonly string[], string> {
  return {
    arity: 1,
    decode: ([raw]): Reading<readonly string[]> => {
      const readings = partsOf(textOf(raw)).map((part) => item.decode([part]));
      const values = readings.flatMap(({ value }) => value ?? []);
      const repair = readings.find((reading) => reading.repair !== undefined)?.repair;
      return { value: values.length > 0 ? values : null, ...(repair ? { repair } : {}) };
    },
    encode: (value) => item.encode(value),
    push: (test) => {
      switch (test.op) {
        case 'contains':
        case 'containsLoose':
        case 'startsWith':
          return likeAny(test);
        case 'isNull':
          // A column of separators alone holds nothing either.
          return UNDECIDED;
        default:
          return null;
      }
    },
  };
}

/** The elements of an array as PostgreSQL writes it, of every dimension: `{HS2,"a, b",NULL}`. */
function elementsOf(array: string): readonly string[] {
  const elements = array.replace(/^[^{]*/u, '').matchAll(/"((?:[^"\\]|\\.)*)"|[^{},"]+/gsu);
  return Array.from(elements).flatMap(([element, quoted]) =>
    quoted !== undefined ? [quoted.replace(/\\(.)/gsu, '$1')] : element === 'NULL' ? [] : [element],
  );
}
