import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';

/**
 * How Vietnamese text was kept before Unicode, as it looks through Windows-1252. Made from the tables in data/ and iconv-lite
 * rather than from the codecs that read it back: what writes must not be what is tested.
 */

interface Charsets {
  readonly tcvn3_byte_to_letter: Readonly<Record<string, string>>;
  readonly vni_to_letter: Readonly<Record<string, string>>;
}

const charsets = JSON.parse(
  readFileSync(new URL('./data/legacy-charsets.json', import.meta.url), 'utf8'),
) as Charsets;

const TCVN3 = new Map(
  Object.entries(charsets.tcvn3_byte_to_letter).map(([byte, letter]) => [
    letter,
    String.fromCharCode(Number.parseInt(byte, 16)),
  ]),
);
const VNI = new Map(Object.entries(charsets.vni_to_letter).map(([kept, letter]) => [letter, kept]));

/** TCVN3 (ABC). Capitals with a tone have no code: a font drew the small letter as one. */
export function toTcvn3(text: string): string {
  return eachLetter(
    text,
    (letter) => TCVN3.get(letter) ?? TCVN3.get(letter.toLowerCase()) ?? letter,
  );
}

/** What TCVN3 keeps of a text: toned capitals become small. */
export function keptByTcvn3(text: string): string {
  return eachLetter(text, (letter) => {
    const small = letter.toLowerCase();
    return !TCVN3.has(letter) && TCVN3.has(small) ? small : letter;
  });
}

/** VNI-Windows; of a capital, both characters are capitals. */
export function toVni(text: string): string {
  return eachLetter(
    text,
    (letter) => VNI.get(letter) ?? VNI.get(letter.toLowerCase())?.toUpperCase() ?? letter,
  );
}

/** Windows-1258 (a letter, then its tone) taken for Windows-1252. */
export function toCp1258(text: string): string {
  const apart = eachLetter(text, (letter) => {
    const [base = '', ...marks] = letter.normalize('NFD');
    const tones = marks.filter((mark) => TONES.has(mark));
    const shape = marks.filter((mark) => !TONES.has(mark)).join('');
    return `${base}${shape}`.normalize('NFC') + tones.join('');
  });
  return iconv.decode(iconv.encode(apart, 'windows1258'), 'windows1252');
}

const TONES: ReadonlySet<string> = new Set('\u0300\u0301\u0303\u0309\u0323');

/** What an insert without N'…' leaves on a Windows-1252 database: near letters, and question marks where none is near. */
export function bestFit(text: string): string {
  const near = eachLetter(text, (letter) => BEST_FIT.get(letter) ?? letter);
  return iconv.decode(iconv.encode(near, 'windows1252'), 'windows1252');
}

const BEST_FIT = new Map(
  ['ưu', 'ơo', 'ăa', 'đd', 'ƯU', 'ƠO', 'ĂA', 'ĐÐ', 'ĩi', 'ĨI', 'ũu', 'ŨU'].map(
    ([from = '', to = '']) => [from, to],
  ),
);

/** The Icelandic letter that looks like Đ. */
export function withLetterEth(text: string): string {
  return text.replaceAll('Đ', 'Ð').replaceAll('đ', 'ð');
}

function eachLetter(text: string, write: (letter: string) => string): string {
  return Array.from(text, write).join('');
}
