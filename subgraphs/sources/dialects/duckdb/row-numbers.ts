import type { RowNumbers } from '../dialect.ts';
import { glue, name, value } from '../shared/fragment.ts';

const number = name('t.rowid');

/** DuckDB's own number of a row, which stays what it is in a file that nobody writes. */
export const rowNumbers: RowNumbers = {
  number,
  // Bound as one text, so that a statement is the same however many are looked for.
  among: (numbers) =>
    glue`${number} IN (SELECT UNNEST(CAST(STRING_SPLIT(${value(numbers.join())}, ',') AS BIGINT[])))`,
};
