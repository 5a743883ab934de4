import type { Knex } from 'knex';
import type {
  ColumnInfo,
  ColumnRef,
  SqlDialect,
  Statement,
  TableName,
} from '../dialects/dialect.ts';
import { knexOf, qualified } from './knex.ts';

/** A stretch of a table, read without a mapping. */
export interface SampleQuery {
  readonly table: TableName;
  readonly columns: readonly ColumnInfo[];
  /** The end of the table to read from, in the order of a column; as the rows come where nothing is said. */
  readonly along?: { readonly column: ColumnInfo; readonly descending: boolean };
  readonly limit: number;
}

/** Some rows of a table as they stand, for whoever does not know yet what they mean. */
export function compileSample(
  dialect: SqlDialect,
  { table, columns, along, limit }: SampleQuery,
): Statement {
  const k = knexOf({ dialect });
  const refOf = (info: ColumnInfo): ColumnRef => ({ reference: `t.${info.name}`, info });
  const builder = k
    .queryBuilder()
    .from(k.raw('?? as ??', [qualified(table), 't']))
    .select(
      columns.map((info) => {
        const { sql, bindings } = dialect.expressions.select(refOf(info));
        return k.raw(sql, bindings as Knex.RawBinding[]);
      }),
    )
    .limit(limit);
  if (along !== undefined)
    void builder.orderBy(refOf(along.column).reference, along.descending ? 'desc' : 'asc');
  const { sql, bindings } = builder.toSQL().toNative();
  return { sql, bindings, most: limit };
}

/** How many rows a table has, counted no further than to a limit. */
export function compileSize(dialect: SqlDialect, table: TableName, limit: number): Statement {
  const k = knexOf({ dialect });
  const some = k
    .queryBuilder()
    .from(k.raw('?? as ??', [qualified(table), 't']))
    .select(k.raw('1 as ??', ['one']))
    .limit(limit);
  const { sql, bindings } = k.select(k.raw('COUNT(*)')).from(some.as('n')).toSQL().toNative();
  return { sql, bindings, most: 1 };
}
