import { textCodec } from '../../subgraphs/sources/codecs/index.ts';
import { readName } from '../names/read-name.ts';
import type { RawSample } from '../reach/sample-raw.ts';
import { counted } from '../report/text-table.ts';
import { tallyValues } from './tally-values.ts';

/** A column that tells how secret a row is, and what it holds of those that anybody may read. */
export interface SecrecyEvidence {
  readonly column: string;
  /** As `where:` has it. What nobody knows to be open is not among it, for what is secret is never read. */
  readonly kept: readonly (string | number | null)[];
  readonly said: string;
}

const OPEN =
  /^(?:0|false|f|n|no|khong|khongmat|thuong|binhthuong|normal|none|open|public|unclassified)$/u;
const texts = textCodec({ encoding: 'mixed' });

/** Columns that are called so: `DoMat`, `confidentiality`. */
export function secrecyEvidence({ columns }: RawSample): readonly SecrecyEvidence[] {
  return columns.flatMap((column): readonly SecrecyEvidence[] => {
    const { name, kind } = column.info;
    if (!readName(name).concepts.includes('secrecy')) return [];
    const { counts, empty, rows } = tallyValues(column);
    const values = [...counts.keys()];
    const open = values.filter((value) => OPEN.test(lettersOf(value)));
    const met = values.slice(0, 4).map((value) => `${value} ×${counted(counts.get(value) ?? 0)}`);
    return [
      {
        column: name,
        kept: [null, ...open.map((value) => (kind === 'number' ? Number(value) : value))],
        said: `${name} tells which are secret (Mật): ${[`empty ×${counted(empty)}`, ...met].join(', ')} of ${counted(rows)}`,
      },
    ];
  });
}

/** What is left of a value without marks, blanks and signs: `Bình thường` is binhthuong. */
function lettersOf(value: string): string {
  return (texts.decode([value]).value ?? '')
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replaceAll(/[^a-z\d]/gu, '');
}
