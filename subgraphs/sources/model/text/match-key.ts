/**
 * What Vietnamese text is the same under letter for letter, however it was stored: case, Ð for Đ, decomposed letters, stray
 * blanks, signs that nobody sees. For comparing, never for display.
 */
export function plainKey(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u00AD\u200B]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase()
    .replaceAll('ð', 'đ');
}

/**
 * What Vietnamese text is the same under, however it was spelt: as `plainKey`, and tone placement (hòa, hoà; hòang, hoàng)
 * and i or y where it is a syllable's only vowel (kỹ, kĩ). For comparing, never for display.
 */
export function matchKey(text: string): string {
  return placed(plainKey(text)).replace(LONE_Y, (y) => I_FOR_Y.get(y) ?? y);
}

/** The match key without any diacritics: `nguien van duc` for Nguyễn Văn Đức. */
export function looseKey(text: string): string {
  return matchKey(text)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('y', 'i')
    .normalize('NFC');
}

/** A plain key with the tone of oa, oe and uy, and of a vowel after qu, on the second letter, as where a consonant follows. */
export function placed(key: string): string {
  return key.replace(ON_THE_FIRST, (pair) => {
    const [first = '', second = ''] = pair;
    const [letter = '', tone = ''] = first.normalize('NFD');
    return `${letter}${`${second}${tone}`.normalize('NFC')}`;
  });
}

/** The five tone marks, as Unicode keeps them apart. */
export const TONES = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'] as const;

const ON_THE_FIRST = /[òóõỏọ][ae]|[ùúũủụ]y|(?<=q)[ùúũủụ][aâeêiơ]/gu;

/** Before a lone y: y stands for i where it is a syllable's only vowel, after a consonant or qu. */
export const BEFORE_LONE_Y = '(?<=[bcdđghklmnpqrstvx]|qu)';

/** kỹ → kĩ */
const LONE_Y = new RegExp(`${BEFORE_LONE_Y}[yỳýỹỷỵ](?!\\p{L})`, 'gu');

/** Each y, with its tone or without, and the i of the same tone. */
export const I_FOR_Y: ReadonlyMap<string, string> = new Map(
  ['', ...TONES].map((tone) => [`y${tone}`.normalize('NFC'), `i${tone}`.normalize('NFC')]),
);
