import { ABBREVIATED, type Concept, LEXICON } from './lexicon.ts';

/** What the name of a table or column says. */
export interface NameReading {
  /** In the order in which they stand. */
  readonly concepts: readonly Concept[];
  /** The words that were understood, as they are said. */
  readonly words: readonly string[];
  /** The part of the name's letters that was understood, from 0 to 1. */
  readonly understood: number;
  /** Whether it was understood by an abbreviation, which is less sure. */
  readonly abbreviated: boolean;
}

/**
 * Reads a name: `NgayNhan`, `NGAY_TIEP_NHAN`, `received_at`, `Ngày nhận`, `HOTENNGUOINOP`, `SBN`. Words are found where they
 * begin and end with the name's own parts, or stand without a gap between each other.
 */
export function readName(name: string): NameReading {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const reading = read(name);
  cache.set(name, reading);
  return reading;
}

/**
 * Readings of a place in documents by the names that lead there, the column's first: its own name, with the one it stands under,
 * and with more of them. Whose it is, the nearest says; names further out may say nothing of it.
 */
export function readPath(names: readonly string[]): readonly NameReading[] {
  const own = readName(names.at(-1) ?? '');
  const around = names.slice(0, -1).map(readName);
  // Under the column itself a place may be what its own name says.
  const least = Math.min(1, Math.max(0, around.length - 1));
  return Array.from({ length: around.length - least + 1 }, (_reading, more) => {
    const near = around
      .slice(around.length - least - more)
      .filter(({ understood }) => understood > MOSTLY);
    return {
      concepts: [...near.flatMap(({ concepts }) => concepts), ...own.concepts],
      words: [...near.flatMap(({ words }) => words), ...own.words],
      understood: own.understood,
      abbreviated: own.abbreviated,
    };
  });
}

/** A name of which less is understood says nothing of what stands under it. */
const MOSTLY = 0.6;

const cache = new Map<string, NameReading>();

function read(name: string): NameReading {
  const found = segment(partsOf(name), allParts(name).length === 1);
  if (found.understood < 0.6) {
    // A letter before others may be a word of its own: TTrang.
    const abbreviated = abbreviationOf(allParts(name).join(''));
    if (abbreviated !== null && abbreviated.understood > found.understood) return abbreviated;
  }
  return found;
}

/** `NgayNhan_2` → ngay, nhan: without marks, digits and prefixes of programmers. */
export function partsOf(name: string): readonly string[] {
  const parts = allParts(name);
  const bare = parts.filter((part, index) => !(index === 0 && PREFIX.test(part)));
  return bare.length === 0 ? parts : bare;
}

function allParts(name: string): readonly string[] {
  const folded = name
    .replaceAll(/[Đđ]/gu, (letter) => (letter === 'Đ' ? 'D' : 'd'))
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
  return folded
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/u)
    .filter((part) => part !== '');
}

/** Marks of a table, or of a column’s type, that say nothing of what it holds. */
const PREFIX = /^(?:tbl|tb|tab|t|vw|v|col|fld|str|dt|int|n)$/u;

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly concept: Concept;
  readonly word: string;
}

/** The best way: most letters understood, by the fewest pieces. */
function segment(parts: readonly string[], single: boolean): NameReading {
  const whole = parts.join('');
  const edges = new Set<number>([0]);
  let length = 0;
  for (const part of parts) edges.add((length += part.length));

  const best: ({ readonly score: number; readonly pieces: readonly Piece[] } | undefined)[] = [
    { score: 0, pieces: [] },
  ];
  const offer = (at: number, score: number, pieces: readonly Piece[]): void => {
    if (score > (best[at]?.score ?? -Infinity)) best[at] = { score, pieces };
  };
  for (let at = 0; at < whole.length; at += 1) {
    const here = best[at];
    if (here === undefined) continue;
    offer(at + 1, here.score - 1, here.pieces);
    const touches = edges.has(at) || here.pieces.at(-1)?.to === at;
    if (!touches) continue;
    for (let to = Math.min(whole.length, at + LONGEST); to > at + 1; to -= 1) {
      const concept = conceptOf(whole.slice(at, to));
      if (concept === undefined) continue;
      const word = whole.slice(at, to);
      // A short word that ends within a part says nothing, unless another takes up there.
      const loose = !edges.has(to) && !continues(whole, to, edges);
      if (loose && word.length < 5) continue;
      // Of a name that is written in parts, two short words within one are met by chance: `tra` and `ng` in Trang.
      const inside = word.length < 4 && !(edges.has(at) && edges.has(to));
      const before = here.pieces.at(-1)?.word.length ?? 0;
      const held = edges.has(at) ? continues(whole, to, edges, 4) : edges.has(to) && before > 3;
      if (inside && !single && !held) continue;
      const gain =
        2 * word.length - (word.length < 3 ? 2 : 1) - (loose ? 3 : 0) - (edges.has(at) ? 0 : 0.5);
      offer(to, here.score + gain, [...here.pieces, { from: at, to, concept, word }]);
    }
  }
  const pieces = best[whole.length]?.pieces ?? [];
  const letters = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    concepts: pieces.map(({ concept }) => concept),
    words: pieces.map(({ word }) => word),
    understood: whole.length === 0 ? 0 : letters / whole.length,
    abbreviated: false,
  };
}

const LONGEST = Math.max(...[...LEXICON.keys()].map(({ length }) => length));

/** English plurals are the same word. */
function conceptOf(word: string): Concept | undefined {
  return (
    LEXICON.get(word) ??
    (word.length > 4 && word.endsWith('ies') ? LEXICON.get(`${word.slice(0, -3)}y`) : undefined) ??
    (word.length > 4 && word.endsWith('es') ? LEXICON.get(word.slice(0, -2)) : undefined) ??
    (word.length > 3 && word.endsWith('s') ? LEXICON.get(word.slice(0, -1)) : undefined)
  );
}

/** Whether another word of so many letters stands from there on. */
function continues(whole: string, from: number, edges: ReadonlySet<number>, least = 2): boolean {
  for (let to = Math.min(whole.length, from + LONGEST); to >= from + least; to -= 1) {
    if ((edges.has(to) || to - from >= 4) && conceptOf(whole.slice(from, to)) !== undefined)
      return true;
  }
  return false;
}

/** `sbn`, `sobn` and `sobnhan` for so biên nhận; two letters are too few. */
function abbreviationOf(whole: string): NameReading | null {
  if (whole.length < 2) return null;
  const found = ABBREVIATED.filter(([syllables]) => abbreviates(whole, syllables));
  const meanings = new Set(found.map(([, concepts]) => concepts.join(' ')));
  const [first] = found;
  // What may be short for several things is short for none.
  if (first === undefined || meanings.size > 1) return null;
  const [syllables, concepts] = first;
  return {
    concepts,
    words: [syllables.join(' ')],
    understood: Math.min(0.9, 0.5 + whole.length / syllables.join('').length / 2),
    abbreviated: true,
  };
}

/** Each syllable is cut to its beginning, to its initial consonants, or not at all. */
function abbreviates(whole: string, syllables: readonly string[]): boolean {
  const pattern = syllables
    .map((syllable) => {
      const cuts = Array.from(syllable, (_letter, index) => syllable.slice(0, index + 1));
      return `(?:${cuts.reverse().join('|')})`;
    })
    .join('');
  return new RegExp(`^${pattern}$`, 'u').test(whole);
}
