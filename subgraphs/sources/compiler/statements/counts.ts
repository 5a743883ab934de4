import type { Knex } from 'knex';
import type { Statement } from '../../dialects/dialect.ts';
import { factored, fieldsOf, type Predicate } from '../../model/predicate.ts';
import { type BoundChildTable, type BoundRootTable, columnRef, columnsOf } from '../bound-table.ts';
import { charactersOf, Kept } from '../kept/kept.ts';
import { numberOf } from '../kept/number-of.ts';
import { knexOf, raw } from '../knex.ts';
import { looksForNobody } from '../tells-of-nobody.ts';
import { admitted, compileAdmitted } from '../where.ts';
import { from, passing, readBy, readOf, statementOf } from './select.ts';

/** How many rows pass, at the most: fewer where SQL does not decide alone (`decides`). */
export function compileCount(table: BoundRootTable, predicate: Predicate | null): Statement {
  const statement = readOf(
    table,
    from(table, readBy(table, { where: predicate })).select(knexOf(table).raw('COUNT(*)')),
    predicate,
  );
  const tellsOfNobody = looksForNobody(table, predicate);
  return { ...statement, most: 1, scans: true, tellsOfNobody };
}

/** A table whose rows are counted by some filters at once. */
export interface ManyCounts {
  readonly table: BoundRootTable;
  readonly filters: readonly (Predicate | null)[];
}

/**
 * How many rows of each table pass each of its filters, by one look at it: the place of the table, then a count for each filter. Each
 * table is counted by itself: grouped as one, its rows are told apart by their table one by one.
 */
export function compileCounts(
  tables: readonly [ManyCounts, ...(readonly ManyCounts[])],
): Statement {
  const said = JSON.stringify(tables.map(({ table, filters }) => [numberOf(table), filters]));
  return said.length > MOST_SAID ? countsOf(tables) : statements.of(said, () => countsOf(tables));
}

/** A statement that is asked again has filters of some hundred characters for each table. */
const MOST_SAID = 16_000;

const statements = new Kept<Statement>(8 * 1024 * 1024, charactersOf);

function countsOf(tables: readonly [ManyCounts, ...(readonly ManyCounts[])]): Statement {
  const [{ table: first }] = tables;
  const width = Math.max(...tables.map(({ filters }) => filters.length));
  const columns = Array.from({ length: width }, (_one, index) => `c${index}`);
  const [counted, ...others] = tables.map(({ table, filters }, place) => {
    const k = knexOf(table);
    // What is withheld is so for each of them: it is looked for once. DuckDB makes a join of its own of each list in a CASE.
    const { common, beside } = factored(filters.map((where) => where && admitted(where, table)));
    const fields = filters.flatMap((where) => (where === null ? [] : fieldsOf(where)));
    const asked = { where: factored(filters).common, columns: columnsOf(table, fields) };
    const rows = from(table, readBy(table, asked));
    const found = passing(table, rows, [common === null ? null : compileAdmitted(common, table)]);
    const placed = k.raw(`${place} as ??`, ['p']);
    // All that pass are counted: a column of ones would be made to be counted, which takes DuckDB as long again.
    if (width === 1) return found.select(placed, k.raw('COUNT(*)'));
    const told = columns.map((column, index) => {
      const where = beside[index];
      if (where === undefined) return k.raw('NULL as ??', [column]);
      if (where === null) return k.raw('1 as ??', [column]);
      return k.raw('CASE WHEN ? THEN 1 END as ??', [
        raw(table, compileAdmitted(where, table)),
        column,
      ]);
    });
    return k
      .from(found.select(told).as('n'))
      .select(placed)
      .select(columns.map((column) => k.raw('COUNT(??)', [`n.${column}`])));
  });
  const builder = (counted as Knex.QueryBuilder).unionAll(others);
  const tellsOfNobody = tables.every(({ table, filters }) =>
    filters.every((where) => looksForNobody(table, where)),
  );
  return { ...statementOf(first, builder), most: tables.length, scans: true, tellsOfNobody };
}

/** How many rows of a child table hang under rows of the parents' table. */
export function compileChildCount(parents: BoundRootTable, table: BoundChildTable): Statement {
  const { childColumn, parentColumn } = table.mapping;
  const links = from(parents, { columns: [parentColumn] }).select(
    columnRef(parents, parentColumn).reference,
  );
  const rows = from(table, { columns: [childColumn] })
    .select(knexOf(table).raw('COUNT(*)'))
    .whereIn(columnRef(table, childColumn).reference, links);
  return { ...statementOf(table, rows), most: 1 };
}
