/** The two places of a tone, and the two letters of a lone vowel, as people write them. */
const PAIRS: readonly (readonly [string, string])[] = [
  ...[
    ['òa', 'oà'],
    ['óa', 'oá'],
    ['ỏa', 'oả'],
    ['õa', 'oã'],
    ['ọa', 'oạ'],
    ['òe', 'oè'],
    ['óe', 'oé'],
    ['ỏe', 'oẻ'],
    ['õe', 'oẽ'],
    ['ọe', 'oẹ'],
    ['ùy', 'uỳ'],
    ['úy', 'uý'],
    ['ủy', 'uỷ'],
    ['ũy', 'uỹ'],
    ['ụy', 'uỵ'],
  ].map(([old = '', young = '']): [string, string] => [old, young]),
  ...Array.from('yỳýỷỹỵ', (y, index): [string, string] => [y, Array.from('iìíỉĩị')[index] ?? y]),
];

/** Every legal spelling of a text in lower or mixed case, itself among them: each syllable by each of its ways. */
export function spellingsOf(text: string): readonly string[] {
  return text
    .normalize('NFC')
    .split(' ')
    .map((word) => [...new Set([word, ...PAIRS.flatMap((pair) => respelt(word, pair))])])
    .reduce<readonly string[]>(
      (texts, words) =>
        texts
          .flatMap((before) => words.map((word) => (before === '' ? word : `${before} ${word}`)))
          .slice(0, 64),
      [''],
    );
}

function respelt(word: string, [one, other]: readonly [string, string]): readonly string[] {
  return [
    [one, other],
    [other, one],
  ].flatMap(([from = '', to = '']) => {
    const stem = word.slice(0, -from.length);
    if (!word.endsWith(from)) return [];
    if (from.length === 2) return /q$/iu.test(stem) ? [] : [`${stem}${to}`];
    return from === 'i' || 'ìíỉĩị'.includes(from)
      ? []
      : /(?:[bcdđghklmnpqrstvx]|qu)$/iu.test(stem)
        ? [`${stem}${to}`]
        : [];
  });
}
