import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { coercedVariables } from '../../../gateway/engine/document/coerced-variables.ts';
import { readCostDirectives } from '../../../gateway/engine/cost/cost-directives.ts';
import { compileCost } from '../../../gateway/engine/cost/cost-formula.ts';
import { createCostModel } from '../../../gateway/engine/cost/create-cost-model.ts';
import { valuesModel } from '../../../gateway/engine/cost/values-model.ts';
import { readOperation } from '../../../gateway/engine/document/client-operation.ts';
import { readSupergraph } from '../../../gateway/engine/planning/planner.ts';
import { REPORT_ROWS } from '../../../gateway/statistics-page/browser/address.ts';
import { operationOf } from '../../../gateway/statistics-page/browser/asking/ask.ts';
import { PARTS } from '../../../gateway/statistics-page/browser/parts/all.ts';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import { servingConfig } from '../../support/http/http-fixture.ts';

const supergraph = parse(readFileSync(inRepository('schema/supergraph.graphql'), 'utf8'));
const { schema } = readSupergraph(supergraph);
const { maxCost, maxValues, defaultListSize } = servingConfig();
const costs = createCostModel(schema, readCostDirectives(supergraph), defaultListSize);
const values = valuesModel(costs);

/** What a gateway as it starts takes an operation for. */
function estimates(query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const operation = readOperation(parse(query), undefined);
  const client = {
    ...operation,
    cost: compileCost(operation, costs),
    values: compileCost(operation, values),
  };
  const coerced = coercedVariables(client, variables, schema);
  return { cost: client.cost.estimate(coerced), values: client.values.estimate(coerced) };
}

function expectTaken(query: string, variables?: Readonly<Record<string, unknown>>): void {
  const { cost, values: held } = estimates(query, variables);
  expect(cost).toBeLessThanOrEqual(maxCost);
  expect(held).toBeLessThanOrEqual(maxValues);
}

describe('a gateway as it starts, with no limit set', () => {
  it.each(
    REPORT_ROWS.flatMap((by) =>
      [
        ['2016-07-01', '2016-09-30'],
        ['2016-01-01', '2016-12-31'],
        ['1926-01-01', '2026-12-31'],
      ].map(([from = '', to = '']) => ({ by, from, to })),
    ),
  )('takes all that the page of statistics asks, $by from $from to $to', ({ by, from, to }) => {
    const asked = { offices: null, procedures: null, from, to, asOf: to, by };
    const { query, variables } = operationOf(
      'Statistics',
      PARTS.map((part) => part.ask(asked)),
    );

    expectTaken(query, variables);
  });

  it.each(readdirSync(inRepository('schema/examples')))('takes the example %s', (file) => {
    expectTaken(readFileSync(inRepository(`schema/examples/${file}`), 'utf8'));
  });

  it('takes several statistics at once that say how many groups they are of', () => {
    const all =
      'keys measures { count timeliness { early onTime late noDueDate notFinished overdue lateShare } handlingDays { median mean } }';
    const one = (key: string) =>
      `${key}: dossierStatistics(groupBy: [${key}], first: 100) { groups { ${all} } total { count } }`;

    expectTaken(`{ ${['OFFICE', 'LEVEL', 'CHANNEL', 'STATUS', 'TIMELINESS'].map(one).join(' ')} }`);
  });

  it('takes one statistic of as many groups as may be asked for', () => {
    expectTaken(
      '{ dossierStatistics(groupBy: [PROCEDURE, OFFICE], first: 10000) { groups { keys measures { count timeliness { lateShare } } } total { count } } }',
    );
  });
});
