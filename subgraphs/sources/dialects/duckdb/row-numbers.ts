import type { RowNumbers } from '../dialect.ts';
import { glue, name, value } from '../shared/fragment.ts';

const number = name('t.rowid');

/** Rows of a page; more are looked for by a join. */
const FEW = 64;

/** DuckDB's own number of a row, which stays what it is in a file that nobody writes. */
export const rowNumbers: RowNumbers = {
  number,
  among(numbers, isStretch) {
    // Bound as one text, so that a statement is the same however many are looked for.
    const list = glue`CAST(STRING_SPLIT(${value(numbers.join())}, ',') AS BIGINT[])`;
    // Costs half of a join in a stretch, and looks at each number for each of its rows.
    return isStretch && numbers.length <= FEW
      ? glue`LIST_CONTAINS(${list}, ${number})`
      : glue`${number} IN (SELECT UNNEST(${list}))`;
  },
};
