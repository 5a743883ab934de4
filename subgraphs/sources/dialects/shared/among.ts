import { BLANKS } from '../../model/text/white-space.ts';
import type { Trimmed } from '../../model/condition.ts';
import type { ColumnCondition, ColumnInfo, ColumnRef, Fragment, Held } from '../dialect.ts';
import { glue, list, name, NEVER, text, value } from './fragment.ts';
import type { Words } from './words.ts';

/** The column holds one of the values, whatever of what is `trimmed` stands around or between them. */
export function among(
  words: Words,
  column: ColumnRef,
  values: readonly Held[],
  { trimmed }: { readonly trimmed?: Trimmed },
): ColumnCondition {
  if (values.length === 0) return NEVER;
  const bound = (one: Held): Fragment => value(words.bind(one, column.info));
  const isIn = (left: Fragment, right: readonly Fragment[]): Fragment =>
    glue`${left} IN (${list(filledUp(words, right), ', ')})`;
  const operands = values.map((one) => words.operand?.(one, column.info) ?? bound(one));
  const comparable = words.comparable?.(column) ?? null;
  const bare = isIn(comparable ?? name(column.reference), operands);
  if (trimmed === undefined || !keepsBlanks(column.info))
    return comparable === null ? { ...bare, seek: 'point' } : bare;
  const text = words.asText(column);
  if (trimmed === 'white space' || trimmed === 'separators') {
    const held = values.map(
      (one) =>
        (one instanceof Uint8Array ? operands[values.indexOf(one)] : undefined) ?? bound(one),
    );
    if (trimmed === 'white space')
      return isIn(words.binary(words.trimWhiteSpace(text, column.info)), held);
    const exact = isIn(words.binary(ungrouped(words, text, column.info)), held);
    const wider = words.inOrder?.(text, values) ?? null;
    return wider === null ? exact : glue`(${wider} AND ${exact})`;
  }
  const plain = isIn(words.trim(text), operands);
  const padded =
    values.length > MOST_SOUGHT ? null : (words.padded?.(column, values, bare) ?? null);
  return padded === null ? plain : { ...glue`(${padded} AND ${plain})`, seek: 'point' };
}

/** Values that are looked for by an index, which some dialects bind three times; of more, every row is looked at. */
const MOST_SOUGHT = 256;

/**
 * In a column that sorts by code unit: what begins with a value and goes on with a blank lies before what goes on with `!`, and
 * what begins with a blank before all that begins with `!`.
 */
export function padsByCodeUnit(
  { reference }: ColumnRef,
  values: readonly Held[],
  bound: (text: string) => Fragment,
  stretch: (from: Fragment, to?: Fragment) => Fragment,
): Fragment | null {
  const column = name(reference);
  const texts = values.filter((one) => typeof one === 'string');
  if (texts.length < values.length) return null;
  const near = texts.map((one) =>
    stretch(glue`${column} >= ${bound(one)}`, glue`${column} < ${bound(`${one}!`)}`),
  );
  return glue`(${stretch(glue`${column} < '!'`)} OR ${list(near, ' OR ')})`;
}

/** The last value once more, and again: a list finds the same. */
function filledUp({ filledUp: to }: Words, values: readonly Fragment[]): readonly Fragment[] {
  const last = values.at(-1);
  if (to === undefined || last === undefined) return values;
  return [...values, ...Array<Fragment>(to(values.length) - values.length).fill(last)];
}

/** The text without what stands between the groups of a number, and without the `.0` that a spreadsheet left behind it. */
function ungrouped(words: Words, column: Fragment, info: ColumnInfo): Fragment {
  const ended = words.join([words.without(column, BLANKS, info), text("'|'")]);
  const whole = glue`REPLACE(REPLACE(${ended}, '.00|', ''), '.0|', '')`;
  return words.without(whole, '.-|', info);
}

/** Blanks can stand around what a column of text holds, and in SQLite in any column. */
function keepsBlanks({ kind, labels, affinity }: ColumnInfo): boolean {
  if (labels !== undefined) return false;
  return kind === 'text' || (affinity !== undefined && kind !== 'binary');
}
