import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Database, DatabaseFault } from '../../../../subgraphs/sources/dialects/dialect.ts';
import { databaseOver } from '../../../../subgraphs/sources/dialects/shared/running/driver.ts';
import type { RowsRead } from '../../../../subgraphs/sources/dialects/shared/running/kept-reads.ts';
import { createRequestScope } from '../../../../subgraphs/sources/dialects/shared/running/request-scope.ts';

const ONE = { sql: 'SELECT 1', bindings: [] };

/** A database that answers nothing by itself, and what happens to its statements. */
function silentDatabase(connections: number) {
  const counts = { started: 0, stopped: 0 };
  const running = new Set<(fault: DatabaseFault) => void>();
  const database: Database = databaseOver(
    { statementTimeout: 60_000, client: 'sqlite' } as Parameters<typeof databaseOver>[0],
    {
      connections,
      describe: () => Promise.resolve(new Map()),
      driver: {
        ready: () => Promise.resolve(),
        close: () => Promise.resolve(),
        run: (_statement, stop) =>
          new Promise<RowsRead>((_resolve, reject) => {
            counts.started += 1;
            running.add(reject);
            stop.addEventListener('abort', () => (counts.stopped += 1));
          }),
      },
    },
  );
  return {
    database,
    counts,
    /** As a server does some time after it was told to stop. */
    endAll: () => {
      for (const reject of running) reject(new DatabaseFault('CANCELLED'));
      running.clear();
    },
  };
}

describe('a request that ends, by its client or by its budget', () => {
  it('starts no further statement, has those stopped that run, and leaves every turn to others', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(3),
        fc.boolean(),
        async (connections, statements, turns, byBudget) => {
          const { database, counts, endAll } = silentDatabase(connections);
          const client = new AbortController();
          const request = createRequestScope(client.signal);
          const settled: unknown[] = [];
          for (let left = statements; left > 0; left -= 1) {
            void database.read(ONE, { request }).catch((fault: unknown) => settled.push(fault));
          }
          for (let left = turns; left > 0; left -= 1) await nextTurn();

          if (byBudget) request.spend({ rows: Number.MAX_SAFE_INTEGER });
          else client.abort();
          const before = counts.started;
          await nextTurn();
          const late = await database.read(ONE, { request }).catch((fault: unknown) => fault);
          const stopped = counts.stopped;
          endAll();
          await nextTurn();

          expect(settled).toHaveLength(statements);
          expect([stopped, counts.started]).toEqual([before, before]);
          expect(late).toMatchObject({ reason: byBudget ? 'TOO_COSTLY' : 'CANCELLED' });
          const others = Array.from({ length: connections }, () => database.read(ONE));
          await nextTurn();
          expect(counts.started).toBe(before + connections);
          endAll();
          await Promise.allSettled(others);
        },
      ),
    );
  });
});
