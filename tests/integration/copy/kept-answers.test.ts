import { dirname } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import { onestopKind } from '../../../subgraphs/onestop/context.ts';
import type { BoundRootTable } from '../../../subgraphs/sources/compiler/bound-table.ts';
import { openCopies } from '../../../subgraphs/sources/copy/copies.ts';
import { openStore } from '../../../subgraphs/sources/copy/keeping/open-store.ts';
import { openSources } from '../../../subgraphs/sources/database/opening/open-sources.ts';
import type { Source } from '../../../subgraphs/sources/database/source.ts';
import type { Freshness } from '../../../subgraphs/sources/fan-out/origins.ts';
import type { OwnDimension } from '../../../subgraphs/sources/model/dimension.ts';
import type { Predicate } from '../../../subgraphs/sources/model/predicate.ts';
import { createReading } from '../../../subgraphs/sources/reading/request-reading.ts';
import { copyStores } from '../../support/offices/copy-stores.ts';
import { type CopiedOffice, openCopiedOffice } from '../../support/offices/copied-office.ts';
import { runs } from '../../support/run/runs.ts';

jest.setTimeout(120_000);

const RUNS = runs(8, 4);

let office: CopiedOffice;
afterEach(async () => {
  await office.close();
});

const test = (field: string, its: object): Predicate =>
  ({ kind: 'test', field, test: its }) as Predicate;

/** Who asks, by the rows that are there for him. */
const ROLES: readonly (Predicate | null)[] = [
  null,
  test('status', { op: 'eq', value: 'RECEIVED' }),
  test('receivedAt', { op: 'lt', value: '2016-08-15' }),
];
const WHERE: readonly (Predicate | null)[] = [
  null,
  test('status', { op: 'eq', value: 'PROCESSING' }),
  test('receivedAt', { op: 'gte', value: '2016-08-10' }),
];
const BY: readonly (readonly OwnDimension[] | 'count' | 'page')[] = [
  'count',
  'page',
  [],
  [{ kind: 'field', field: 'status' }],
  [{ kind: 'period', field: 'receivedAt', unit: 'day' }],
];

/** A question: places in these lists. */
interface Asked {
  readonly role: number;
  readonly where: number;
  readonly by: number;
}

const placesIn = (all: readonly unknown[]): readonly number[] => all.map((_one, at) => at);
const ALL: readonly Asked[] = placesIn(ROLES).flatMap((role) =>
  placesIn(WHERE).flatMap((where) => placesIn(BY).map((by) => ({ role, where, by }))),
);

/** Whether it is how many rows there are, of all that the source has. */
function countsAll({ role, where, by }: Asked): boolean {
  const isCount = BY[by] === 'count' || BY[by]?.length === 0;
  return ROLES[role] === null && WHERE[where] === null && isCount;
}

/** The source as one sees it for whom only these rows are there; its tables are the same for all who have the role. */
function createSeenBy(): (source: Source, role: number) => Source {
  const seen = new Map<string, WeakMap<BoundRootTable, BoundRootTable>>();
  const seenBy = (source: Source, role: number): Source => {
    const rows = ROLES[role] ?? null;
    const known = seen.get(String(role)) ?? new WeakMap<BoundRootTable, BoundRootTable>();
    seen.set(String(role), known);
    return {
      ...source,
      copy() {
        const copy = source.copy();
        return copy && seenBy(copy, role);
      },
      async tables(entity) {
        return (await source.tables(entity)).map((table) => {
          const none = new Set<string>();
          const its = known.get(table) ?? {
            ...table,
            rights: { whole: table, rows, closed: none, unsaid: none, withheld: null },
          };
          known.set(table, its);
          return its;
        });
      },
    };
  };
  return seenBy;
}

/** What is told, whatever the order. */
async function tell(source: Source, asked: Asked, freshness: Freshness): Promise<unknown> {
  const reading = createReading([source], {});
  const [where = null, by = 'count'] = [WHERE[asked.where], BY[asked.by]];
  const query = { entity: 'dossier', where, freshness, onUnavailable: 'FAIL' as const };
  if (by === 'count') return (await reading.count([source], { ...query, named: true })).total;
  if (by === 'page') {
    const order = [{ field: 'receivedAt', direction: 'DESC' }] as const;
    const fields = new Set(['receivedAt']);
    const page = await reading.connection([source], {
      ...query,
      fields,
      order,
      page: { first: 7 },
    });
    return page.edges.map(({ node }) => node.id);
  }
  const { results } = await reading.tallies([source], { ...query, by, addingUp: true });
  return results
    .flatMap(({ result }) => result)
    .map(({ keys, count }) => JSON.stringify([keys, count]))
    .sort();
}

