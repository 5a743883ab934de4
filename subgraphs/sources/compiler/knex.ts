import knexPackage from 'knex';
import type { Knex } from 'knex';
import type { Fragment, SqlDialect, TableName } from '../dialects/dialect.ts';
import type { BoundTable } from './bound-table.ts';

/** Compiling needs no connection: one knex a dialect serves every source. */
const compilers = new Map<SqlDialect['client'], Knex>();

export function knexOf({ dialect }: Pick<BoundTable, 'dialect'>): Knex {
  let compiler = compilers.get(dialect.client);
  if (compiler === undefined) {
    compiler = knexPackage({ client: dialect.knexClient, useNullAsDefault: true });
    compilers.set(dialect.client, compiler);
  }
  return compiler;
}

/** A piece of SQL as knex takes it. */
export function raw(table: Pick<BoundTable, 'dialect'>, { sql, bindings }: Fragment): Knex.Raw {
  return knexOf(table).raw(sql, bindings as Knex.RawBinding[]);
}

export function qualified({ schema, table }: TableName): string {
  return schema === undefined ? table : `${schema}.${table}`;
}
