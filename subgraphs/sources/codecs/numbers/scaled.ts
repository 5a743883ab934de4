import type { Test } from '../../model/predicate.ts';
import type { Codec, Misfit, Reading } from '../codec.ts';

/** Digits behind the point that a number of the column's own unit is taken to have. */
const MILLIONTH = 1_000_000;

/** A number in another unit than the field's: `per` of the column's make one, as eight hours make a working day. */
export function scaledCodec(item: Codec<number>, per: number): Codec<number> {
  const toRaw = (value: number): number => Math.round(value * per * MILLIONTH) / MILLIONTH;
  const { ordering } = item;
  return {
    arity: 1,
    decode(raw): Reading<number> {
      const { value, ...rest } = item.decode(raw);
      return { value: value === null ? null : value / per, ...rest };
    },
    encode: (value) => item.encode(toRaw(value)),
    push: (test) => item.push(scaled(test, toRaw)),
    ...(ordering === undefined ? {} : { ordering, sortKey: { toRaw } }),
    fit(columns): Codec<number> | Misfit {
      const fitted = item.fit?.(columns) ?? item;
      return 'mend' in fitted ? fitted : scaledCodec(fitted, per);
    },
  };
}

function scaled(test: Test<number>, toRaw: (value: number) => number): Test<number> {
  if ('values' in test) return { ...test, values: test.values.map(toRaw) };
  return 'value' in test && typeof test.value === 'number'
    ? ({ ...test, value: toRaw(test.value) } as Test<number>)
    : test;
}
