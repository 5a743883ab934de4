import { TONES } from './encodings/legacy-encoding.ts';

/** Rhymes without their tone, by their first vowel; `w` begins with the glide that is written o or u, `y` and `yê` with y. */
const RHYMES = {
  a: 'a ac ach ai am an ang anh ao ap at au ay',
  ă: 'ăc ăm ăn ăng ăp ăt',
  â: 'âc âm ân âng âp ât âu ây',
  e: 'e ec em en eng eo ep et',
  ê: 'ê êch êm ên ênh êp êt êu',
  i: 'i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu',
  o: 'o oc oi om on ong op ot',
  ô: 'ô ôc ôi ôm ôn ông ôp ôt',
  ơ: 'ơ ơi ơm ơn ơp ơt',
  u: 'u ua uc ui um un ung uôc uôi uôm uôn uông uôt up ut',
  ư: 'ư ưa ưc ươc ươi ươm ươn ương ươp ươt ươu ưi ưng ưt ưu',
  w:
    'oa oac oach oai oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet uân uâng uât uây uê uêch uênh uơ ' +
    'uy uya uych uyên uyêt uynh uyt uyu',
  y: 'y',
  yê: 'yêm yên yêng yêt yêu',
} as const;

/** Which rhymes may follow which beginnings; a word may lack a beginning. */
const SYLLABLES: readonly (readonly [string, string])[] = [
  [' ', rhymes('a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'w', 'y', 'yê')],
  ['b m p ph v', rhymes('a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư')],
  [
    'ch d đ h kh l n nh r s t th tr x',
    rhymes('a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'w'),
  ],
  ['c g ng', rhymes('a', 'ă', 'â', 'o', 'ô', 'ơ', 'u', 'ư', 'w')],
  ['gh k ngh', rhymes('e', 'ê', 'i')],
  ['gi', `${rhymes('a', 'ă', 'â', 'e', 'ê', 'o', 'ô', 'ơ', 'u', 'ư')} êc êng`],
  ['g', 'i'],
  ['qu', `${rhymes('a', 'ă', 'â', 'e', 'ê', 'i', 'ơ', 'y')} ych yên yêt ynh yp yt yu ôc ôt`],
  ['b h k l m s t v', 'y'],
  // The bus, from French.
  ['b', 'uyt'],
];

const VOWEL = /[aăâeêioôơuưy]/u;

/** Every syllable that Vietnamese spelling allows, real or not, as far as it has a diacritic. */
function possibleSyllables(): ReadonlySet<string> {
  return new Set(
    SYLLABLES.flatMap(([beginnings, endings]) =>
      endings
        .split(' ')
        .flatMap(toned)
        .flatMap((rhyme) => beginnings.split(' ').map((beginning) => beginning + rhyme)),
    ).filter((syllable) => /[^a-z]/u.test(syllable)),
  );
}

/** Made for the first word that public texts do not have, which a start need not wait for. */
let possible: ReadonlySet<string> | undefined;

/** Letters that stand for words: NĐ-CP, QĐ-UBND. */
const ABBREVIATION = /^[bcdghklmnpqrstvx]*đ[bcdđghklmnpqrstvx]*$/u;

/** Whether Vietnamese spelling allows a word with a diacritic, in lower case: a syllable, or letters that stand for words. */
export function isPossible(word: string): boolean {
  possible ??= possibleSyllables();
  return possible.has(word) || (word.includes('đ') && ABBREVIATION.test(word));
}

function rhymes(...firsts: readonly (keyof typeof RHYMES)[]): string {
  return firsts.map((first) => RHYMES[first]).join(' ');
}

/** A rhyme in each of its tones; one that ends in a stop has two, and no level one. */
function toned(rhyme: string): readonly string[] {
  const [sharp, , , , heavy] = TONES;
  const tones = /(?:c|ch|p|t)$/u.test(rhyme) ? [sharp, heavy] : ['', ...TONES];
  return tonePlaces(rhyme).flatMap((place) =>
    tones.map((tone) =>
      `${rhyme.slice(0, place + 1)}${tone}${rhyme.slice(place + 1)}`.normalize('NFC'),
    ),
  );
}

/** Where the tone is written: on a vowel that bears a mark itself; of others two ways are in use for oa, oe and uy. */
function tonePlaces(rhyme: string): readonly number[] {
  const letters = Array.from(rhyme);
  const marked = letters.findLastIndex((letter) => 'ăâêôơ'.includes(letter));
  if (marked >= 0) return [marked];
  const vowels = letters.filter((letter) => VOWEL.test(letter)).length;
  if (vowels === 1) return [0];
  // Before a consonant or another vowel the glide o or u is no place for it.
  if (/^(?:oa|oe|uy)./u.test(rhyme)) return [1];
  return /^(?:oa|oe|uy)$/u.test(rhyme) ? [0, 1] : [0];
}
