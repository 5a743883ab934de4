import { readCsv } from '../../subgraphs/sources/mapping/csv-table.ts';
import { codeKey } from '../../subgraphs/sources/model/code.ts';
import { didYouMean } from '../../service/nearest.ts';
import { FileFault } from '../../service/yaml/text-file.ts';
import { describeFault } from '../../service/yaml/written-fault.ts';
import { ENTITY_NAMES } from '../names/field-names.ts';
import { fitOf } from '../names/patterns.ts';
import { readName } from '../names/read-name.ts';
import { CouldNotRun } from '../surroundings.ts';

/** The list of an old program, as it was saved from its screen. */
export interface Screen {
  readonly file: string;
  readonly header: readonly string[];
  readonly lines: readonly {
    readonly cells: Readonly<Record<string, string>>;
    readonly line: number;
  }[];
}

/** A name that fits less is not believed where no value agrees. */
const FITS = 0.6;

/** Under what codes are compared: letters in either case and blanks at the ends make no other code. */
export function comparable(code: string): string {
  return codeKey(code.normalize('NFC'));
}

/** Reads a CSV file. Throws CouldNotRun with file and line where it cannot be read. */
export function readScreen(file: string): Screen {
  try {
    return { file, ...readCsv(file) };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const { message: what, mend, line = 1 } = error;
    throw new CouldNotRun(describeFault({ file, line, what, mend }));
  }
}

/** The column that the user named. Throws CouldNotRun where the file has no such column. */
export function namedColumn({ file, header }: Screen, name: string): string {
  const found = header.find((one) => one.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const mend = didYouMean(name, header, columnsAre(header));
  throw new CouldNotRun(`${file}:1: there is no column “${name}” — ${mend}`);
}

/**
 * The column that holds what a field of an entity says: whose cells are met in the mapping's rows, and whose name says so. Throws
 * CouldNotRun where neither does.
 */
export function guessedColumn(
  { file, header, lines }: Screen,
  { entity, field }: { readonly entity: string; readonly field: string },
  known: ReadonlySet<string>,
): string {
  const names = ENTITY_NAMES[entity];
  const ranked = header
    .map((column) => {
      const cells = lines.map(({ cells: its }) => comparable(its[column] ?? ''));
      const met = cells.filter((cell) => known.has(cell)).length / Math.max(1, cells.length);
      const fit = fitOf(readName(column), names?.fields[field] ?? [], names?.about);
      return { column, met, fit };
    })
    .filter(({ met, fit }) => met > 0 || fit >= FITS)
    .sort((a, b) => b.met + b.fit - (a.met + a.fit));
  const [best] = ranked;
  if (best === undefined)
    throw new CouldNotRun(
      `${file}:1: no column looks like ${field} of the mapping — name it with --column; ${columnsAre(header)}`,
    );
  return best.column;
}

function columnsAre(header: readonly string[]): string {
  return `the columns are ${header.join(', ')}`;
}