const writes: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.nat(2))
  .map(
    ([row, kind]) =>
      [
        `UPDATE hoso SET tt = 3 - tt, sua = sua + 1000 WHERE id = ${row * 10}`,
        `INSERT OR REPLACE INTO hoso SELECT ${row * 10 + 1}, 'thêm', 2, 'Lê', NULL, NULL, NULL, '2016-08-${10 + (row % 9)} 00:00:00', 0, 9999`,
        `DELETE FROM hoso WHERE id = ${row * 10}`,
      ][kind] ?? '',
  );

describe.each(await copyStores({ inCi: 'both' }))(
  'what was counted in a copy $kept and is kept',
  ({ url, empty, drop }) => {
    beforeEach(empty);
    afterAll(drop);

    it('is what the source had when it was copied, for each who asks what he may see, while rows and copies change', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.array(writes, { maxLength: 4 }), fc.shuffledSubarray([...ALL])), {
            minLength: 2,
            maxLength: 3,
          }),
          async (passes) => {
            office = openCopiedOffice({ rows: 60, url });
            const log = pino({ level: 'silent' });
            const [source] = openSources({
              directory: office.sources,
              kind: onestopKind,
              log,
              environment: { DIR: dirname(office.sources) },
            });
            if (source?.mapping == null) throw new TypeError('No source');
            const store = openStore(office.kept, 'onestop');
            let read = 0;
            const listened: typeof store = {
              ...store,
              read(statement, options) {
                read += 1;
                return store.read(statement, options);
              },
            };
            const copies = openCopies([source.mapping], { store: listened, log });
            const seenBy = createSeenBy();
            const copied: Source = { ...source, copy: () => copies.of(source.code) };
            try {
              await office.copy();
              for (const [changes, questions] of passes) {
                await copies.refresh();
                const truth = await Promise.all(
                  ALL.map(async (asked) =>
                    tell(seenBy(source, asked.role), asked, 'LIVE').then(
                      (told) => [JSON.stringify(asked), told] as const,
                    ),
                  ),
                );
                const is = new Map(truth);
                // The copy knows nothing of it before the next pass.
                office.change(...changes);
                const readFor = async (asked: Asked): Promise<number> => {
                  const before = read;
                  const told = await tell(seenBy(copied, asked.role), asked, 'COPY');
                  expect({ asked, told }).toEqual({ asked, told: is.get(JSON.stringify(asked)) });
                  return read - before;
                };
                for (const asked of questions) {
                  const [first, again] = [await readFor(asked), await readFor(asked)];
                  // A file tells how many rows each table has.
                  const isKnown = url === undefined && countsAll(asked);
                  if (BY[asked.by] !== 'page') expect([first, again]).toEqual([isKnown ? 0 : 1, 0]);
                  // Of a page in files its places are kept, and its rows read again.
                  else if (url === undefined) expect(again).toBeLessThan(first);
                }
                await office.copy({ full: true });
              }
            } finally {
              await copies.close();
              await source.close();
              await office.close();
            }
          },
        ),
        { numRuns: RUNS },
      );
    });
    (url === undefined ? it.skip : it)(
      'is not given for the copy of the same number in a database that was emptied meanwhile',
      async () => {
        office = openCopiedOffice({ rows: 60, url });
        const log = pino({ level: 'silent' });
        const [source] = openSources({
          directory: office.sources,
          kind: onestopKind,
          log,
          environment: { DIR: dirname(office.sources) },
        });
        if (source?.mapping == null) throw new TypeError('No source');
        const copies = openCopies([source.mapping], {
          store: openStore(office.kept, 'onestop'),
          log,
        });
        const copied: Source = { ...source, copy: () => copies.of(source.code) };
        const everything = { role: 0, where: 0, by: 0 };
        try {
          await office.copy();
          await copies.refresh();
          const before = await tell(copied, everything, 'COPY');
          office.change('DELETE FROM hoso WHERE id > 300');
          await empty();
          await office.copy({ full: true });
          await copies.refresh();
          const after = await tell(copied, everything, 'COPY');

          expect([before, after]).toEqual([60, 30]);
        } finally {
          await copies.close();
          await source.close();
        }
      },
    );
  },
);
