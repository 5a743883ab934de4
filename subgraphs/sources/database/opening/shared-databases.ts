import type {
  Database,
  DatabaseOptions,
  Dialect,
  TableInfo,
  TableName,
} from '../../dialects/dialect.ts';

/** Databases by how they are reached: sources that reach one in the same way share it, its connections and its limits. */
export interface SharedDatabases {
  /** The dialect, whose databases are shared with all that were opened here. */
  of(dialect: Dialect): Dialect;
}

interface Shared {
  readonly database: Database;
  users: number;
  /** Under way, by the tables that are asked for: a hundred offices begin at once. */
  readonly describing: Map<string, Promise<readonly (TableInfo | undefined)[]>>;
}

export function createSharedDatabases(): SharedDatabases {
  const open = new Map<string, Shared>();

  function describe(
    { database, describing }: Shared,
    tables: readonly TableName[],
  ): Promise<readonly (TableInfo | undefined)[]> {
    const asked = JSON.stringify(tables);
    const before = describing.get(asked);
    if (before !== undefined) return before;
    const answer = database
      .describe(tables)
      .then((described) => tables.map((table) => described.get(table)))
      .finally(() => describing.delete(asked));
    describing.set(asked, answer);
    return answer;
  }

  function take(dialect: Dialect, options: DatabaseOptions): Database {
    const key = JSON.stringify(options);
    const shared = open.get(key) ?? {
      database: dialect.open(options),
      users: 0,
      describing: new Map(),
    };
    open.set(key, shared);
    shared.users += 1;
    let closing: Promise<void> | undefined;
    const leave = async (): Promise<void> => {
      shared.users -= 1;
      if (shared.users > 0) return;
      open.delete(key);
      await shared.database.close();
    };
    return {
      read: (statement, its) => shared.database.read(statement, its),
      async describe(tables) {
        const infos = await describe(shared, tables);
        return new Map(
          tables.flatMap((table, index) => {
            const info = infos[index];
            return info === undefined ? [] : [[table, info] as const];
          }),
        );
      },
      close: () => (closing ??= leave()),
    };
  }

  return { of: (dialect) => ({ ...dialect, open: (options) => take(dialect, options) }) };
}
