import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import { createSource, type Source } from '../../../subgraphs/sources/database/source.ts';
import { dialects } from '../../../subgraphs/sources/dialects/index.ts';
import { countConnection, readConnection } from '../../../subgraphs/sources/fan-out/connection.ts';
import { compareText } from '../../../subgraphs/sources/fan-out/merge.ts';
import { readMapping } from '../../../subgraphs/sources/mapping/read-mapping.ts';
import { code, coded, entity, moment, text } from '../../../subgraphs/sources/model/entity.ts';
import {
  filterValue,
  matches,
  type Predicate,
} from '../../../subgraphs/sources/model/predicate.ts';
import { createReading } from '../../../subgraphs/sources/reading/request-reading.ts';
import { createRequestScope } from '../../../subgraphs/sources/dialects/shared/running/request-scope.ts';
import { serverUrl } from '../../support/offices/servers.ts';
import { runs } from '../../support/run/runs.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? 2016);
const ROWS = runs(120);

const shape = {
  row: entity(
    {
      applicant: text,
      unit: text,
      unitCode: code,
      state: coded('RECEIVED', 'PROCESSING', 'RETURNED', 'UNKNOWN'),
      movedAt: moment,
      firstStep: text,
      lastMove: text,
    },
    {
      steps: entity({ name: text, startedAt: moment, finishedAt: moment }),
      tags: entity({ name: text }),
    },
  ),
};

/** The tables: dossiers, who handed them in and where these belong; their steps; and a bridge to their tags. */
const mappingOf = (client: string, url: string, p: string): string => `
source: { code: A, name: A }
database: { client: ${client}, url: ${JSON.stringify(url)} }
row:
  table: ${p}dossiers
  key: id
  joins:
    user: { table: ${p}users, on: { id: user_id } }
    unit: { table: ${p}units, on: { code: user.unit_code }, where: { active: 1 } }
    last: { table: ${p}steps, on: { dossier_id: id }, last: [{ column: moved, date: dd/MM/yyyy }, id] }
    first: { table: ${p}steps, on: { dossier_id: id }, first: id }
    # Numbered anew under each dossier: by nothing but both columns are these rows told apart.
    move: { table: ${p}moves, on: { dossier_id: id }, last: [{ column: moved, date: dd/MM/yyyy }, no] }
    gone: { table: ${p}gone, on: { dossier_id: id } }
  # Withdrawn dossiers stand in a table of their own; those of other years are none of ours.
  where: { gone.dossier_id: null, year: { gte: 2015, lt: 2018 } }
  columns:
    applicant: user.full_name
    unit: unit.name
    unitCode: user.unit_code
    state: { column: last.state, codes: { A: RECEIVED, B: PROCESSING, C: RETURNED } }
    movedAt: { column: last.moved, date: dd/MM/yyyy }
    firstStep: first.name
    lastMove: move.name
  steps:
    table: ${p}steps
    key: id
    parent: dossier_id
    joins:
      next: { table: ${p}steps, on: { dossier_id: dossier_id }, next: [{ column: moved, date: dd/MM/yyyy }, id] }
    columns:
      name: name
      startedAt: { column: moved, date: dd/MM/yyyy }
      finishedAt: { column: next.moved, date: dd/MM/yyyy }
  tags:
    table: ${p}dossier_tags
    parent: dossier_id
    key: id
    joins: { tag: { table: ${p}tags, on: { id: tag_id } } }
    columns: { name: tag.label }
`;

interface World {
  readonly units: readonly (readonly [code: string, name: string, active: number])[];
  readonly users: readonly (readonly [id: number, name: string, unit: string | null])[];
  readonly dossiers: readonly (readonly [id: number, user: number | null, year: number])[];
  readonly gone: readonly number[];
  readonly steps: readonly (readonly [
    id: number,
    dossier: number,
    moved: string | null,
    state: string | null,
    name: string,
  ])[];
  readonly tags: readonly (readonly [id: number, label: string])[];
  readonly bridge: readonly (readonly [id: number, dossier: number, tag: number])[];
}

const NAMES = ['Nguyễn Văn Đức', 'Trần Thị Hòa', 'Lê Văn Tám', 'TRẦN VĂN AN', ''];
const ids = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);
const pick = <T extends string | number | null>(...of: readonly T[]): fc.Arbitrary<T> =>
  fc.constantFrom(...of);
