import {
  askedOfDimension,
  dimensionOf,
  fieldsOfDimension,
  type OwnDimension,
} from '../../model/dimension.ts';
import { fieldsOf, matches, type Predicate } from '../../model/predicate.ts';
import type { RawRow } from '../../model/raw.ts';
import {
  assertAskable,
  type BoundChildTable,
  type BoundTable,
  columnRef,
  columnsOf,
  isRoot,
} from '../bound-table.ts';
import { planChildRow, planRootRow, type RowPlan } from '../row-plan.ts';
import { looksForNobody, tellOfNobody } from '../tells-of-nobody.ts';
import { compileRights, compileWhere } from '../where.ts';
import { askedIn, isLacking, sayDimension } from './dimensions.ts';
import type { Key, TallyPlan, Told } from './plan.ts';

/** By what of its own rows of a table are told apart; `read` gives null for a row that does not pass the filter after all. */
export function planTold(
  table: BoundTable,
  dimensions: readonly OwnDimension[],
  where: Predicate | null,
): Told &
  Pick<TallyPlan, 'isCanonical' | 'tellsOfNobody' | 'isLacking'> & {
    /** Of a row in which its values stand from a place on. */
    readonly read: (raw: RawRow, at: number) => readonly Key[] | null;
  } {
  for (const dimension of dimensions) {
    for (const asked of askedOfDimension(dimension))
      assertAskable(askedIn(table, dimension), asked);
  }
  const undecided = where === null || compileWhere(where, table).exact ? null : where;
  const said = dimensions.map((dimension) => ({
    dimension,
    sql: isWithheld(table, dimension) ? null : sayDimension(table, dimension),
  }));
  const untold = new Set([
    ...(undecided === null ? [] : fieldsOf(undecided)),
    ...said.flatMap(({ dimension, sql }) => (sql === null ? fieldsOfDimension(dimension) : [])),
  ]);

  // Whatever is told of a row, its values are needed for what SQL has not said.
  const isSaid = untold.size === 0 && compileRights(table)?.exact !== false;
  const raws = isSaid ? null : rawFields(table, untold);
  const expressions = [...(raws?.expressions ?? [])];
  const readers = said.map(({ dimension, sql }) => {
    if (sql === null) return (_raw: RawRow, _at: number, row: Row) => dimensionOf(dimension, row);
    const from = expressions.length;
    expressions.push(...sql.by);
    return (raw: RawRow, at: number) => sql.value(raw, at + from);
  });

  const told = dimensions.flatMap((dimension) =>
    columnsOf(askedIn(table, dimension), fieldsOfDimension(dimension)),
  );
  const isCanonical =
    table.kept !== undefined && isSaid && dimensions.every(({ kind }) => kind !== 'hash');
  return {
    expressions,
    columns: [...told, ...columnsOf(table, where === null ? [] : fieldsOf(where))],
    isLacking: dimensions.some(
      (one) =>
        one.kind !== 'class' && fieldsOfDimension(one).some((field) => isLacking(table, field)),
    ),
    isCanonical,
    tellsOfNobody:
      looksForNobody(table, where) &&
      (isCanonical || tellOfNobody(table, [...told, ...(raws?.columns ?? [])])),
    read(raw, at) {
      const row = raws === null ? NOTHING : raws.decode(raw, at);
      if (row === null || (undecided !== null && !matches(undecided, row))) return null;
      return readers.map((read) => read(raw, at, row));
    },
  };
}

/** Whether rows show less of it than SQL would say; of classes SQL says what rows show. */
function isWithheld({ rights }: BoundTable, dimension: OwnDimension): boolean {
  const withheld = rights?.withheld?.fields;
  return (
    withheld !== undefined &&
    dimension.kind !== 'class' &&
    fieldsOfDimension(dimension).some((field) => withheld.has(field))
  );
}

type Row = Readonly<Record<string, unknown>>;

const NOTHING: Row = {};

/** The columns of some fields as they stand, and the row that they decode to. */
function rawFields(table: BoundTable, fields: ReadonlySet<string>) {
  const plan = planRow(table, fields);
  // What was repaired tells no rows apart.
  const columns = [...new Set(plan.columns)].filter((column) => column !== table.kept?.repairs);
  // Groups have no keys, which a plan reads before its columns.
  const positions = [
    ...plan.keys.map(() => -1),
    ...plan.columns.map((one) => columns.indexOf(one)),
  ];
  return {
    columns,
    expressions: columns.map((column) =>
      table.dialect.expressions.grouped(columnRef(table, column)),
    ),
    decode: (raw: RawRow, at: number): Row | null =>
      plan.decode(
        positions.map((position) => (position < 0 ? null : (raw[at + position] ?? null))),
      ),
  };
}

function planRow(table: BoundTable, fields: ReadonlySet<string>): RowPlan<Row | null> {
  if (isRoot(table)) return planRootRow(table, fields);
  const plan = planChildRow(table as BoundChildTable, fields);
  // Which of them it is, and under which row, is told by nothing that is counted.
  return { ...plan, decode: (raw) => plan.decode(raw, { parent: '', place: 0 }) };
}
