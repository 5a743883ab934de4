import { type Codec, unread } from '../codec.ts';
import type { Ordering } from '../../model/condition.ts';
import { likeAny } from '../like-pieces.ts';
import { codeOf } from '../raw-text.ts';

const ORDERING: Ordering = { kind: 'binary', none: [''] };

/** Printed codes and keys: the text as it stands, without the blanks of `char(n)`. */
export function codeTextCodec(): Codec<string> {
  return {
    arity: 1,
    decode: ([raw]) => {
      const text = codeOf(raw);
      if (text === null) return { value: null, repair: 'NUMBER_UNREADABLE' };
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
          return unread(ORDERING);
        case 'contains':
        case 'containsLoose':
        case 'startsWith':
          return likeAny(test);
        default:
          return null;
      }
    },
    ordering: ORDERING,
    sortKey: { toRaw: (value) => value },
  };
}

/** Not exact, for SQL Server and MariaDB take `abc` and `ABC` for the same. */
function among(values: readonly string[]) {
  // An empty code is none, and nothing equals none.
  const codes = values.filter((value) => value !== '');
  return {
    atLeast: { kind: 'in', column: 0, values: codes, trimmed: 'blanks' },
    exact: false,
  } as const;
}
