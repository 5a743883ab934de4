import { repage } from './code-page.ts';
import { type LegacyEncoding, TONES } from './legacy-encoding.ts';

/** A letter that Vietnamese does not have, or a mark that found no letter. */
const FOREIGN = /(?![a-zàáãèéìíòóõùúýăâđêôơưĩũ\u1EA0-\u1EF9])[\p{L}\p{M}]/iu;
const TONE = new RegExp(`[${TONES.join('')}]`, 'gu');

/** Windows-1258 (a letter, then its tone) that was taken for Windows-1252: “Tiêìng Viêòt”. */
export const cp1258: LegacyEncoding = {
  repair: 'TEXT_DECODED_CP1258',
  through: 'bytes',
  decode: (characters) => {
    const text = repage(characters, 1252, 1258)?.normalize('NFC');
    return text === undefined || FOREIGN.test(text) ? null : text;
  },
  encode: (text) => {
    const apart = tonesApart(text);
    // A few toned letters have a code of their own as well.
    const together = apart.replace(/[aeiou][\u0300\u0301]/giu, (letter) => letter.normalize('NFC'));
    return [...new Set([apart, together])].flatMap((form) => repage(form, 1258, 1252) ?? []);
  },
};

/** The text with each tone behind its letter and all else composed, as Windows typed Vietnamese (“tổ hợp”). */
export function tonesApart(text: string): string {
  return text.normalize('NFD').replace(/(\p{L})(\p{M}+)/gu, (_, letter: string, marks: string) => {
    const shape = `${letter}${marks.replace(TONE, '')}`.normalize('NFC');
    return `${shape}${marks.match(TONE)?.join('') ?? ''}`;
  });
}
