import type { SqlDialect, Statement, TableName } from '../../dialects/dialect.ts';
import { knexOf, qualified } from '../knex.ts';

/** A SELECT that finds no row: whether it may run tells whether the table, or the column, is there and may be read. */
export function compileNothing(
  dialect: SqlDialect,
  table: TableName,
  column: string | null,
): Statement {
  const k = knexOf({ dialect });
  const builder = k
    .queryBuilder()
    .from(k.raw('??', [qualified(table)]))
    .select(column === null ? k.raw('1') : k.raw('??', [column]))
    .whereRaw('1 = 0');
  const { sql, bindings } = builder.toSQL().toNative();
  return { sql, bindings };
}
