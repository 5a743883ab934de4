import { describe, expect, it, jest } from '@jest/globals';
import { fault } from '../../../service/errors/faults.ts';
import type { Source } from '../../../subgraphs/sources/database/source.ts';
import { type AskedCount, countAll } from '../../../subgraphs/sources/fan-out/counts.ts';
import type { Predicate } from '../../../subgraphs/sources/model/predicate.ts';
import { createReading } from '../../../subgraphs/sources/reading/request-reading.ts';
import { listenedCopies } from '../../support/graphs/listened-copies.ts';
import { openCopiedSources } from '../../support/graphs/copied-sources.ts';

jest.setTimeout(120_000);

const { province, live, copied } = await openCopiedSources();

const test = (field: string, its: object): Predicate =>
  ({ kind: 'test', field, test: its }) as Predicate;
const RECEIVED = test('status', { op: 'eq', value: 'RECEIVED' });
const FROM_JUNE = test('receivedAt', { op: 'gte', value: '2016-06-01' });

/** How many rows pass each filter, all asked of one request at once. */
async function count(
  sources: readonly (readonly Source[])[],
  filters: readonly (Predicate | null)[],
): Promise<readonly (number | null)[]> {
  const reading = createReading(sources.flat(), {});
  const counted = await Promise.all(
    sources.flatMap((some) =>
      filters.map((where) =>
        reading.count(some, {
          entity: 'dossier',
          where,
          freshness: 'AUTO',
          onUnavailable: 'PARTIAL',
          named: true,
        }),
      ),
    ),
  );
  return counted.map(({ total }) => total);
}

describe('counts of copies that are asked for at the same time', () => {
  it('are one statement, over all offices and office by office', async () => {
    const { sources, read } = listenedCopies(copied);
    const filters = [null, FROM_JUNE, RECEIVED];

    const all = await count([sources], filters);
    expect(read).toHaveLength(1);
    const each = await count(
      sources.map((source) => [source]),
      filters,
    );
    expect(read).toHaveLength(2);

    const added = filters.map((_filter, at) =>
      each.reduce<number>((sum, one, place) => sum + (place % 3 === at ? (one ?? 0) : 0), 0),
    );
    expect(added).toEqual(all);
    // Without a filter none is needed: the copies tell how many rows they have.
    for (const [at, where] of filters.entries()) {
      const before = read.length;
      expect(await count([sources], [where])).toEqual([all[at]]);
      expect(read).toHaveLength(where === null ? before : before + 1);
    }
  });

  it('are asked once more of each table by itself where one copy fails, and lose that one alone', async () => {
    const broken = province.offices[0] ?? '';
    const { sources, read } = listenedCopies(copied, broken);
    const whole = copied.filter(({ code }) => code !== broken);

    expect(await count([sources], [FROM_JUNE])).toEqual(await count([whole], [FROM_JUNE]));

    const tables = await Promise.all(copied.map((source) => source.tables('dossier')));
    const alone = copied.flatMap(({ code }, at) => (tables[at] ?? []).map(() => code));
    expect(read).toEqual([copied.map(({ code }) => code).join(), ...alone]);
  });
});

describe('counts of a database itself that are asked for at the same time', () => {
  it('are one look where they scan, beside which one by an index answers by itself', async () => {
    const byCode = test('code', { op: 'eq', value: province.values.codes[0] ?? '' });
    const scanning = [
      test('applicantName', { op: 'contains', value: 'ng' }),
      test('applicantName', { op: 'contains', value: 'an' }),
    ];
    for (const source of live) {
      const [table] = await source.tables('dossier');
      if (table === undefined) throw new TypeError('The office has no dossiers');
      let read = 0;
      const slow: Source = {
        ...source,
        read: (statement, options) => {
          read += 1;
          return statement.bindings.some((value) => /ng|an/iu.test(String(value)))
            ? Promise.reject(fault('DATABASE_TIMEOUT', { source: source.name }))
            : source.read(statement, options);
        },
      };
      const asked = [byCode, ...scanning].map((where): AskedCount => ({
        source: slow,
        table,
        where,
      }));
      const told = await countAll(asked, {});

      expect(read).toBe(2);
      const [first, ...others] = asked.map((one) => told.get(one));
      expect(first).toEqual(expect.any(Number));
      for (const other of others) expect(other).toBeInstanceOf(Error);
    }
  });
});
