import { z } from 'zod';
import { USUAL_LIMITS, USUAL_LOCKS } from '../../dialects/dialect.ts';
import { number, text, truth } from '../scalars.ts';
import { canonicalUrl, urlFault } from '../url.ts';
import { timezone } from './fields.ts';
import { name } from './names.ts';

/** How long something may take. */
export const duration = text(z.string().regex(/^\d+(ms|s)$/u, 'A duration is written 500ms or 5s'));

const limits = z
  .strictObject({
    rows: number(z.int().min(1_000).max(10_000_000))
      .default(USUAL_LIMITS.rows)
      .describe('Rows that a statement may answer with'),
    bytes: number(z.int().min(1_048_576).max(1_073_741_824))
      .default(USUAL_LIMITS.bytes)
      .describe('Bytes that a statement may answer with'),
    queue: number(z.int().min(1).max(100_000))
      .default(USUAL_LIMITS.queue)
      .describe('Statements that wait for their turn'),
    wait: duration
      .default(`${USUAL_LIMITS.wait}ms`)
      .describe('How long a statement waits for its turn'),
    scannedRows: number(z.int().min(1_000).max(1_000_000_000))
      .default(USUAL_LIMITS.scannedRows)
      .describe(
        'Rows of a table, by its statistics, that a read without an index may look through',
      ),
  })
  .describe('What one statement may read, and how many may wait');

/** How a source’s database is reached, and what may be taken of it. */
export const databaseSchema = z
  .strictObject({
    client: z
      .enum(['sqlite', 'postgres', 'mysql', 'mssql'])
      .describe('The kind of database; mysql is MariaDB too'),
    url: z.string().min(1).describe('Where it is; passwords come from the environment, as ${NAME}'),
    schema: name.optional().describe('Where tables lie that are named without a schema'),
    timezone: timezone.default('+07:00'),
    statementTimeout: duration.default('5s').describe('How long a statement may take'),
    connectTimeout: duration.default('3s').describe('How long connecting may take'),
    pool: z
      .strictObject({
        max: number(z.int().min(1).max(50)).default(5).describe('Connections at most'),
      })
      .default({ max: 5 })
      .describe('The connections that are held'),
    limits: limits.prefault({}),
    encrypt: truth().default(true).describe('SQL Server: encrypt the connection'),
    trustServerCertificate: truth()
      .default(false)
      .describe('SQL Server: take a certificate that nobody vouches for'),
    legacyTls: truth().default(false).describe('SQL Server 2008 R2 and TLS 1.0'),
    readOnlyIntent: truth().default(true).describe('SQL Server: ApplicationIntent=ReadOnly'),
    isolation: z
      .enum(['auto', 'snapshot', 'read-committed'])
      .default(USUAL_LOCKS.isolation)
      .describe('SQL Server: auto reads a snapshot where the database allows it'),
    lockTimeout: duration
      .default(`${USUAL_LOCKS.lockTimeout}ms`)
      .describe('SQL Server: how long a statement waits for rows that another program holds'),
  })
  .check(({ value: { client, url }, issues }) => {
    const fault = urlFault(client, canonicalUrl(client, url));
    if (fault !== undefined) {
      const { message, mend } = fault;
      issues.push({ code: 'custom', input: undefined, path: ['url'], message, params: { mend } });
    }
  });

export type DatabaseSpec = z.infer<typeof databaseSchema>;
