import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Source } from '../../../subgraphs/sources/database/source.ts';
import {
  type ConnectionQuery,
  readConnection,
} from '../../../subgraphs/sources/fan-out/connection.ts';
import { type Traversal, Traversals } from '../../../subgraphs/sources/fan-out/traversals.ts';
import type { OrderTerm, Predicate } from '../../../subgraphs/sources/model/predicate.ts';
import { listenedCopies } from '../../support/graphs/listened-copies.ts';
import { openCopiedSources } from '../../support/graphs/copied-sources.ts';
import { restricted } from '../../support/policy/restricted-source.ts';
import { runs } from '../../support/run/runs.ts';

const RUNS = runs(60, 8);

jest.setTimeout(120_000);

/** The copies themselves, as sources; and the same, each read by itself. */
const { province, copied: together } = await openCopiedSources();
const alone = together.map(readAlone);

function readAlone(source: Source): Source {
  return { ...source, shelf: null };
}

const MOMENTS = ['receivedAt', 'acceptedAt', 'dueAt', 'finishedAt', 'resultIssuedAt'];
const CODED = ['status', 'channel', 'applicantKind', 'procedureCode'];
const FIELDS = [...MOMENTS, ...CODED, 'code', 'currentAssignee', 'resultNumber', 'linkedCodes'];

/** What offices keep, by a few tests on each kind of field; some that only the source can decide. */
function predicates(): fc.Arbitrary<Predicate> {
  const { codes, days, procedures, statuses, texts } = province.values;
  const test = (field: string, its: object): Predicate =>
    ({ kind: 'test', field, test: its }) as Predicate;
  const day = fc.constantFrom(...days, '2016-02-29', '9999-12-31');
  const leaf = fc.oneof(
    fc
      .tuple(fc.constantFrom(...MOMENTS), fc.constantFrom('lt', 'lte', 'gt', 'gte', 'eq'), day)
      .map(([field, op, value]) => test(field, { op, value })),
    fc.constantFrom(...FIELDS).map((field) => test(field, { op: 'isNull' })),
    fc.subarray([...statuses]).map((values) => test('status', { op: 'in', values })),
    fc.constantFrom(...codes).map((value) => test('code', { op: 'eq', value })),
    fc.constantFrom(...procedures).map((value) => test('procedureCode', { op: 'eq', value })),
    fc
      .tuple(fc.constantFrom('contains', 'containsLoose'), fc.constantFrom(...texts))
      .map(([op, value]) => test('currentAssignee', { op, value: value.slice(0, 4) })),
    fc
      .tuple(
        fc.constantFrom(...MOMENTS),
        fc.constantFrom('<', '=', '>'),
        fc.constantFrom(...MOMENTS),
      )
      .map(([left, op, right]): Predicate => ({ kind: 'days', left, op, right })),
  );
  return fc.oneof(
    leaf,
    leaf.map((of): Predicate => ({ kind: 'not', of })),
    fc
      .tuple(
        fc.constantFrom('all' as const, 'any' as const),
        fc.array(leaf, { minLength: 1, maxLength: 3 }),
      )
      .map(([kind, of]): Predicate => ({ kind, of })),
  );
}

const orders: fc.Arbitrary<readonly OrderTerm[]> = fc.uniqueArray(
  fc.record({
    field: fc.constantFrom(...MOMENTS, 'code'),
    direction: fc.constantFrom('ASC' as const, 'DESC' as const),
  }),
  { maxLength: 3, selector: ({ field }) => field },
);

