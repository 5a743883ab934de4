import { compileSample } from '../../subgraphs/sources/compiler/unmapped.ts';
import { type ColumnInfo, DatabaseFault } from '../../subgraphs/sources/dialects/dialect.ts';
import {
  describeTrouble,
  diagnose,
} from '../../subgraphs/sources/dialects/shared/running/trouble.ts';
import { textOf } from '../../subgraphs/sources/codecs/index.ts';
import { isNameable } from '../../subgraphs/sources/mapping/schema/names.ts';
import type { RawRow, RawValue } from '../../subgraphs/sources/model/raw.ts';
import { type Table, uniqueColumns } from './catalogue.ts';
import { type Reached, reachedName } from './reach.ts';

/** A place in the documents of a column. */
export interface DocumentPlace {
  readonly column: string;
  readonly form: 'json' | 'xml';
  /** As a mapping has it: `$.applicant.name`, `/form/@state`. */
  readonly path: string;
}

/** Values of a column, in the order of the rows. */
export interface ColumnSample {
  readonly info: ColumnInfo;
  readonly values: readonly RawValue[];
  /** Where the values stand, if they are no column of their own. */
  readonly inside?: DocumentPlace;
}

/** Some rows of a table of which it is not known yet what they mean. */
export interface RawSample {
  readonly table: Table;
  readonly rows: number;
  /** All rows of the table were read. */
  readonly whole: boolean;
  /** All that a mapping can name, but those of bytes: papers and pictures. */
  readonly columns: readonly ColumnSample[];
  /** Why no row could be read. */
  readonly trouble?: string;
}

/** Rows of a table that are read at the most. */
const MOST_ROWS = 5_000;
/** Where so many give more bytes than a statement may. */
const FEW_ROWS = 200;

/** The first and the last rows by the key; the first that come where there is none. */
export async function sampleRaw(reached: Reached, table: Table): Promise<RawSample> {
  if (!isNameable(table.name.table)) {
    const trouble = 'no mapping can name it — have a view give it another name';
    return { table, rows: 0, whole: false, columns: [], trouble };
  }
  const columns = table.columns.filter(({ name, kind }) => kind !== 'binary' && isNameable(name));
  const read = async (most: number): Promise<RawSample> => {
    const key = uniqueColumns(table).find((column) => columns.includes(column));
    const half = Math.floor(most / 2);
    const part = (limit: number, descending?: boolean): Promise<readonly RawRow[]> =>
      reached.database.read(
        compileSample(reached.dialect, {
          table: reachedName(reached, table.name),
          columns,
          limit,
          ...(descending === undefined || key === undefined
            ? {}
            : { along: { column: key, descending } }),
        }),
      );
    const isLarge = table.rows === null || table.rows > most;
    const first = isLarge && key !== undefined ? await part(half, false) : await part(most);
    const last = isLarge && key !== undefined ? await part(half, true) : [];
    // How many rows there are is an estimate, or not known: of fewer, some stand at both ends.
    const at = key === undefined ? -1 : columns.indexOf(key);
    const seen = new Set(first.map((row) => textOf(row[at])));
    const rows = [...first, ...last.filter((row) => !seen.has(textOf(row[at]))).reverse()];
    return {
      table,
      rows: rows.length,
      whole: rows.length < most,
      columns: columns.map((info, index) => ({
        info,
        values: rows.map((row) => row[index] ?? null),
      })),
    };
  };
  try {
    return await read(MOST_ROWS);
  } catch (error) {
    if (!(error instanceof DatabaseFault)) throw error;
    if (error.reason === 'TOO_MUCH') return read(FEW_ROWS);
    // A table that may not be read, or not in time, says nothing but why.
    if (error.reason === 'FAILED' || error.reason === 'TIMEOUT') {
      const trouble = describeTrouble(diagnose(error, reached.dialect.troubles));
      return { table, rows: 0, whole: false, columns: [], trouble };
    }
    throw error;
  }
}
