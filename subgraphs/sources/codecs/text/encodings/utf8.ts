import { bytesOf, charactersOf } from './code-page.ts';
import type { LegacyEncoding } from './legacy-encoding.ts';

/** UTF-8 that was taken for Windows-1252: “Nguyá»…n VÄƒn Ä\u0090á»©c”. */
export const utf8AsCp1252: LegacyEncoding = {
  repair: 'TEXT_DECODED_UTF8',
  through: 'bytes',
  evident: true,
  decode: (characters) => {
    const bytes = bytesOf(characters, 1252);
    if (bytes === null) return null;
    let text = '';
    let evident = false;
    for (let at = 0; at < bytes.length;) {
      const { codePoint, length, whole } = letterAt(bytes, at);
      if (codePoint === undefined) return null;
      evident ||= length > 1 && whole;
      text += String.fromCodePoint(codePoint);
      at += length;
    }
    return evident ? text : null;
  },
  encode: (text) => [charactersOf(Buffer.from(text, 'utf8'), 1252)],
};

/** Code points of Latin letters with Vietnamese ones, marks, and the signs of typography and money. */
const RANGES = [
  [0x80, 0x24f],
  [0x300, 0x36f],
  [0x1ea0, 0x1eff],
  [0x2010, 0x2044],
  [0x20ab, 0x20ac],
] as const;

interface Letter {
  /** None if it is no UTF-8, or no letter that stands in such text. */
  readonly codePoint: number | undefined;
  readonly length: number;
  /** Whether all its bytes are there as they were. */
  readonly whole: boolean;
}

const NO_LETTER: Letter = { codePoint: undefined, length: 1, whole: false };

/** The letter that begins here. */
function letterAt(bytes: readonly number[], at: number): Letter {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80 || lead === 0xa0) return { codePoint: lead, length: 1, whole: true };
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe1 && lead <= 0xe2 ? 3 : 0;
  if (length === 0) return NO_LETTER;
  let codePoint = lead & (length === 2 ? 0x1f : 0x0f);
  let whole = true;
  for (let next = at + 1; next < at + length; next += 1) {
    let byte = bytes[next] ?? BLANK;
    // The blank that does not break, the last byte of à and Ạ, has become a plain one, or was trimmed.
    if (byte === BLANK && next === at + length - 1) [byte, whole] = [0xa0, false];
    if (byte < 0x80 || byte > 0xbf) return NO_LETTER;
    codePoint = (codePoint << 6) | (byte & 0x3f);
  }
  const known = RANGES.some(([from, to]) => codePoint >= from && codePoint <= to);
  return known ? { codePoint, length, whole } : NO_LETTER;
}

const BLANK = 0x20;