/** All pages of a list from one end, as far as a few go: what they say, without the time that it took. */
async function walk(
  sources: readonly Source[],
  query: Omit<ConnectionQuery, 'page'>,
  { size, backwards }: { readonly size: number; readonly backwards: boolean },
  traversal?: Traversal,
): Promise<readonly unknown[]> {
  const pages: unknown[] = [];
  for (let cursor: string | null = null; pages.length < 4;) {
    const page = backwards ? { last: size, before: cursor } : { first: size, after: cursor };
    const { edges, pageInfo, ...others } = await readConnection(
      sources,
      { ...query, page },
      {},
      traversal,
    );
    pages.push({
      ...others,
      pageInfo,
      nodes: edges.map(({ node, cursor: its }) => ({ ...node, cursor: its() })),
      sources: others.sources.map(({ ms: _ms, ...answer }) => answer),
    });
    cursor = backwards ? pageInfo.startCursor : pageInfo.endCursor;
    if (!(backwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) break;
  }
  return pages;
}

const queryOf = (
  fields: Iterable<string>,
  where: Predicate | null,
  order: readonly OrderTerm[],
): Omit<ConnectionQuery, 'page'> => ({
  entity: 'dossier',
  fields: new Set(fields),
  where,
  order,
  freshness: 'AUTO',
  onUnavailable: 'PARTIAL',
  named: true,
});

describe('lists that are read from several copies as one', () => {
  it('are what each copy by itself comes to, page by page in either direction', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(FIELDS),
        fc.option(predicates()),
        orders,
        fc.record({ size: fc.integer({ min: 1, max: 90 }), backwards: fc.boolean() }),
        fc.record({ rows: fc.option(predicates()), withheld: fc.option(predicates()) }),
        fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
        fc.boolean(),
        async (fields, where, order, page, rights, apart, goesOn) => {
          const seen = (source: Source) => restricted(source, rights.rows, rights.withheld);
          const query = queryOf(fields, where, order);
          const some = together.map((source, index) =>
            apart[index] === true ? readAlone(source) : source,
          );
          const kept = new Traversals();
          const wanted = await walk(alone.map(seen), query, page);
          for (const sources of [together, some])
            expect(
              await walk(
                sources.map(seen),
                query,
                page,
                goesOn ? kept.of(`${sources.length}`, null) : undefined,
              ),
            ).toEqual(wanted);
          kept.clear();
        },
      ),
      { numRuns: RUNS },
    );
  });

  const NEWEST: readonly OrderTerm[] = [{ field: 'receivedAt', direction: 'DESC' }];

  it('look for their rows in all copies, and read them where they are; once more for rows without a value where the page is not full', async () => {
    const { sources, read } = listenedCopies(together);
    const query = queryOf(['code'], null, NEWEST);
    const { edges } = await readConnection(sources, { ...query, page: { first: 2 } }, {});
    const holding = new Set(edges.map(({ node }) => node.origin.source));
    const [places = '', rows = '', ...others] = read.map((its) => its.split(','));
    expect(places).toHaveLength(together.length);
    expect(rows.length).toBeLessThanOrEqual(3);
    expect(rows).toEqual(expect.arrayContaining([...holding]));
    expect(others).toEqual([]);

    const one = await readConnection(alone, { ...query, page: { first: 1 } }, {});
    const code = (one.edges[0]?.node as unknown as { code: string }).code;
    const where: Predicate = { kind: 'test', field: 'code', test: { op: 'eq', value: code } };
    await readConnection(sources, { ...query, where, page: { first: 50 } }, {});
    // There is none without a value that would have to be read; most copies know that they have none.
    expect(read).toHaveLength(5);
    const empty = read[4]?.split(',') ?? [];
    expect(empty.length).toBeLessThan(together.length);
  });

  it('lose one copy that fails, and no other', async () => {
    const [{ code: failing } = { code: '' }] = together;
    const query = queryOf(['code'], null, NEWEST);
    const page = { size: 30, backwards: false };
    const { sources, read } = listenedCopies(together, failing);
    const without = listenedCopies(alone, failing).sources;

    const pages = await walk(sources, query, page);
    expect(pages).toEqual(await walk(without, query, page));
    expect(pages[0]).toMatchObject({ partial: true });
    expect(read[0]).toContain(failing);
    // The next pages leave it out, and are looked for as one again.
    const shared = read.slice(read.lastIndexOf(failing) + 1).map((its) => its.split(','));
    expect(shared.map((its) => its.length)).toContain(together.length - 1);
  });
});
