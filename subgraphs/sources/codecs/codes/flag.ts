import type { Condition } from '../../model/condition.ts';
import type { RawValue } from '../../model/raw.ts';
import type { Codec } from '../codec.ts';
import { codeOf, textOf, trimBlanks } from '../raw-text.ts';
import { type CodeForms, TEXT_CODES } from './code-forms.ts';
import { codesIn } from './codes.ts';

interface FlagOptions {
  /** Raw values that mean yes; null among them means an empty column. */
  readonly true: readonly RawValue[];
  readonly false: readonly RawValue[];
}

/** Yes or no in whatever way a column says so: `'1'`/NULL, bit, `'x'`, `'C'`/`'K'`. */
export function flagCodec(options: FlagOptions): Codec<boolean> {
  return {
    ...flag(options, TEXT_CODES),
    fit: ([column]) => flag(options, column === undefined ? TEXT_CODES : codesIn(column)),
  };
}

function flag(options: FlagOptions, { key, keys }: CodeForms): Codec<boolean> {
  const answers = new Map<string, boolean>();
  for (const value of [true, false]) {
    for (const raw of options[value ? 'true' : 'false']) {
      for (const form of keys(trimBlanks(textOf(raw))))
        if (!answers.has(form)) answers.set(form, value);
    }
  }
  const holds = (wanted: boolean): Condition => ({
    kind: 'code',
    column: 0,
    codes: [...answers].flatMap(([form, value]) => (value === wanted ? [form] : [])),
  });

  return {
    arity: 1,
    decode: ([raw]) => {
      const code = codeOf(raw);
      const value = code === null ? undefined : answers.get(key(code));
      if (value !== undefined) return { value };
      return code === '' ? { value: null } : { value: null, repair: 'FLAG_UNREADABLE' };
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
