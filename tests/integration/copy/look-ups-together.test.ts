import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { RootRow } from '../../../subgraphs/sources/compiler/row-plan.ts';
import type { Source } from '../../../subgraphs/sources/database/source.ts';
import type { Predicate } from '../../../subgraphs/sources/model/predicate.ts';
import { createReading } from '../../../subgraphs/sources/reading/request-reading.ts';
import { listenedCopies } from '../../support/graphs/listened-copies.ts';
import { openCopiedSources } from '../../support/graphs/copied-sources.ts';
import { restricted } from '../../support/policy/restricted-source.ts';
import { runs } from '../../support/run/runs.ts';

const RUNS = runs(60, 8);

jest.setTimeout(120_000);

/** The copies themselves, as sources; and the same, each read by itself. */
const { province, copied: together } = await openCopiedSources();
const alone = together.map((source): Source => ({ ...source, shelf: null }));

const FIELDS = ['code', 'status', 'procedureCode', 'receivedAt', 'resultNumber', 'applicantName'];

type Values = Readonly<Record<string, string>>;

/** What each look-up finds at each source, or the code of its error, all asked of one request at once. */
async function lookUp(
  sources: readonly Source[],
  lookups: readonly Values[],
  fields: ReadonlySet<string>,
): Promise<readonly unknown[]> {
  const reading = createReading(sources, {});
  return Promise.all(
    sources.flatMap((source) =>
      lookups.map(async (values) => {
        try {
          const rows = await reading.byFields(source, 'dossier', values, fields);
          return rows.map(told).sort();
        } catch (error) {
          return String(error);
        }
      }),
    ),
  );
}

function told(row: RootRow): string {
  const { origin, ...fields } = row;
  return JSON.stringify([origin.source, origin.table, fields]);
}

/** Values by which some dossiers are found, and by which none is. */
function lookups(): fc.Arbitrary<readonly Values[]> {
  const { codes, days, procedures, texts } = province.values;
  return fc.array(
    fc.oneof(
      fc.constantFrom(...codes, 'none').map((code): Values => ({ code })),
      fc
        .tuple(fc.constantFrom(...days, '2016-02-29'), fc.constantFrom(...procedures))
        .map(([receivedAt, procedureCode]): Values => ({ receivedAt, procedureCode })),
      fc.constantFrom(...texts).map((resultNumber): Values => ({ resultNumber })),
    ),
    { minLength: 1, maxLength: 6 },
  );
}

const RULE = (status: string): Predicate => ({
  kind: 'not',
  of: { kind: 'test', field: 'status', test: { op: 'in', values: [status] } },
});

describe('look-ups in several copies that are asked for at the same time', () => {
  it('find what each by itself finds, whoever asks', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        lookups(),
        fc.subarray(FIELDS),
        fc.option(fc.constantFrom(...province.values.statuses).map(RULE)),
        fc.option(fc.constantFrom(...province.values.statuses).map(RULE)),
        async (asked, fields, rows, withheld) => {
          const seen = (source: Source) => restricted(source, rows, withheld);
          const read = new Set(fields);
          const wanted = await lookUp(alone.map(seen), asked, read);
          expect(await lookUp(together.map(seen), asked, read)).toEqual(wanted);
          found += wanted.flat().length;
        },
      ),
      { numRuns: RUNS },
    );
    expect(found).toBeGreaterThan(0);
  });

  it('are one statement, whatever they look for', async () => {
    const { sources, read } = listenedCopies(together);
    const [code = ''] = province.values.codes;
    await lookUp(sources, [{ code }, { code: 'none' }, { resultNumber: '1' }], new Set(['code']));
    expect(read).toEqual([expect.stringContaining(',')]);
    expect(new Set(read[0]?.split(','))).toEqual(new Set(together.map((source) => source.code)));
  });

  it('are asked once more of each table by itself where one copy fails, and lose that one alone', async () => {
    const [{ code: failing } = { code: '' }] = together;
    const { sources } = listenedCopies(together, failing);
    const without = listenedCopies(alone, failing).sources;
    const [code = ''] = province.values.codes;
    const told = await lookUp(sources, [{ code }], new Set(['code']));
    expect(told).toEqual(await lookUp(without, [{ code }], new Set(['code'])));
    expect(told.filter((one) => typeof one === 'string')).toHaveLength(1);
  });
});
