import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TRAVERSAL_HEADER } from '../../../../service/http/entry/traversal.ts';
import { ask } from '../../../support/ask.ts';
import { openOffices, type Offices } from '../../../support/offices/offices.ts';

interface Planted {
  readonly id: string;
  readonly code: string | null;
  readonly received: string | null;
  readonly name: string | null;
  readonly status: string;
}

const NAMES = ['Nguyễn Văn Đức', 'Trần Thị Hòa', 'Lê Thuỷ', 'Phạm Quang Khải', null];
const STATES = { TN: 'RECEIVED', DXL: 'PROCESSING', XX: 'UNKNOWN' } as const;

/** Deterministic rows: dates repeat, some are none, some are rotten; codes repeat over offices. */
const plan = Array.from({ length: 60 }, (_unused, index) => ({
  key: index + 1,
  code: index % 9 === 0 ? null : `HS-${String(index % 17).padStart(3, '0')}`,
  day: index % 7 === 0 ? null : `2016-0${1 + (index % 3)}-1${index % 5}`,
  rotten: index % 11 === 0,
  name: NAMES[index % NAMES.length] ?? null,
  state: Object.keys(STATES)[index % 3] as keyof typeof STATES,
}));

const quoted = (value: string | null): string => (value === null ? 'NULL' : `'${value}'`);

/** Keeps days as dd/MM/yyyy text, with 31/02 where rotten. */
const textOffice = {
  file: 'a.yaml',
  yaml: `
source: { code: A, name: Office A }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${DIR}/a.db" }
dossier:
  table: HoSo
  key: ID
  columns:
    code: SoBienNhan
    receivedAt: { column: NgayNhan, date: dd/MM/yyyy }
    applicantName: HoTen
    status: { column: TrangThai, codes: { TN: RECEIVED, DXL: PROCESSING } }
`,
  sql: [
    'CREATE TABLE HoSo (ID INTEGER PRIMARY KEY, SoBienNhan varchar(20), NgayNhan varchar(10), HoTen nvarchar(100), TrangThai varchar(5))',
    ...plan.map(({ key, code, day, rotten, name, state }) => {
      const written = rotten
        ? '31/02/2016'
        : day === null
          ? null
          : day.split('-').reverse().join('/');
      return `INSERT INTO HoSo VALUES (${key}, ${quoted(code)}, ${quoted(written)}, ${quoted(name)}, '${state}')`;
    }),
  ],
};

/** Keeps moments natively and keys as text. */
const nativeOffice = {
  file: 'b.yaml',
  yaml: textOffice.yaml
    .replace('code: A, name: Office A', 'code: B, name: Office B')
    .replace('/a.db', '/b.db')
    .replace('date: dd/MM/yyyy', 'date: native'),
  sql: [
    'CREATE TABLE HoSo (ID varchar(10) PRIMARY KEY, SoBienNhan varchar(20), NgayNhan datetime, HoTen nvarchar(100), TrangThai varchar(5))',
    ...plan.map(({ key, code, day, name, state }) => {
      const time = key % 2 === 0 ? '00:00:00' : `0${key % 10}:30:00`;
      // As programs write them: a day alone, with `T`, behind a blank.
      const forms =
        key % 2 === 0 ? [`${day} ${time}`, String(day)] : [`${day} ${time}`, ` ${day}T${time}`];
      const written = day === null ? null : (forms[key % 3 === 0 ? 1 : 0] ?? null);
      return `INSERT INTO HoSo VALUES ('K${key}', ${quoted(code)}, ${quoted(written)}, ${quoted(name)}, '${state}')`;
    }),
    'CREATE INDEX HoSo_NgayNhan ON HoSo (NgayNhan)',
    'CREATE INDEX HoSo_SoBienNhan ON HoSo (SoBienNhan)',
  ],
};

const planted: readonly Planted[] = plan.flatMap(({ key, code, day, rotten, name, state }) => [
  { id: `A:${key}`, code, received: rotten ? null : day, name, status: STATES[state] },
  {
    id: `B:K${key}`,
    code,
    received: day === null ? null : key % 2 === 0 ? day : `${day}T0${key % 10}:30:00`,
    name,
    status: STATES[state],
  },
]);

interface Where {
  readonly [key: string]: Record<string, unknown> | readonly Where[] | Where;
}

/** The oracle: the same filter over what was planted. */
function wanted(where: Where | null, row: Planted): boolean {
  return Object.entries(where ?? {}).every(([key, test]) => {
    if (key === 'and') return (test as Where[]).every((part) => wanted(part, row));
    if (key === 'or') return (test as Where[]).some((part) => wanted(part, row));
    if (key === 'not') return !wanted(test as Where, row);
    const value = {
      code: row.code,
      status: row.status,
      applicantName: row.name,
      receivedOn: row.received?.slice(0, 10) ?? null,
    }[key] as string | null;
    return Object.entries(test).every(([op, operand]: [string, any]) => {
      if (op === 'isNull') return (value === null) === operand;
      if (value === null) return false;
      switch (op) {
        case 'eq':
          return value === operand;
        case 'ne':
          return value !== operand;
        case 'in':
          return operand.includes(value);
        case 'lt':
          return value < operand;
        case 'lte':
          return value <= operand;
        case 'gt':
          return value > operand;
        case 'gte':
          return value >= operand;
        default:
          return value.toLowerCase().includes(String(operand).toLowerCase());
      }
    });
  });
}

