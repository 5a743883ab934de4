import { type Codec, type Misfit, type Reading, UNDECIDED } from './codec.ts';
import { textInside } from './documents/search.ts';
import { textOf } from './raw-text.ts';
import type { RawValue } from '../model/raw.ts';

interface PartOptions {
  readonly separator: string;
  /** Counted from 1; from the end, where it is below 0. */
  readonly part: number;
  readonly item: Codec<string>;
}

/** One of several texts in a column: what stands before the first separator, after the last. */
export function partCodec({ separator, part, item }: PartOptions): Codec<string> {
  const search = textInside();
  const ownOf = (raw: RawValue | undefined): string | null =>
    textOf(raw)
      .split(separator)
      .at(part < 0 ? part : part - 1) ?? null;
  return {
    arity: 1,
    decode([raw]): Reading<string> {
      const own = ownOf(raw);
      const reading = item.decode([own]);
      // The other parts may be what who sees this one may not see.
      return reading.repair === undefined ? reading : { ...reading, raw: textOf(own) };
    },
    within: ([raw]) => ownOf(raw) ?? '',
    encode: (value) => {
      const parts = Array.from({ length: Math.abs(part) }, () => '');
      return item
        .encode(value)
        .map(([raw]) => [parts.with(part < 0 ? 0 : part - 1, textOf(raw)).join(separator)]);
    },
    push: (test) => (test.op === 'isNull' ? UNDECIDED : search(test)),
    fit(columns): Codec<string> | Misfit {
      const fitted = item.fit?.(columns) ?? item;
      return 'mend' in fitted ? fitted : partCodec({ separator, part, item: fitted });
    },
  };
}
