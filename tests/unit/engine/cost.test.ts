import { describe, expect, it } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, parse } from 'graphql';
import { readOperation } from '../../../gateway/engine/document/client-operation.ts';
import { checkCost, checkValues } from '../../../gateway/engine/cost/check-cost.ts';
import { readCostDirectives } from '../../../gateway/engine/cost/cost-directives.ts';
import { compileCost } from '../../../gateway/engine/cost/cost-formula.ts';
import { valuesModel } from '../../../gateway/engine/cost/values-model.ts';
import { createCostModel } from '../../../gateway/engine/cost/create-cost-model.ts';
import { askEngine, createFederation } from '../../support/federation/federation.ts';
import { shop } from '../../support/federation/shop.ts';

const SDL = `
  schema @link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@cost", { name: "@listSize", as: "@sized" }]) { query: Query }
  directive @link(url: String!, import: [Import]) repeatable on SCHEMA
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @sized(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  scalar Import
  scalar Long @cost(weight: 3)
  type Query {
    dossiers(first: Int, last: Int, where: Where): Connection! @cost(weight: 10)
      @sized(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"])
    offices: [Office!]! @sized(assumedSize: 7)
    page(where: Where): [Office] @sized(slicingArguments: ["where.most"])
    tags: [String!]
    plain(limit: Int = 4): [Office]
    node: Node
  }
  interface Node { code: ID! }
  type Connection { nodes: [Dossier!]! edges: [Edge!]! totalCount: Int @cost(weight: 5) }
  type Edge { node: Dossier! }
  type Dossier implements Node { code: ID! office: Office steps: [Step!] text: Long }
  type Office implements Node { code: ID! dossiers(first: Int): Connection @sized(slicingArguments: ["first"], sizedFields: ["nodes"]) }
  type Step @cost(weight: 2) { name: String }
  input Where { most: Int, text: String @cost(weight: 50), and: [Where!] }
`;
const schema = buildSchema(SDL);
const model = createCostModel(schema, readCostDirectives(parse(SDL)), 5);
const formulaOf = (query: string) => compileCost(readOperation(parse(query), undefined), model);
const costOf = (query: string, variables: Record<string, unknown> = {}) =>
  formulaOf(query).estimate(variables);

