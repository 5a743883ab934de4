import { compileNothing } from '../compiler/statements/nothing.ts';
import { type Database, DatabaseFault, type Dialect, type TableName } from '../dialects/dialect.ts';
import { diagnose } from '../dialects/shared/running/trouble.ts';
import { nearest } from '../../../service/nearest.ts';

/** A table that the database does not describe, or a column of one that it does. */
export interface Missing {
  readonly table: TableName;
  readonly column: string | null;
}

/** Why something is missing, and what to do about it. */
export interface Absence extends Missing {
  readonly what: string;
  readonly mend: string;
}

/**
 * Asks the database why it does not describe what a mapping names. Catalogues hide what a user may not read: only a SELECT
 * tells that from what does not exist.
 */
export async function explainAbsences(
  database: Database,
  dialect: Dialect,
  missing: readonly Missing[],
): Promise<readonly Absence[]> {
  const denied = await Promise.all(missing.map((one) => isDenied(database, dialect, one)));
  const tables = missing.some(({ column }, index) => column === null && denied[index] === false)
    ? await tablesOf(database, dialect)
    : [];
  return missing.flatMap((one, index): readonly Absence[] => {
    const { table, column } = one;
    const name = tableText(table);
    if (denied[index] === true) {
      const thing = column === null ? `the table “${name}”` : `the column “${column}” of “${name}”`;
      const mend = 'grant it SELECT; where no right is given at all, it may also not exist';
      return [{ ...one, what: `the database’s user may not read ${thing}`, mend }];
    }
    if (column !== null) return [];
    const named = namedAs(table, tables);
    if (named?.base !== undefined) {
      const what = `“${name}” is a synonym of ${named.base}, which this database does not describe`;
      const mend =
        'connect the database in which that lies, by a mapping of its own, or mend the synonym';
      return [{ ...one, what, mend }];
    }
    const mend = whereTableLies(table, tables);
    return mend === undefined
      ? []
      : [{ ...one, what: `the database has no table “${name}”`, mend }];
  });
}

async function isDenied(
  database: Database,
  dialect: Dialect,
  { table, column }: Missing,
): Promise<boolean> {
  try {
    await database.read(compileNothing(dialect, table, column));
    return false;
  } catch (error) {
    if (!(error instanceof DatabaseFault)) throw error;
    return diagnose(error, dialect.troubles).trouble === 'PERMISSION';
  }
}

/** A table of the catalogue, or a synonym with what it stands for. */
interface Named extends TableName {
  readonly base?: string;
}

async function tablesOf(database: Database, dialect: Dialect): Promise<readonly Named[]> {
  const rows = await database.read({ sql: dialect.tableNames, bindings: [] });
  return rows.map(([schema, table, _kind, base]) => ({
    table: String(table),
    ...(schema === null || schema === undefined ? {} : { schema: String(schema) }),
    ...(base === null || base === undefined ? {} : { base: String(base) }),
  }));
}

function namedAs({ schema, table }: TableName, tables: readonly Named[]): Named | undefined {
  return tables.find(
    (other) =>
      other.table.toLowerCase() === table.toLowerCase() &&
      (schema === undefined || other.schema?.toLowerCase() === schema.toLowerCase()),
  );
}

/** The same table in another schema, or one that is called nearly so. */
function whereTableLies({ table }: TableName, tables: readonly TableName[]): string | undefined {
  const same = tables.find((other) => other.table.toLowerCase() === table.toLowerCase());
  if (same?.schema !== undefined) {
    return `it lies in the schema “${same.schema}”: write ${tableText(same)}`;
  }
  const meant = nearest(
    table,
    tables.map((other) => other.table),
  );
  return meant === undefined ? undefined : `did you mean “${meant}”?`;
}

/** A table as mappings write it. */
export function tableText({ schema, table }: TableName): string {
  return schema === undefined ? table : `${schema}.${table}`;
}