const day = fc.constantFrom('2016-01-11', '2016-02-12', '2016-03-14', '2016-01-01');
const leaf: fc.Arbitrary<Where> = fc.oneof(
  fc.record({ code: fc.record({ eq: fc.constantFrom('HS-001', 'HS-010', "x' OR '1'='1") }) }),
  fc.record({ code: fc.record({ ne: fc.constantFrom('HS-001', 'HS-010') }) }),
  fc.record({ code: fc.record({ in: fc.constant(['HS-002', 'HS-003', 'HS-004']) }) }),
  fc.record({ code: fc.record({ isNull: fc.boolean() }) }),
  fc.record({ status: fc.record({ eq: fc.constantFrom('RECEIVED', 'UNKNOWN', 'RETURNED') }) }),
  fc.record({ status: fc.record({ ne: fc.constantFrom('RECEIVED', 'UNKNOWN') }) }),
  fc.record({ applicantName: fc.record({ contains: fc.constantFrom('nguyễn', 'Quang', 'đức') }) }),
  fc.record({ applicantName: fc.record({ eq: fc.constantFrom('Lê Thuỷ', 'Trần Thị Hòa') }) }),
  fc.record({ receivedOn: fc.record({ gte: day, lte: day }) }),
  fc.record({ receivedOn: fc.record({ lt: day }) }),
  fc.record({ receivedOn: fc.record({ gt: day }) }),
  fc.record({ receivedOn: fc.record({ eq: day }) }),
  fc.record({ receivedOn: fc.record({ isNull: fc.boolean() }) }),
);
const where: fc.Arbitrary<Where | null> = fc.option(
  fc.letrec<{ tree: Where }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 2 },
      leaf,
      fc.record({ not: tie('tree') }),
      fc.record({ or: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ and: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    ),
  })).tree,
);
const direction = fc.constantFrom('ASC', 'DESC');
const orderBy = fc.oneof(
  fc.tuple(fc.record({ by: fc.constant('RECEIVED_AT'), direction })),
  fc.tuple(fc.record({ by: fc.constant('CODE'), direction })),
  fc.tuple(
    fc.record({ by: fc.constant('CODE'), direction }),
    fc.record({ by: fc.constant('RECEIVED_AT'), direction }),
  ),
);

const PAGE = `query ($where: DossierFilter, $orderBy: [DossierOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  dossiers(where: $where, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount partial
  }
}`;

/** The headers of a traversal that nobody else goes. */
const inTraversal = () => ({ [TRAVERSAL_HEADER]: randomUUID() });

describe('dossiers over two offices', () => {
  let offices: Offices;

  beforeAll(async () => {
    offices = await openOffices([textOffice, nativeOffice]);
  });
  afterAll(() => offices.close());

  /** The ids of a list's rows, page by page to its end. */
  async function walk(
    variables: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page = await ask(offices.subgraph, PAGE, { ...variables, after }, headers);
      expect(page.errors).toEqual([]);
      const { nodes, pageInfo } = page.data.dossiers;
      ids.push(...nodes.map(({ id }: { id: string }) => id));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    return ids;
  }

  it('are read each once where they are gone through to the end', async () => {
    const readBy = async (headers?: Readonly<Record<string, string>>): Promise<number> => {
      const before = offices.logged.length;
      await walk({ first: 5 }, headers);
      return offices.logged
        .slice(before)
        .reduce((sum, { sql, rows }) => sum + (/COUNT/iu.test(String(sql)) ? 0 : Number(rows)), 0);
    };

    const alone = await readBy();
    const traversed = await readBy(inTraversal());

    expect(traversed).toBe(planted.length);
    expect(alone).toBeGreaterThan(2 * planted.length);
  });

  it('answers, page by page in either direction, just the rows that an in-memory filter wants, each once', async () => {
    await fc.assert(
      fc.asyncProperty(
        where,
        orderBy,
        fc.integer({ min: 7, max: 50 }),
        fc.boolean(),
        async (filter, order, size, traverses) => {
          const expected = planted.filter((row) => wanted(filter, row)).map(({ id }) => id);

          const asked = { where: filter, orderBy: order, first: size };
          const forwards = await walk(asked, traverses ? inTraversal() : {});
          const { data: counted } = await ask(offices.subgraph, PAGE, { where: filter });
          const total: number | null = counted.dossiers.totalCount;
          const backwards: string[] = [];
          for (let before: string | null = null, more = true; more;) {
            const { data } = await ask(offices.subgraph, PAGE, {
              where: filter,
              orderBy: order,
              last: size,
              before,
            });
            backwards.unshift(...data.dossiers.nodes.map(({ id }: { id: string }) => id));
            before = data.dossiers.pageInfo.startCursor;
            more = data.dossiers.pageInfo.hasPreviousPage;
          }

          expect([...forwards].sort()).toEqual([...expected].sort());
          expect(backwards).toEqual(forwards);
          expect(total).toBe(expected.length);
          const keys = forwards.map((id) => {
            const row = planted.find((one) => one.id === id)!;
            return order.map(({ by }) => (by === 'CODE' ? row.code : row.received));
          });
          for (let index = 1; index < keys.length; index += 1) {
            expect(inOrder(keys[index - 1]!, keys[index]!, order)).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

/** Whether one row may stand before the other: nulls last, whichever the direction. */
function inOrder(
  one: readonly (string | null)[],
  other: readonly (string | null)[],
  order: readonly { direction: string }[],
): boolean {
  for (const [index, { direction: its }] of order.entries()) {
    const a = one[index] ?? null;
    const b = other[index] ?? null;
    if (a === b || (a !== null && b !== null && (`${a}T00:00:00` === b || a === `${b}T00:00:00`)))
      continue;
    if (a === null) return false;
    if (b === null) return true;
    return its === 'ASC' ? a < b : a > b;
  }
  return true;
}
