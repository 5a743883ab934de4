import { tonesApart } from '../text/encodings/cp1258.ts';

/** Ways of typing a code that are looked for at the most: SQL Server takes 2,100 parameters in one statement. */
const MOST_MIXED = 32;

/**
 * How a code with Vietnamese letters may stand in a column: as it is written, in capitals, in small letters or with a capital,
 * each composed, with its tones behind the letters (as Windows types) or wholly apart; and as it is written also with some
 * letters in one way and some in another, as long as there are not too many of them.
 */
export function writingsOf(code: string): readonly string[] {
  const text = code.normalize('NFC');
  const capital = text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
  const cases = [text, text.toUpperCase(), text.toLowerCase(), capital];
  return [...new Set([...cases.flatMap(typings), ...mixed(text)])];
}

function typings(text: string): readonly string[] {
  return [...new Set([text, tonesApart(text), text.normalize('NFD')])];
}

/** Every letter always in the same way, but each in its own. */
function mixed(text: string): readonly string[] {
  const letters = [...new Set(text)].filter((letter) => typings(letter).length > 1);
  if (letters.reduce((ways, letter) => ways * typings(letter).length, 1) > MOST_MIXED) return [];
  return letters.reduce<readonly string[]>(
    (texts, letter) =>
      texts.flatMap((one) => typings(letter).map((typed) => one.replaceAll(letter, typed))),
    [text],
  );
}
