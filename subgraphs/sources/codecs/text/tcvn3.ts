import { type LegacyEncoding, standsForItself } from './legacy-encoding.ts';

/** The 74 letters that have a code, in the order of the codes. Capitals with a tone have none: fonts (.VnTimeH) drew them. */
const LETTERS = 'ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễ' + 'ếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ';

/** Their codes as Windows-1252 shows them; ư is the soft hyphen. */
const CODES =
  '\xA1\xA2\xA3\xA4\xA5\xA6\xA7\xA8\xA9\xAA\xAB\xAC\xAD\xAE\xB5\xB6\xB7\xB8\xB9' +
  '\xBB\xBC\xBD\xBE\xC6\xC7\xC8\xC9\xCA\xCB\xCC\xCE\xCF\xD0\xD1\xD2\xD3\xD4\xD5' +
  '\xD6\xD7\xD8\xDC\xDD\xDE\xDF\xE1\xE2\xE3\xE4\xE5\xE6\xE7\xE8\xE9\xEA\xEB\xEC' +
  '\xED\xEE\xEF\xF1\xF2\xF3\xF4\xF5\xF6\xF7\xF8\xF9\xFA\xFB\xFC\xFD\xFE';

const LETTER_OF = new Map(Array.from(CODES, (code, index) => [code, LETTERS[index] ?? code]));
const CODE_OF = new Map(Array.from(CODES, (code, index) => [LETTERS[index] ?? code, code]));

/** TCVN3 (ABC): one byte a letter. */
export const tcvn3: LegacyEncoding = {
  repair: 'TEXT_DECODED_TCVN3',
  decode: (characters) => {
    let text = '';
    for (const character of characters) {
      const letter = LETTER_OF.get(character);
      if (letter === undefined && !standsForItself(character)) return null;
      text += letter ?? character;
    }
    return text;
  },
  encode: (text) => {
    let characters = '';
    for (const letter of text) {
      const code = CODE_OF.get(letter);
      if (code === undefined && (LETTER_OF.has(letter) || !standsForItself(letter))) return [];
      characters += code ?? letter;
    }
    return [characters];
  },
};
