import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Supergraph } from '@apollo/federation-internals';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import { everyFieldQuery } from '../../support/withheld/every-field.ts';
import { during, type Fault, type Mood } from '../../support/withheld/faults.ts';
import { type FreshGraph, startFreshGraph } from '../../support/withheld/graph.ts';
import { IN_CI } from '../../support/run/runs.ts';
import { type GraphAnswer, judge, tellsHow } from '../../support/withheld/judge.ts';
import { ARGUMENTS, type HalfSource, writeHalves } from '../../support/withheld/sources.ts';

const supergraph = Supergraph.build(
  readFileSync(inRepository('schema/supergraph.graphql'), 'utf8'),
);
const schema = supergraph.apiSchema().toGraphQLJSSchema();
const root = schema.getQueryType() as GraphQLObjectType;
const query = everyFieldQuery(schema, ARGUMENTS);

interface Coordinate {
  readonly name: string;
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}

const coordinates: readonly Coordinate[] = Object.values(schema.getTypeMap())
  .filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'))
  .flatMap((parent) =>
    Object.values(parent.getFields()).map((field) => ({
      name: `${parent.name}.${field.name}`,
      parent,
      field,
    })),
  );

const has = (type: GraphQLNamedType, field: string): boolean =>
  isObjectType(type) && type.getFields()[field] !== undefined;

/** The subgraphs that have a type, and by which keys, if any, they find it. */
const ownersOf = ({ name }: GraphQLNamedType) =>
  (
    supergraph.schema
      .type(name)
      ?.appliedDirectivesOf<{ graph: string; key?: string; resolvable?: boolean }>('join__type') ??
    []
  ).map((directive) => directive.arguments());

/** Whether other subgraphs, or other rows, refer to it by a key. */
const isEntity = (type: GraphQLNamedType): boolean =>
  ownersOf(type).some(({ key }) => key !== undefined);

/** Whether it is in another subgraph that a field of such a type has to be asked for. */
const isForeign = ({ parent, field }: Coordinate): boolean => {
  const finding = ownersOf(getNamedType(field.type)).filter(
    ({ key, resolvable }) => key !== undefined && resolvable !== false,
  );
  const having = ownersOf(parent)
    .filter(({ resolvable }) => resolvable !== false)
    .map(({ graph }) => graph);
  return finding.length > 0 && !finding.some(({ graph }) => having.includes(graph));
};

/** Rows of a report are by procedure here, and have no office. */
const OF_ANOTHER_REPORT = 'Report06aRow.office';

/**
 * What the mapping of an office says needs no database; an offering's procedure is the row that it was found under, and a
 * procedure's field stands in its row.
 */
const READ_NOWHERE = new Set([
  'Query.search',
  'Query.oneStopOffice',
  'Query.oneStopOffices',
  'Dossier.office',
  'DossierGroup.office',
  'RatingGroup.office',
  'Report06aRow.office',
  'Agency.office',
  'Procedure.field',
  'Procedure.offices',
  'ProcedureOffering.procedure',
]);

/** Where the source of documents, and so of their issuers, does not answer, the groups say so already. */
const OF_COUNTED_DOCUMENTS = 'DocumentGroup.issuer';

/** Pages of what lies under a row, in tables of its own source. */
const PAGES_UNDER_ROWS = new Set([
  'Document.assignmentsConnection',
  'Document.exchangeEventsConnection',
  'Procedure.offeringsConnection',
]);

/** Fields that another source than their parent's may have to answer: entities, and lists over sources. */
const elsewhere = coordinates.filter(({ name, parent, field }) => {
  const type = getNamedType(field.type);
  const isRowOfList = has(parent, 'sources') || has(parent, 'cursor');
  const isRead = parent === root || isEntity(type) || has(type, 'sources');
  return (
    isRead &&
    !isRowOfList &&
    !READ_NOWHERE.has(name) &&
    !PAGES_UNDER_ROWS.has(name) &&
    name !== OF_COUNTED_DOCUMENTS
  );
});

/** Lists under a row, which are in tables of their own. */
const children = coordinates
  .filter(
    ({ name, parent, field }) =>
      PAGES_UNDER_ROWS.has(name) || (isEntity(parent) && isListType(field.type)),
  )
  .filter(({ field }) => isObjectType(getNamedType(field.type)))
  .filter((one) => !elsewhere.includes(one));