describe('the cost of an operation', () => {
  it.each([
    ['a page by its slicing argument', '{ dossiers(first: 3) { nodes { code } } }', 10 + 3],
    ['a page without one by the assumed size', '{ dossiers { nodes { code } } }', 10 + 20],
    ['the largest of several', '{ dossiers(first: 3, last: 9) { nodes { code } } }', 10 + 9],
    ['an empty page', '{ dossiers(first: 0) { nodes { code } totalCount } }', 10 + 5],
    ['a count below nothing as nothing', '{ dossiers(first: -8) { nodes { code } } }', 10],
    ['edges with their nodes', '{ dossiers(first: 3) { edges { node { code } } } }', 10 + 3 * 2],
    ['a list of assumed size', '{ offices { code } }', 7],
    [
      'a list of which nothing is told',
      '{ offices { dossiers { nodes { code } } } }',
      7 * (1 + 1 + 5),
    ],
    [
      'a usual argument where nothing is told',
      '{ plain { code } b: plain(limit: 2) { code } }',
      4 + 2,
    ],
    ['a field of an input object', '{ page(where: { most: 6 }) { code } }', 6],
    ['the weight of a type', '{ dossiers(first: 1) { nodes { steps { name } } } }', 10 + 1 + 5 * 2],
    ['the weight of a scalar', '{ dossiers(first: 2) { nodes { text } } }', 10 + 2 * (1 + 3)],
    ['leaves as nothing', '{ tags __typename }', 0],
    [
      'the weight of what is given',
      '{ dossiers(first: 0, where: { and: [{ text: "a" }, { text: "b" }] }) { totalCount } }',
      10 + 5 + 100,
    ],
    [
      'a field once that is asked for twice',
      '{ offices { code } ...F } fragment F on Query { offices { code } }',
      7,
    ],
    [
      'what each type is asked for together',
      '{ node { ... on Dossier { office { code } } ... on Office { dossiers(first: 2) { nodes { code } } } } }',
      1 + 1 + 3,
    ],
  ])('counts %s', (_what, query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  it('depends on variables as on literals, and on what is included', () => {
    const query = `query ($n: Int, $w: Where, $on: Boolean!) {
      dossiers(first: $n, where: $w) { nodes { office @include(if: $on) { code } } }
    }`;

    const costs = [
      costOf(query, { n: 4, on: false }),
      costOf(query, { n: 4, on: true }),
      costOf(query, { on: true }),
      costOf(query, { n: 1, on: false, w: { and: [{ text: 'a' }], text: 'b' } }),
    ];

    expect(costs).toEqual([14, 18, 50, 111]);
  });

  it('counts the values of the answer, aliases too, whatever they cost', () => {
    const query =
      '{ dossiers(first: 500) { nodes { a: code b: code office { code } } } offices { code } }';
    const values = compileCost(readOperation(parse(query), undefined), valuesModel(model));
    const offices = values.estimate({}) - 500 * 3;

    expect(offices).toBeGreaterThan(0);
    expect(offices).toBeLessThan(200);
    expect(() => checkValues(values, {}, 1_000)).toThrow(
      expect.objectContaining({
        extensions: {
          code: 'ANSWER_ESTIMATED_TOO_LARGE',
          details: expect.objectContaining({ path: 'dossiers.nodes.a', most: 1_000 }),
        },
      }),
    );
  });

  it('is a product along a path, and says which lists to ask less of', () => {
    const query =
      '{ offices { code } all: dossiers(first:500){nodes{office{dossiers(first:500){nodes{office{dossiers(first:500){nodes{code}}}}}}}} }';

    const refuse = () => checkCost(formulaOf(query), {}, 50_000);

    expect(costOf(query)).toBeGreaterThan(125_000_000);
    expect(refuse).toThrow(
      expect.objectContaining({
        extensions: {
          code: 'COST_ESTIMATED_TOO_EXPENSIVE',
          details: {
            estimated: costOf(query),
            most: 50_000,
            path: 'all.nodes.office.dossiers.nodes.office.dossiers.nodes',
            lists:
              'first: 500 at all.nodes; first: 500 at all.nodes.office.dossiers.nodes; first: 500 at all.nodes.office.dossiers.nodes.office.dossiers.nodes',
          },
        },
      }),
    );
  });

  it('lets a schema be asked for once, and not many times under aliases', () => {
    const aliased = Array.from(
      { length: 200 },
      (_, n) => `a${n}: types { fields { args { name } } }`,
    );

    expect(costOf(getIntrospectionQuery())).toBeLessThanOrEqual(20_000);
    expect(costOf(`{ __schema { ${aliased.join(' ')} } }`)).toBeGreaterThan(
      50 * costOf('{ __schema { types { fields { args { name } } } } }'),
    );
  });
});

describe('the engine, told what an operation may cost', () => {
  it('refuses what costs more before any subgraph is asked', async () => {
    const { engine, asked } = createFederation(shop(), { engine: { maxCost: 30 } });

    const cheap = await askEngine(engine, '{ topProducts(first: 2) { upc } }');
    const dear = await askEngine(engine, '{ topProducts(first: 20) { similar { upc } } }');

    expect(cheap.errors).toEqual([]);
    expect(dear.errors.map(({ extensions }) => extensions?.['code'])).toEqual([
      'COST_ESTIMATED_TOO_EXPENSIVE',
    ]);
    expect(asked).toHaveLength(1);
  });

  it('tells estimate and actual cost where it is asked to', async () => {
    const { engine } = createFederation(shop());
    const document = parse('{ topProducts(first: 2) { upc similar { upc } } }');

    const { cost } = await engine.execute({
      document,
      documentHash: 'x',
      headers: {},
      wantCost: true,
    });

    expect(cost).toEqual({ estimated: 2 + 2 * 5, actual: 2 + 2 + 2 });
  });

  it('begins when it is admitted', async () => {
    const { engine, asked } = createFederation(shop());
    const document = parse('{ topProducts(first: 2) { upc } }');
    let admit: () => void = () => undefined;

    const answer = engine.execute({
      document,
      documentHash: 'x',
      headers: {},
      admit: () => new Promise((resolve) => (admit = resolve)),
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = asked.length;
    admit();
    await answer;

    expect([before, asked.length]).toEqual([0, 1]);
  });
});