const rows = <T>(count: number, one: (id: number) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.tuple(...ids(count).map(one));

/** Rows that refer to others that are there, to others that are not, and to none. */
const worlds: fc.Arbitrary<World> = fc.record({
  units: rows(5, (id) => fc.tuple(fc.constant(`U${id}`), pick(...NAMES), pick(0, 1))),
  users: rows(12, (id) =>
    fc.tuple(fc.constant(id), pick(...NAMES), pick('U1', 'U2', 'U3', 'U4', 'U5', 'U9', null)),
  ),
  dossiers: rows(ROWS, (id) =>
    fc.tuple(
      fc.constant(id),
      pick(null, ...ids(16).map((id) => id - 1)),
      pick(2014, 2015, 2016, 2018),
    ),
  ),
  gone: fc.subarray([...ids(ROWS)], { maxLength: ROWS / 10 }),
  steps: rows(ROWS * 2, (id) =>
    fc.tuple(
      fc.constant(id),
      fc.integer({ min: 1, max: ROWS + 5 }),
      pick('15/08/2016', '01/09/2016', '30/08/2016', '02/01/2017', null),
      pick('A', 'B', 'C', 'X', null),
      pick('Tiếp nhận', 'Thẩm định', 'Trả kết quả'),
    ),
  ),
  tags: rows(4, (id) => fc.tuple(fc.constant(id), fc.constant(`Nhãn ${id}`))),
  bridge: rows(ROWS, (id) =>
    fc.tuple(fc.constant(id), fc.integer({ min: 1, max: ROWS }), fc.integer({ min: 1, max: 5 })),
  ),
});

const literal = (value: string | number | null): string =>
  value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'${value}'`;

function statementsOf(p: string, client: string, world: World): readonly string[] {
  const tables = {
    units: ['code varchar(5) PRIMARY KEY, name varchar(50), active int', world.units],
    users: ['id int PRIMARY KEY, full_name varchar(50), unit_code varchar(5)', world.users],
    dossiers: ['id int PRIMARY KEY, user_id int, year int', world.dossiers],
    gone: ['dossier_id int PRIMARY KEY', world.gone.map((id) => [id])],
    steps: [
      'id int PRIMARY KEY, dossier_id int, moved varchar(10), state char(2), name varchar(50)',
      world.steps,
    ],
    moves: [
      'dossier_id int, no int, moved varchar(10), name varchar(50), PRIMARY KEY (dossier_id, no)',
      movesOf(world),
    ],
    tags: ['id int PRIMARY KEY, label varchar(20)', world.tags],
    dossier_tags: ['id int PRIMARY KEY, dossier_id int, tag_id int', world.bridge],
  } as const;
  return [
    ...Object.entries(tables).flatMap(([name, [columns, of]]) => [
      `CREATE TABLE ${p}${name} (${columns})${client === 'mysql' ? ' CHARACTER SET utf8mb4' : ''}`,
      ...(of.length === 0
        ? []
        : [
            `INSERT INTO ${p}${name} VALUES ${of.map((one) => `(${one.map(literal).join(', ')})`).join(', ')}`,
          ]),
    ]),
    `CREATE INDEX ${p}s ON ${p}steps (dossier_id)`,
    `CREATE INDEX ${p}b ON ${p}dossier_tags (dossier_id)`,
    `CREATE INDEX ${p}d ON ${p}dossiers (user_id)`,
  ];
}

const TABLES = ['units', 'users', 'dossiers', 'gone', 'steps', 'moves', 'tags', 'dossier_tags'];

/** The steps once more, with numbers that begin at 1 under each dossier. */
function movesOf({ steps }: World) {
  return steps.map(([id, dossier, moved, , name]) => {
    const no = steps.filter(([its, other]) => other === dossier && its <= id).length;
    return [dossier, no, moved, `${name} ${no}`] as const;
  });
}

type Decoded = Readonly<Record<string, unknown>> & {
  readonly id: number;
  readonly lost: readonly string[];
};

const isoOf = (day: string | null): string | null =>
  day === null ? null : day.split('/').reverse().join('-');
const STATES: Readonly<Record<string, string>> = { A: 'RECEIVED', B: 'PROCESSING', C: 'RETURNED' };
/** Those without a day come first, then by day and key. */
const sortedSteps = (steps: World['steps']) =>
  [...steps].sort((a, b) => compareText(isoOf(a[2]) ?? '', isoOf(b[2]) ?? '') || a[0] - b[0]);

/** What the mapping means, told over the rows themselves. */
function meantBy(world: World): readonly Decoded[] {
  return world.dossiers
    .filter(([id, , year]) => !world.gone.includes(id) && year >= 2015 && year < 2018)
    .map(([id, userId, _year]) => {
      const user = world.users.find(([its]) => its === userId);
      const unit = world.units.find(([its, , active]) => its === user?.[2] && active === 1);
      const steps = sortedSteps(world.steps.filter(([, dossier]) => dossier === id));
      const last = steps.findLast((step) => step[2] !== null) ?? steps.at(-1);
      const first = [...steps].sort((a, b) => a[0] - b[0])[0];
      const noUser = userId !== null && userId !== 0 && user === undefined;
      const noUnit = user !== undefined && user[2] !== null && unit === undefined;
      return {
        id,
        applicant: user?.[1] || null,
        unit: unit?.[1] || null,
        unitCode: user?.[2] ?? null,
        state: last?.[3] == null ? null : (STATES[last[3]] ?? 'UNKNOWN'),
        movedAt: isoOf(last?.[2] ?? null),
        firstStep: first?.[4] ?? null,
        lastMove:
          last === undefined
            ? null
            : `${last[4]} ${steps.filter(([its]) => its <= last[0]).length}`,
        lost: [
          ...(noUser ? ['applicant', 'unitCode'] : []),
          ...(noUser || noUnit ? ['unit'] : []),
        ].sort(),
      };
    });
}

const test = (field: string, its: Extract<Predicate, { kind: 'test' }>['test']): Predicate => ({
  kind: 'test',
  field,
  test: its,
});
const not = (of: Predicate): Predicate => ({ kind: 'not', of });

const FILTERS: readonly (readonly [string, Predicate])[] = [
  ['a name in the joined row', test('applicant', { op: 'eq', value: 'Trần Thị Hòa' })],
  ['another name', not(test('applicant', { op: 'eq', value: 'Trần Thị Hòa' }))],
  ['a part of it', test('applicant', { op: 'contains', value: 'Văn' })],
  ['no name', test('applicant', { op: 'isNull' })],
  ['a name', not(test('applicant', { op: 'isNull' }))],
  ['a name two tables away', test('unit', { op: 'eq', value: 'Lê Văn Tám' })],
  ['a code', test('unitCode', { op: 'in', values: ['U1', 'U9'] })],
  ['the state of the last step', test('state', { op: 'eq', value: 'PROCESSING' })],
  ['a state that is not known', test('state', { op: 'eq', value: 'UNKNOWN' })],
  [
    'the last of rows that are numbered under each dossier',
    test('lastMove', { op: 'contains', value: ' 1' }),
  ],
  ['the day of the last step', test('movedAt', { op: 'gte', value: '2016-09-01' })],
  [
    'several at once',
    {
      kind: 'any',
      of: [
        test('applicant', { op: 'contains', value: 'Đức' }),
        {
          kind: 'all',
          of: [
            test('unitCode', { op: 'eq', value: 'U2' }),
            test('firstStep', { op: 'eq', value: 'Thẩm định' }),
          ],
        },
      ],
    },
  ],
];

describe.each(['sqlite', 'postgres', 'mysql'] as const)('joined rows on %s', (client) => {
  const prefix = `j${randomUUID().slice(0, 6)}_`;
  const [world] = fc.sample(worlds, { numRuns: 1, seed: SEED }) as [World];
  const meant = meantBy(world);
  const folder = mkdtempSync(join(tmpdir(), 'motcua-joins-'));
  const logged: string[] = [];
  let url: string | null;
  let source: Source;

  beforeAll(async () => {
    url = client === 'sqlite' ? `file:${join(folder, 'office.db')}` : await serverUrl(client);
    if (url === null) return;
    await runAsOwner(client, url, statementsOf(prefix, client, world));
    const file = join(folder, 'office.yaml');
    writeFileSync(file, mappingOf(client, url, prefix));
    const read = readMapping(file, { entities: shape, extra: {} }, {});
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) });
    source = createSource(read.mapping, dialects[client], log);
  });
  afterAll(async () => {
    if (url === null) return;
    await source.close();
    await runAsOwner(
      client,
      url,
      TABLES.map((name) => `DROP TABLE ${prefix}${name}`),
    );
    rmSync(folder, { recursive: true, force: true });
  });

  const page = (
    where: Predicate | null,
    order: readonly string[] = [],
    after: string | null = null,
    first = 500,
  ) =>
    readConnection(
      [source],
      {
        entity: 'row',
        fields: new Set(Object.keys(shape.row.fields)),
        where,
        order: order.map((field) => ({ field, direction: 'DESC' })),
        page: { first, after },
        freshness: 'LIVE',
        onUnavailable: 'FAIL',
      },
      {},
    );
  const found = (edges: Awaited<ReturnType<typeof page>>['edges']): readonly Decoded[] =>
    edges.map(({ node }) => {
      const values: Readonly<Record<string, unknown>> = node;
      const fields = Object.keys(shape.row.fields).map((field) => [
        field,
        filterValue(values[field]),
      ]);
      const lost = node.repairs.flatMap(({ kind, field }) =>
        kind === 'LOOKUP_MISSING' ? [field] : [],
      );
      return { ...Object.fromEntries(fields), id: Number(node.key), lost: lost.sort() } as Decoded;
    });
  const there = (work: () => Promise<void>) => () => (url === null ? Promise.resolve() : work());

  it(
    'have their values in the rows, and say which are not there',
    there(async () => {
      const { edges } = await page(null);

      expect(found(edges)).toEqual(meant);
      expect(meant.some(({ lost }) => lost.length > 0)).toBe(true);
    }),
  );

  it.each(FILTERS)('are filtered by %s', (_name, where) =>
    there(async () => {
      const wanted = meant.filter((row) => matches(where, row)).map(({ id }) => id);
      const { edges } = await page(where);
      const query = { entity: 'row', where, freshness: 'LIVE', onUnavailable: 'FAIL' } as const;
      const { total } = await countConnection([source], query, {});

      expect(edges.map(({ node }) => Number(node.key))).toEqual(wanted);
      expect(total).toBe(wanted.length);
      expect(wanted.length).toBeGreaterThan(0);
    })(),
  );

  it.each([['unitCode'], ['movedAt']])('are sorted by %s, page by page', (field) =>
    there(async () => {
      const key = (row: Decoded): string => (row[field] ?? '') as string;
      const wanted = [...meant].sort((a, b) => compareText(key(b), key(a)) || a.id - b.id);
      const seen: number[] = [];
      for (let after: string | null = null, more = true; more;) {
        const { edges, pageInfo } = await page(null, [field], after, 17);
        seen.push(...found(edges).map(({ id }) => id));
        ({ endCursor: after, hasNextPage: more } = pageInfo);
      }

      expect(seen).toEqual(wanted.map(({ id }) => id));
    })(),
  );

  it(
    'let a step end where the next begins, and lead over a bridge',
    there(async () => {
      const reading = createReading([source], { request: createRequestScope() });
      const { edges } = await page(null);
      for (const { node } of edges) {
        const id = Number(node.key);
        const steps = await reading.children(
          node,
          'steps',
          new Set(['name', 'startedAt', 'finishedAt']),
        );
        const own = world.steps.filter(([, dossier]) => dossier === id);
        const days = sortedSteps(own).filter((step) => step[2] !== null);
        expect(
          steps.map(({ name, startedAt, finishedAt }: any) => [name, startedAt, finishedAt]),
        ).toEqual(
          own.map((step) => {
            const next = step[2] === null ? undefined : days[days.indexOf(step) + 1];
            return [step[4], isoOf(step[2]), isoOf(next?.[2] ?? null)];
          }),
        );
        const tags = await reading.children(node, 'tags', new Set(['name']));
        expect(tags.map(({ name }: any) => name)).toEqual(
          world.bridge
            .filter(([, dossier]) => dossier === id)
            .map(([, , tag]) => world.tags.find(([its]) => its === tag)?.[1] ?? null),
        );
      }
    }),
  );

  it(
    'are joined only where they are asked for',
    there(async () => {
      logged.length = 0;
      const query = {
        entity: 'row',
        where: null,
        freshness: 'LIVE',
        onUnavailable: 'FAIL',
      } as const;
      await countConnection([source], query, {});
      await page(test('applicant', { op: 'eq', value: 'x' }));

      const statements = logged.map((line) => (JSON.parse(line) as { sql?: string }).sql ?? '');
      // What the mapping's own `where` needs, and no more.
      expect(statements[0]?.match(/left join/gu)).toHaveLength(1);
      expect(statements[0]).toContain('gone');
    }),
  );
});
