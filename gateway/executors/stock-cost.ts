import type { ApolloServerPlugin } from '@apollo/server';
import { getVariableValues, type GraphQLSchema, parse } from 'graphql';
import { whoOf } from '../../service/access/asker.ts';
import type { Budgets } from '../asking/budgets.ts';
import type { AskedCheck } from '../asking/check-asked.ts';
import type { GatewayContext } from '../context.ts';
import { checkCost, checkValues, weightOf } from '../engine/cost/check-cost.ts';
import { readCostDirectives } from '../engine/cost/cost-directives.ts';
import { compileCost } from '../engine/cost/cost-formula.ts';
import type { CostModel } from '../engine/cost/cost-model.ts';
import { createCostModel } from '../engine/cost/create-cost-model.ts';
import { valuesModel } from '../engine/cost/values-model.ts';
import { readOperation } from '../engine/document/client-operation.ts';

export interface CostLimits {
  readonly maxCost: number;
  readonly maxValues: number;
  readonly defaultListSize: number;
}

/** What each who asks may ask, and has left of it. */
export interface Asking {
  readonly checkAsked: AskedCheck;
  readonly budgets: Budgets;
}

/** Refuses what may not be asked, or costs too much, before the stock executor plans it; the compiled engine does so itself. */
export function costPlugin(
  { maxCost, maxValues, defaultListSize }: CostLimits,
  { checkAsked, budgets }: Asking,
): ApolloServerPlugin<GatewayContext> {
  const models = new WeakMap<GraphQLSchema, CostModel>();
  return {
    serverWillStart: () =>
      Promise.resolve({
        schemaDidLoadOrUpdate({ apiSchema, coreSupergraphSdl = '' }) {
          const directives = readCostDirectives(parse(coreSupergraphSdl, { noLocation: true }));
          models.set(apiSchema, createCostModel(apiSchema, directives, defaultListSize));
        },
      }),
    requestDidStart: ({ contextValue: { exchange, identity, allowance } }) =>
      Promise.resolve({
        async didResolveOperation({ schema, document, operation, request }) {
          const model = models.get(schema);
          if (model === undefined || operation === undefined) return;
          const closed = checkAsked(document, allowance);
          if (closed !== undefined) throw closed;
          const { variableDefinitions = [] } = operation;
          const { coerced = {} } = getVariableValues(
            schema,
            variableDefinitions,
            request.variables ?? {},
            { maxErrors: 1 },
          );
          const asked = readOperation(document, request.operationName);
          const most = Math.min(maxCost, allowance.cost);
          exchange.told.cost = checkCost(compileCost(asked, model), coerced, most);
          const asker = { identity, client: exchange.client };
          budgets.cost(asker, exchange.told.cost);
          const values = checkValues(compileCost(asked, valuesModel(model)), coerced, maxValues);
          await exchange.place?.weigh(
            weightOf(exchange.told.cost, values),
            exchange.signal,
            whoOf(asker),
          );
        },
      }),
  };
}
