/**
 * What Vietnamese text is the same under, however it was typed: case, tone placement (hòa, hoà), i or y (kỹ, kĩ), Ð for Đ,
 * decomposed letters, stray blanks. For comparing, never for display.
 */
export function matchKey(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u00AD\u200B]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase()
    .replaceAll('ð', 'đ')
    .replace(NEW_STYLE, (pair) => OLD_STYLE.get(pair) ?? pair)
    .replace(LONE_Y, (y) => I_FOR_Y.get(y) ?? y);
}

/** The match key without any diacritics: `nguyen van duc` for Nguyễn Văn Đức. */
export function looseKey(text: string): string {
  return matchKey(text)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('y', 'i')
    .normalize('NFC');
}

const TONES = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];

/** hoà → hòa: the two styles differ only where oa, oe, uy end a syllable; the u of qu is no vowel. */
const NEW_STYLE = /o[àáãảạèéẽẻẹ](?!\p{L})|(?<!q)u[ỳýỹỷỵ](?!\p{L})/gu;
const OLD_STYLE = new Map(
  ['oa', 'oe', 'uy'].flatMap((pair) =>
    TONES.map((tone): [string, string] => [
      `${pair}${tone}`.normalize('NFC'),
      `${pair.slice(0, 1)}${tone}${pair.slice(1)}`.normalize('NFC'),
    ]),
  ),
);

/** kỹ → kĩ: y stands for i where it is a syllable's only vowel, after a consonant or qu. */
const LONE_Y = /(?<=[bcdđghklmnpqrstvx]|qu)[yỳýỹỷỵ](?!\p{L})/gu;
const I_FOR_Y = new Map(
  ['', ...TONES].map((tone) => [`y${tone}`.normalize('NFC'), `i${tone}`.normalize('NFC')]),
);
