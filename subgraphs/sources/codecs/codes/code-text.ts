import type { Codec } from '../codec.ts';
import { likeAny } from '../like-pieces.ts';
import { isBlank, textOf, trimBlanks } from '../raw-text.ts';

/** Printed codes and keys: the text as it stands, without the blanks of `char(n)`. */
export function codeTextCodec(): Codec<string> {
  return {
    arity: 1,
    decode: ([raw]) => {
      const text = trimBlanks(textOf(raw));
      return { value: text === '' ? null : text };
    },
    encode: (value) => [[value]],
    push: (test) => {
      switch (test.op) {
        case 'eq':
          return among([test.value]);
        case 'in':
          return among(test.values);
        case 'isNull':
          return { atLeast: isBlank(0), exact: true };
        case 'contains':
        case 'containsLoose':
        case 'startsWith':
          return likeAny(test);
        default:
          return null;
      }
    },
    ordering: { kind: 'binary', none: [''] },
    sortKey: { toRaw: (value) => value },
  };
}

/** Not exact, for SQL Server and MariaDB take `abc` and `ABC` for the same. */
function among(values: readonly string[]) {
  // An empty code is none, and nothing equals none.
  const codes = values.filter((value) => value !== '');
  return {
    atLeast: {
      kind: 'in',
      column: 0,
      values: codes,
      trimmed: 'blanks',
      indexed: codes.length === 1,
    },
    exact: false,
  } as const;
}
