import type { Codec, Reading } from './codec.ts';
import { likeAny } from './like-pieces.ts';
import { textOf } from './raw-text.ts';

interface ListOptions {
  /** `##`, `;` or `,`. */
  readonly separator: string;
  readonly item: Codec<string>;
}

/** Several values in one column; null where there is none. Searched as text, over all of them. */
export function listCodec({ separator, item }: ListOptions): Codec<readonly string[], string> {
  return {
    arity: 1,
    decode: ([raw]): Reading<readonly string[]> => {
      const readings = textOf(raw)
        .split(separator)
        .map((part) => item.decode([part]));
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
          return { atLeast: { kind: 'constant', value: true }, exact: false };
        default:
          return null;
      }
    },
  };
}
