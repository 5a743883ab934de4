import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  type GraphQLObjectType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { pino } from 'pino';
import { createSubgraph } from '../../../scripts/run/subgraphs.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { ask } from '../../support/ask.ts';
import { writeHalves } from '../../support/withheld/sources.ts';
import { IN_CI } from '../../support/run/runs.ts';

const ENTITIES = new Set(['Agency', 'Document', 'Dossier', 'OneStopOffice', 'Procedure']);

const ARGUMENTS: Readonly<Record<string, string>> = {
  'Query.agency': '(code: "H12.01")',
  'Query.document': '(id: "V1:1")',
  'Query.documentByDocumentId': '(documentId: "H12.02,2016/08/01,1/QĐ-UBND")',
  'Query.dossier': '(id: "A1:1")',
  'Query.dossiersByCode': '(code: "HS-1")',
  'Query.oneStopOffice': '(code: "A1")',
  'Query.procedure': '(code: "1.000001")',
  'Query.search': '(text: "1")',
};

/** Fields that another subgraph brings with it. */
const ELSEWHERE = new Set(['Procedure.agencyCodes']);

/** With what other subgraphs refer to each. */
const SUBGRAPHS = [
  { name: 'vic', others: [{ __typename: 'Agency', code: 'H12.01' }] },
  {
    name: 'procedures',
    others: [
      { __typename: 'Search', text: 'Khai sinh' },
      { __typename: 'Agency', code: 'H12.01' },
      { __typename: 'OneStopOffice', code: 'A1', agencyCode: 'H12.01' },
      { __typename: 'Procedure', code: '1.000001' },
    ],
  },
  {
    name: 'onestop',
    others: [
      { __typename: 'Search', text: 'HS-1' },
      { __typename: 'Agency', code: 'H12.01' },
      { __typename: 'Document', documentId: 'H12.02,2016/08/01,1/QĐ-UBND' },
      { __typename: 'Procedure', code: '1.000001', agencyCodes: ['H12.01'] },
    ],
  },
] as const;

/** A way to objects of a type: what is written before their fields, and behind them. */
interface Way {
  readonly type: GraphQLObjectType;
  readonly before: string;
  readonly after: string;
  /** Names of fields, by which the objects are found in the answer. */
  readonly names: readonly string[];
  readonly entities: number;
}

/** Every way on which no field of a type stands twice, to entities of a list, and through one that stands alone to those behind it. */
function* waysOf(way: Way, been: ReadonlySet<string>): Generator<Way> {
  yield way;
  for (const field of Object.values(way.type.getFields())) {
    const type = getNamedType(field.type);
    const coordinate = `${way.type.name}.${field.name}`;
    const args = ARGUMENTS[coordinate] ?? '';
    if (!isObjectType(type) || been.has(coordinate)) continue;
    if (args === '' && field.args.some(isRequiredArgument)) continue;
    const isList = way.names.length === 0 && !ENTITIES.has(type.name);
    const entities = way.entities + Number(isList || ENTITIES.has(type.name));
    if (entities > 2 || /Statistics$|^Report|Catalogue|^PageInfo$|^SourceAnswer$/u.test(type.name))
      continue;
    const its = {
      type,
      before: `${way.before} { ${field.name}${args}`,
      after: ` }${way.after}`,
      names: [...way.names, field.name],
      entities,
    };
    yield* waysOf(its, new Set([...been, coordinate]));
  }
}

/** The objects at the end of a way. */
function objectsAt(value: any, [name, ...names]: readonly string[]): readonly any[] {
  const values = [value].flat().filter((one) => one !== null && one !== undefined);
  return name === undefined ? values : values.flatMap((one) => objectsAt(one[name], names));
}

/** A field at the end of a way. */
interface Asking {
  readonly way: Way;
  readonly field: string;
}

/** Steps that a resolver may look at what is selected behind: in CI ways are one where these are. */
const STEPS = IN_CI ? 3 : Infinity;

/** Of ways that end in the same steps the first. */
function distinct(all: readonly Asking[]): readonly Asking[] {
  return [
    ...new Map(all.toReversed().map((one) => [one.way.names.slice(-STEPS).join(), one])).values(),
  ];
}

const isEmpty = (value: any): boolean =>
  value === null ||
  value === '' ||
  value === 'UNKNOWN' ||
  (Array.isArray(value) && value.length === 0);

describe.each(SUBGRAPHS)('fields of $name that are asked for alone', ({ name, others }) => {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-selected-'));
  let subgraph: Subgraph;
  beforeAll(async () => {
    await writeHalves(directory);
    subgraph = await createSubgraph(name, {
      sourcesDirectory: join(directory, name),
      environment: {},
      log: pino({ level: 'silent' }),
    });
    await subgraph.start();
  }, 30_000);
  afterAll(async () => {
    await subgraph.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('are there on each way that leads to them, if they are on any', async () => {
    const query = subgraph.schema.getQueryType()!;
    const root = { type: query, before: '', after: '', names: [], entities: 0 };
    const referred = others.map(({ __typename, ...key }): Way => {
      const values = Object.entries(key).map(
        ([field, value]) => `${field}: ${JSON.stringify(value)}`,
      );
      return {
        type: subgraph.schema.getType(__typename) as GraphQLObjectType,
        before: `{ _entities(representations: [{ __typename: "${__typename}", ${values.join(', ')} }]) { ... on ${__typename}`,
        after: ' } }',
        names: ['_entities'],
        entities: Number(ENTITIES.has(__typename)),
      };
    });
    const ways = [root, ...referred].flatMap((way) => [...waysOf(way, new Set())]);
    const asking = new Map<string, Asking[]>();
    for (const way of ways) {
      if (way.type === query) continue;
      for (const field of Object.values(way.type.getFields())) {
        const coordinate = `${way.type.name}.${field.name}`;
        if (!isLeafType(getNamedType(field.type)) || field.args.some(isRequiredArgument)) continue;
        if (ELSEWHERE.has(coordinate)) continue;
        asking.set(coordinate, [...(asking.get(coordinate) ?? []), { way, field: field.name }]);
      }
    }
    const there = new Set<string>();
    const missing: (readonly [coordinate: string, way: string])[] = [];
    for (const [coordinate, all] of asking) {
      for (const { way, field } of distinct(all)) {
        const asked = `${way.before} { __typename ${field} }${way.after}`;
        const { data, errors } = await ask(subgraph, asked);
        expect({ asked, errors }).toEqual({ asked, errors: [] });
        const objects = objectsAt(data, way.names);
        if (objects.length === 0) continue;
        if (objects.every((one) => isEmpty(one[field]))) missing.push([coordinate, asked]);
        else there.add(coordinate);
      }
    }

    expect(ways.length).toBeGreaterThan(30);
    expect(there.size).toBeGreaterThan(20);
    expect(missing.filter(([coordinate]) => there.has(coordinate))).toEqual([]);
  }, 120_000);
});
