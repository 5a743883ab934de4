import { type LegacyEncoding, standsForItself, TONES } from './legacy-encoding.ts';

/** Lower-case letters and how VNI-Windows spells them: a base, then a mark that says both its shape and its tone. */
const LOWER: ReadonlyMap<string, string> = new Map([
  ...row('a', 'a', 'ùøûõï'),
  ...row('e', 'e', 'ùøûõï'),
  ...row('o', 'o', 'ùøûõï'),
  ...row('u', 'u', 'ùøûõï'),
  ...row('y', 'y', 'ùøûõ'),
  ...row('ơ', 'ô', 'ùøûõï'),
  ...row('ư', 'ö', 'ùøûõï'),
  ...row('ă', 'a', 'éèúüë'),
  ...row('â', 'a', 'áàåãä'),
  ...row('ê', 'e', 'áàåãä'),
  ...row('ô', 'o', 'áàåãä'),
  ...Object.entries({ ơ: 'ô', ư: 'ö', ă: 'aê', â: 'aâ', ê: 'eâ', ô: 'oâ', đ: 'ñ' }),
  ...Object.entries({ í: 'í', ì: 'ì', ỉ: 'æ', ĩ: 'ó', ị: 'ò', ỵ: 'î' }),
]);

function row(letter: string, base: string, marks: string): [string, string][] {
  return Array.from(marks, (mark, index) => [
    `${letter}${TONES[index] ?? ''}`.normalize('NFC'),
    `${base}${mark}`,
  ]);
}

/** Capitals: the mark is a capital too, or has stayed small. */
const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map(
  [...LOWER].flatMap(([letter, spelling]) => [
    [letter, [spelling]],
    [
      letter.toUpperCase(),
      [
        ...new Set([
          spelling.toUpperCase(),
          spelling.slice(0, 1).toUpperCase() + spelling.slice(1),
        ]),
      ],
    ],
  ]),
);

const LETTER_OF = new Map(
  [...SPELLINGS].flatMap(([letter, spellings]) =>
    spellings.map((spelling): [string, string] => [spelling, letter]),
  ),
);

/** VNI-Windows: one or two bytes a letter, the longer spelling first. */
export const vni: LegacyEncoding = {
  repair: 'TEXT_DECODED_VNI',
  through: 'bytes',
  decode: (characters) => {
    let text = '';
    for (let at = 0; at < characters.length;) {
      const two = characters.slice(at, at + 2);
      const one = characters.charAt(at);
      const pair = LETTER_OF.get(two);
      const letter = pair ?? LETTER_OF.get(one);
      if (letter === undefined && !standsForItself(one)) return null;
      text += letter ?? one;
      at += pair === undefined || two.length === 1 ? 1 : 2;
    }
    return text;
  },
  encode: (text) => {
    const forms = [0, 1].map((choice) => {
      let characters = '';
      for (const letter of text) {
        const spellings = SPELLINGS.get(letter);
        if (spellings === undefined && !standsForItself(letter)) return null;
        characters += spellings?.[choice] ?? spellings?.[0] ?? letter;
      }
      return characters;
    });
    return [...new Set(forms.flatMap((form) => form ?? []))];
  },
};
