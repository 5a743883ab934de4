/** Of the second word as many bits are kept as a number is exact with. */
const LEFT_OUT = 11;
const SECOND = 2 ** (32 - LEFT_OUT);

/**
 * HalfSipHash-2-4 of a text's code units, under a key of 8 bytes, as a number of 53 bits. It takes a fourth of the time of SHA-256, and is
 * for telling apart what this process has seen: who does not know the key cannot find two texts that have the same.
 */
export function createKeyedHash(key: Uint8Array): (text: string) => number {
  const words = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const k0 = words.getInt32(0, true);
  const k1 = words.getInt32(4, true);

  return (text) => {
    let v0 = k0;
    let v1 = k1 ^ 0xee;
    let v2 = k0 ^ 0x6c796765;
    let v3 = k1 ^ 0x74656462;
    let first = 0;
    const last = text.length >> 1;
    // The end is mixed as a text of zeros is, twice for each half of the hash.
    for (let at = 0; at <= last + 4; at += 1) {
      const word = at < last ? twoUnits(text, at) : at === last ? lastUnit(text) : 0;
      if (at === last + 1) v2 ^= 0xee;
      if (at === last + 3) {
        first = v1 ^ v3;
        v1 ^= 0xdd;
      }
      v3 ^= word;
      for (let round = 0; round < 2; round += 1) {
        v0 = (v0 + v1) | 0;
        v1 = rotated(v1, 5) ^ v0;
        v0 = rotated(v0, 16);
        v2 = (v2 + v3) | 0;
        v3 = rotated(v3, 8) ^ v2;
        v0 = (v0 + v3) | 0;
        v3 = rotated(v3, 7) ^ v0;
        v2 = (v2 + v1) | 0;
        v1 = rotated(v1, 13) ^ v2;
        v2 = rotated(v2, 16);
      }
      v0 ^= word;
    }
    return (first >>> 0) * SECOND + ((v1 ^ v3) >>> LEFT_OUT);
  };
}

function twoUnits(text: string, at: number): number {
  return text.charCodeAt(2 * at) | (text.charCodeAt(2 * at + 1) << 16);
}

/** The unit that is left over, and the length in bytes. */
function lastUnit(text: string): number {
  const { length } = text;
  const unit = length % 2 === 1 ? text.charCodeAt(length - 1) : 0;
  return unit | ((2 * length) << 24);
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
