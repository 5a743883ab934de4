import type { LegacyEncoding } from './legacy-encoding.ts';
import { singleByte } from './single-byte.ts';

/** The 74 letters that have a code, in the order of the codes. Capitals with a tone have none: fonts (.VnTimeH) drew them. */
const LETTERS = 'ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễ' + 'ếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ';

/** Their codes. */
const CODES = Buffer.from(
  'a1a2a3a4a5a6a7a8a9aaabacadaeb5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5' +
    'd6d7d8dcdddedfe1e2e3e4e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe',
  'hex',
);

/** TCVN3 (ABC): one byte a letter. */
export const tcvn3: LegacyEncoding = singleByte('TEXT_DECODED_TCVN3', LETTERS, CODES);

/** TCVN3 as a font of capitals (.VnTimeH) shows it: each letter is a capital, however it was typed. */
export const tcvn3Capitals: LegacyEncoding = {
  ...tcvn3,
  readsAscii: true,
  decode: (characters) => tcvn3.decode(characters)?.toUpperCase() ?? null,
  encode: (text) => {
    if (text !== text.toUpperCase()) return [];
    const small = text.toLowerCase();
    const eachSmall = small.split(/(?<=\P{L})(?=\p{L})/u);
    const typed = [
      small,
      eachSmall.map((word) => capital(word.slice(0, 1)) + word.slice(1)).join(''),
      Array.from(small, capital).join(''),
      small.replace(/[a-z]/gu, (letter) => letter.toUpperCase()),
    ];
    return [...new Set(typed)].flatMap(tcvn3.encode);
  },
};

/** The capital, where it can be typed. */
function capital(letter: string): string {
  return tcvn3.encode(letter.toUpperCase()).length > 0 ? letter.toUpperCase() : letter;
}
