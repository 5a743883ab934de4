import type { LegacyEncoding } from './legacy-encoding.ts';

/** Letters that a browser wrote into a page without them, decimal or hexadecimal: “Nguy&#7877;n”, “Nguy&#x1EC5;n”. */
export const characterReferences: LegacyEncoding = {
  repair: 'TEXT_DECODED_CHARACTER_REFERENCES',
  through: 'text',
  readsAscii: true,
  evident: true,
  likely: (text) => text.includes('&#'),
  decode: (text) =>
    text.replace(REFERENCE, (reference, hex?: string, digits?: string) => {
      const codePoint = hex === undefined ? Number(digits) : parseInt(hex, 16);
      const isText = codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
      const character = isText ? String.fromCodePoint(codePoint) : '';
      // Nobody refers to plain letters and digits but programs that show them.
      return READ.test(character) ? character : reference;
    }),
  encode: (text) => [
    text.replace(BEYOND_ASCII, decimal),
    text.replace(BEYOND_LATIN, decimal),
    text.replace(BEYOND_ASCII, (letter) => hexadecimal(letter).toUpperCase().replace('X', 'x')),
    text.replace(BEYOND_ASCII, hexadecimal),
  ],
};

const REFERENCE = /&#(?:x([\da-f]{1,6})|(\d{1,7}));/giu;
const READ = /^[^\p{C}A-Za-z\d]$/u;
const BEYOND_ASCII = /[^\0-\u007F]/gu;
/** A page in Latin-1 has letters such as â itself. */
const BEYOND_LATIN = /[^\0-\u00FF]/gu;

function decimal(letter: string): string {
  return `&#${String(letter.codePointAt(0))};`;
}

function hexadecimal(letter: string): string {
  return `&#x${(letter.codePointAt(0) ?? 0).toString(16)};`;
}
