import type { ColumnInfo, Fragment } from '../dialect.ts';
import { ASCII } from '../../model/text/charset.ts';
import { glue, text, value } from '../shared/fragment.ts';
import { createKeys, valuesTable } from '../shared/keys.ts';
import { bound, expressions, grain, holdsMoment, lengthOfList, words } from './expressions.ts';
import { numberInput, SqlInput } from './input.ts';

export const keys = createKeys(expressions, words, {
  grain,
  moment: (moment, column) => (holdsMoment(moment, column) ? bound(moment, column) : null),
  number: (digits, column) => {
    const input = numberInput(digits, column);
    const scale = digits.split('.')[1]?.length ?? 0;
    return input.type === 'nvarchar'
      ? glue`CAST(${value(input)} AS ${text(`decimal(38, ${scale})`)})`
      : value(input);
  },
  text: inCollation,
  // A rowversion; text is never bytes here.
  bytes: (key, { kind }) => (kind === 'binary' ? value(new SqlInput('varbinary', key)) : null),
  other: (key) => value(new SqlInput('uniqueidentifier', key.replace(/[{}]/gu, ''))),
  asked(rows) {
    // No row bears NULL.
    const none = Array.from({ length: lengthOfList(rows.length) - rows.length }, () =>
      text('-1, NULL'),
    );
    return glue`${valuesTable([...rows, ...none])} AS a (column1, column2)`;
  },
});

/** As the column's own type: an nvarchar would be compared by other rules than those that a varchar column is ordered by. */
function inCollation(key: string, { unicode, collation }: ColumnInfo): Fragment {
  const set = collation === undefined ? text('') : text(` COLLATE ${collation}`);
  const wide = glue`${value(new SqlInput('nvarchar', key))}${set}`;
  if (unicode) return wide;
  return ASCII.test(key)
    ? glue`${value(new SqlInput('varchar', key))}${set}`
    : glue`CAST(${wide} AS varchar(8000))`;
}
