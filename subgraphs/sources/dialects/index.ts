import type { ClientName, Dialect } from './dialect.ts';
import { mssql } from './mssql/index.ts';
import { mysql } from './mysql/index.ts';
import { postgres } from './postgres/index.ts';
import { sqlite } from './sqlite/index.ts';

/** Every dialect by the name mapping files call it. */
export const dialects: Record<ClientName, Dialect> = { sqlite, postgres, mysql, mssql };
