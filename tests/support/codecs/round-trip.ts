import { expect } from '@jest/globals';
import type { Codec } from '../../../subgraphs/sources/codecs/codec.ts';

/** Every form in which the codec writes the value is read as it. */
export function expectRoundTrip<T>(codec: Codec<T>, value: T): void {
  const forms = codec.encode(value);

  expect(forms.length).toBeGreaterThan(0);
  expect(forms.map((raw) => codec.decode(raw).value)).toEqual(forms.map(() => value));
}
