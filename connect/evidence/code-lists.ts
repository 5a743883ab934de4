import type { ColumnSample, RawSample } from '../reach/sample-raw.ts';
import { fitOf, patterns } from '../names/patterns.ts';
import { readName } from '../names/read-name.ts';
import { textCodec, textOf } from '../../subgraphs/sources/codecs/index.ts';
import { meaningOf } from './meanings.ts';
import type { Relation } from './relations.ts';
import { PROCEDURE, shapesOf } from './shapes.ts';
import { tallyValues } from './tally-values.ts';

/** One code that was met, or that a look-up table has. */
export interface FoundCode {
  readonly code: string;
  /** Rows in which it was met. */
  readonly count: number;
  readonly label: string | null;
  /** Null where it has to be said by someone who knows. */
  readonly value: string | null;
}

const NAME = patterns('name 1|subject 0.8|kind 0.6|status 0.6|procedure 0.7|field 0.6');
const OFFICIAL = patterns('code+procedure 1|code 0.9|procedure 0.6');
const texts = textCodec({ encoding: 'mixed' });

/** The codes of a column with the labels of the table that they refer to, and what those mean of a closed list. */
export function codesOf(
  column: ColumnSample,
  relation: Relation | null,
  values: readonly string[],
): readonly FoundCode[] {
  const labels = relation === null ? new Map<string, string>() : labelsOf(relation);
  const { counts } = tallyValues(column);
  return [...new Set([...counts.keys(), ...labels.keys()])].map((code) => {
    const label = labels.get(code) ?? null;
    const value = meaningOf(label ?? texts.decode([code]).value ?? code, values);
    return { code, count: counts.get(code) ?? 0, label, value };
  });
}

/** The labels of a look-up table by its keys. */
export function labelsOf({ parent, parentColumn }: Relation): ReadonlyMap<string, string> {
  const name = nameColumn(parent, parentColumn);
  const key = parent.columns.find(({ info }) => info.name === parentColumn);
  if (name === null || key === undefined) return new Map();
  return new Map(
    key.values.map((code, row) => [
      textOf(code).trim(),
      texts.decode([name.values[row] ?? null]).value ?? '',
    ]),
  );
}

/** The column of a look-up table that says what its rows are called. */
export function nameColumn(sample: RawSample, key: string): ColumnSample | null {
  const named = sample.columns
    .filter(({ info }) => info.kind === 'text' && info.name !== key)
    .map((column) => ({ column, fit: fitOf(readName(column.info.name), NAME, aboutOf(sample)) }))
    .sort((a, b) => b.fit - a.fit)[0];
  return named === undefined || named.fit < 0.5 ? null : named.column;
}

function aboutOf({ table }: RawSample) {
  return readName(table.name.table).concepts;
}

/** National codes of procedures in the table that a column refers to, by its keys; null where it has none. */
export function officialCodes({
  parent,
  parentColumn,
}: Relation): ReadonlyMap<string, string> | null {
  const key = parent.columns.find(({ info }) => info.name === parentColumn);
  const official = parent.columns
    .filter((column) => shapesOf(column).procedureCodes > 0.6)
    .map((column) => ({
      column,
      fit: fitOf(readName(column.info.name), OFFICIAL, aboutOf(parent)),
    }))
    .sort((a, b) => b.fit - a.fit)[0]?.column;
  if (key === undefined || official === undefined) return null;
  return new Map(
    key.values.flatMap((code, row): readonly [string, string][] => {
      const written = textOf(official.values[row] ?? null).trim();
      return PROCEDURE.test(written) ? [[textOf(code).trim(), written]] : [];
    }),
  );
}
