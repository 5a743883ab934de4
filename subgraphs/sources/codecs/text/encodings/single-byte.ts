import type { RepairKind } from '../../../model/entity.ts';
import { trimSigns } from '../../../model/text/white-space.ts';
import { charactersOf } from './code-page.ts';
import { type LegacyEncoding, standsForItself } from './legacy-encoding.ts';

/** An encoding of one byte a letter: its letters, and their codes in the same order. */
export function singleByte(repair: RepairKind, letters: string, codes: Uint8Array): LegacyEncoding {
  const characters = Array.from(charactersOf(codes, 1252));
  const letterOf = new Map(Array.from(letters, (letter, index) => [characters[index], letter]));
  const all = charactersOf(
    Uint8Array.from({ length: 256 }, (_, byte) => byte),
    1252,
  );
  const readOf = new Map(
    Array.from(all, (character): [string, string | null] => [
      character,
      letterOf.get(character) ?? (standsForItself(character) ? character : null),
    ]),
  );
  const codeOf = new Map(Array.from(letters, (letter, index) => [letter, characters[index]]));
  return {
    repair,
    through: 'bytes',
    decode: (seen) => {
      let text = '';
      for (const character of trimSigns(seen, '\u00A0')) {
        const read = readOf.get(character);
        if (read === null || read === undefined) return null;
        text += read;
      }
      return text;
    },
    encode: (text) => {
      let seen = '';
      for (const letter of text) {
        const code = codeOf.get(letter);
        if (code === undefined && (letterOf.has(letter) || !standsForItself(letter))) return [];
        seen += code ?? letter;
      }
      return [seen];
    },
  };
}
