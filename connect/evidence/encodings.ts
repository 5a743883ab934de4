import { textCodec, vietnameseLikeness } from '../../subgraphs/sources/codecs/index.ts';
import type { RepairKind } from '../../subgraphs/sources/model/entity.ts';
import type { ColumnSample } from '../reach/sample-raw.ts';
import { counted } from '../report/text-table.ts';
import { tallyValues } from './tally-values.ts';

/** How Vietnamese text of some columns is kept, as a mapping says it. */
export interface EncodingEvidence {
  /** Encodings beside Unicode, the more frequent first. */
  readonly encodings: readonly string[];
  /** Met in too few values to be sure of. */
  readonly doubtful: readonly string[];
  readonly said: string;
}

/** A text as it stands, and what a mapping makes of it. */
export interface TextReading {
  readonly raw: string;
  readonly value: string | null;
  readonly repair?: RepairKind;
}

/** What is said of texts that are misread. */
interface MisreadEvidence extends EncodingEvidence {
  /** Of the texts that were looked at, from 0 to 1. */
  readonly share: number;
}

const NAMES: Partial<Record<RepairKind, string>> = {
  TEXT_DECODED_TCVN3: 'tcvn3',
  TEXT_DECODED_VNI: 'vni',
  TEXT_DECODED_CP1258: 'cp1258',
  TEXT_DECODED_VISCII: 'viscii',
  TEXT_DECODED_VPS: 'vps',
  TEXT_DECODED_VIQR: 'viqr',
  TEXT_DECODED_CHARACTER_REFERENCES: 'character-references',
  TEXT_DECODED_UTF8: 'utf8-as-cp1252',
};
/** Fewer values than this, of those with any sign beyond ASCII, are taken for a reading by chance. */
const WORTH = { share: 0.02, count: 5 };
/** Values of a column that are read. */
const LOOKED = 500;

const codec = textCodec({ encoding: 'mixed' });

/** By the syllables that public texts attest: each value is read in the encoding in which most of its words are words. */
export function encodingEvidence(samples: readonly ColumnSample[]): EncodingEvidence {
  return encodingsOf(
    samples
      .filter(({ info }) => info.kind === 'text')
      .flatMap((sample) => [...tallyValues(sample).counts.keys()].slice(0, LOOKED)),
  );
}

/**
 * The same of a field that is read already, by its different texts: null where what is read is as good. An encoding that the field
 * is read in anywhere is known to its mapping.
 */
export function misreadEvidence(readings: readonly TextReading[]): MisreadEvidence | null {
  const looked = readings.slice(0, LOOKED);
  const known = new Set(looked.flatMap(({ repair }) => (repair && NAMES[repair]) ?? []));
  const misread = looked.filter(({ raw, value }) => {
    const { value: better } = codec.decode([raw]);
    const words = vietnameseLikeness(value ?? '').score;
    return better !== null && vietnameseLikeness(better).score > words;
  });
  const all = encodingsOf(looked.map(({ raw }) => raw));
  const better = encodingsOf(misread.map(({ raw }) => raw)).encodings;
  const isMisread = all.encodings.some((name) => better.includes(name) && !known.has(name));
  return isMisread ? { ...all, share: misread.length / looked.length } : null;
}

function encodingsOf(values: readonly string[]): EncodingEvidence {
  const found = new Map<string, number>();
  let marked = 0;
  for (const value of values) {
    const name = NAMES[codec.decode([value]).repair ?? 'TEXT_LOSSY'];
    if (/[^\0-\u007F]/u.test(value) || name !== undefined) marked += 1;
    if (name !== undefined) found.set(name, (found.get(name) ?? 0) + 1);
  }
  const worth = [...found]
    .filter(([, count]) => count >= WORTH.count && count / marked >= WORTH.share)
    .sort((a, b) => b[1] - a[1]);
  return {
    encodings: worth.map(([name]) => name),
    doubtful: [...found]
      .filter(([, count]) => count < WORTH.count && count / marked >= WORTH.share)
      .map(([name]) => name),
    said:
      marked === 0
        ? 'no text with Vietnamese letters was met'
        : `of ${counted(marked)} different texts beyond ASCII ${[...found].map(([name, count]) => `${counted(count)} read as ${name}`).join(', ') || 'all read as Unicode'}`,
  };
}
