import type { Reading } from '../../codecs/codec.ts';
import { textOf } from '../../codecs/raw-text.ts';
import type { FilterValue, Test } from '../../model/predicate.ts';
import type { CanonicalField } from '../canonical-field.ts';
import type { CopyKey } from './copy-key.ts';

const [SEALED, HASH] = [0, 1];

/**
 * A personal field: the value is encrypted, with what was done to it, and a keyed hash beside it finds equal ones. `place` is the
 * name of its column among those of the copy.
 */
export function sealedField(key: CopyKey, place: string): CanonicalField {
  const hashOf = (value: unknown): string => key.hash(JSON.stringify(value), place);
  const among = (values: readonly FilterValue[]) =>
    ({
      atLeast: { kind: 'in', column: HASH, values: values.map(hashOf) },
      exact: true,
    }) as const;
  return {
    columns: [
      { suffix: '', type: 'text' },
      { suffix: '$hash', type: 'code' },
    ],
    store: (value, repair) => [
      value === null && repair === undefined
        ? null
        : key.seal(JSON.stringify([value, repair?.kind, repair?.raw]), place),
      value === null ? null : hashOf(value),
    ],
    codec: {
      arity: 2,
      decode(raw): Reading<unknown> {
        const sealed = raw[SEALED] ?? null;
        if (sealed === null) return { value: null };
        const [value, repair, was] = JSON.parse(key.open(textOf(sealed), place)) as readonly [
          unknown,
          Reading<unknown>['repair'] | null,
          string | null,
        ];
        return repair == null ? { value } : { value, repair, raw: was ?? '' };
      },
      encode: (value) => [[null, hashOf(value)]],
      push(test: Test<FilterValue>) {
        switch (test.op) {
          case 'isNull':
            return { atLeast: { kind: 'isNull', column: HASH }, exact: true };
          case 'eq':
            return among([test.value]);
          case 'in':
            return among(test.values);
          default:
            return null;
        }
      },
    },
  };
}
