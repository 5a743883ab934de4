import type { Condition } from '../../model/condition.ts';
import type { RawValue } from '../../model/raw.ts';
import type { Codec } from '../codec.ts';
import { codeForms, codeKey, isBlank, textOf } from '../raw-text.ts';

interface FlagOptions {
  /** Raw values that mean yes; null among them means an empty column. */
  readonly true: readonly RawValue[];
  readonly false: readonly RawValue[];
}

/** Yes or no in whatever way a column says so: `'1'`/NULL, bit, `'x'`, `'C'`/`'K'`. */
export function flagCodec(options: FlagOptions): Codec<boolean> {
  const answers = new Map<string, boolean>();
  for (const value of [true, false]) {
    for (const raw of options[value ? 'true' : 'false']) answers.set(codeKey(textOf(raw)), value);
  }
  const holds = (value: boolean): Condition => anyOf(options[value ? 'true' : 'false']);

  return {
    arity: 1,
    decode: ([raw]) => {
      const key = codeKey(textOf(raw));
      const value = answers.get(key);
      if (value !== undefined) return { value };
      return key === '' ? { value: null } : { value: null, repair: 'FLAG_UNREADABLE' };
    },
    encode: (value) => options[value ? 'true' : 'false'].map((raw) => [raw]),
    push: (test) => {
      switch (test.op) {
        case 'eq':
          return { atLeast: holds(test.value), exact: true };
        case 'in':
          return { atLeast: { kind: 'any', of: test.values.map(holds) }, exact: true };
        case 'isNull':
          return {
            atLeast: { kind: 'not', of: { kind: 'any', of: [holds(true), holds(false)] } },
            exact: true,
          };
        default:
          return null;
      }
    },
  };
}

function anyOf(raws: readonly RawValue[]): Condition {
  const texts = raws.map(textOf);
  const values = texts.filter((text) => text.trim() !== '').flatMap(codeForms);
  return {
    kind: 'any',
    of: [
      ...(values.length > 0 ? [{ kind: 'in', column: 0, values, trimmed: 'blanks' } as const] : []),
      ...(texts.some((text) => text.trim() === '') ? [isBlank(0)] : []),
    ],
  };
}