/** Those of the fields of which nothing was withheld. */
const untouched = (fields: readonly Coordinate[], withheld: ReadonlySet<string>): string[] =>
  fields.map(({ name }) => name).filter((name) => !withheld.has(name));

describe('what a source withholds', () => {
  let directory: string;
  let sources: readonly HalfSource[];
  let graph: FreshGraph;
  let truth: GraphAnswer;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'motcua-withheld-'));
    sources = await writeHalves(directory);
    graph = await startFreshGraph(directory);
    truth = await graph.ask(query);
  }, 180_000);
  afterAll(async () => {
    await graph.close();
    rmSync(directory, { recursive: true });
  });

  /** What each fault withholds, all of which is marked; what is withheld of which field by no fault is not asked here. */
  async function withheldBy(faults: readonly (readonly Fault[])[]): Promise<ReadonlySet<string>> {
    const withheld = new Set<string>();
    for (const together of faults) {
      const asked = together.reduce<() => Promise<GraphAnswer>>(
        (work, fault) => () => during(directory, fault, work),
        () =>
          graph.ask(
            query,
            together.map(({ source }) => source.subgraph),
          ),
      );
      const judged = judge(root, truth, await asked());
      const where = together.map(
        ({ mood, source, table = '' }) => `${source.code} ${table} ${mood}`,
      );
      expect([where, judged.wrong]).toEqual([where, []]);
      for (const name of judged.withheld) withheld.add(name);
    }
    return withheld;
  }

  const whole = (mood: Mood): readonly (readonly Fault[])[] =>
    sources.map((source) => [{ mood, source }]);
  it('is seen of every field: each has a value, at every source', () => {
    const { wrong, told } = judge(root, truth, truth);
    const untold = coordinates.filter(
      ({ name, parent, field }) =>
        !tellsHow(parent, field) && !told.has(name) && name !== OF_ANOTHER_REPORT,
    );

    expect(truth.errors).toBeUndefined();
    expect(wrong).toEqual([]);
    expect(untold.map(({ name }) => name)).toEqual([]);
  });

  it.each(['down', 'misfit'] as const)(
    'is marked at each place where a source is %s',
    async (mood) => {
      expect(untouched(elsewhere, await withheldBy(whole(mood)))).toEqual([]);
    },
    180_000,
  );

  it('is marked at each place where a table refuses', async () => {
    const faults = sources.flatMap((source) =>
      (source.code.endsWith('1') ? source.tables : source.roots).map((table): readonly Fault[] => [
        { mood: 'refusing', source, table },
      ]),
    );

    const withheld = await withheldBy(faults);

    expect(untouched([...elsewhere, ...children], withheld)).toEqual([]);
  }, 180_000);

  it('is marked at each place where a table hangs', async () => {
    // CI has no time to wait for both halves.
    const waited = sources.filter(({ code }) => !IN_CI || code.endsWith('1'));
    const faults = waited.flatMap((source) =>
      source.roots.map((table): readonly Fault[] => [{ mood: 'hung', source, table }]),
    );

    const withheld = await withheldBy(faults);

    // Three statements in vain, and its source is not asked at all: others may go before their turn comes.
    const sure = elsewhere.filter((one) => one.parent === root || isForeign(one));
    expect(untouched(sure, withheld)).toEqual([]);
  }, 180_000);

  it('is marked where all sources of a subgraph are down', async () => {
    const names = [...new Set(sources.map(({ subgraph }) => subgraph))];

    const withheld = await withheldBy(
      names.map((name) =>
        sources
          .filter(({ subgraph }) => subgraph === name)
          .map((source) => ({ mood: 'down', source })),
      ),
    );

    expect(withheld.size).toBeGreaterThan(0);
  }, 180_000);

  it('is nothing where sources are slow', async () => {
    const halves = ['1', '2'].map((half) =>
      sources
        .filter(({ code }) => code.endsWith(half))
        .map((source): Fault => ({ mood: 'slow', source })),
    );

    expect([...(await withheldBy(halves))]).toEqual([]);
  }, 180_000);
});
