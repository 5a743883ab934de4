import type { ApolloServerPlugin } from '@apollo/server';
import { getVariableValues, type GraphQLSchema } from 'graphql';
import type { ExchangeContext } from '../service/graphql/error-plugin.ts';
import { checkCost, checkValues } from './engine/cost/check-cost.ts';
import { readCostDirectives } from './engine/cost/cost-directives.ts';
import { compileCost } from './engine/cost/cost-formula.ts';
import type { CostModel } from './engine/cost/cost-model.ts';
import { createCostModel } from './engine/cost/create-cost-model.ts';
import { valuesModel } from './engine/cost/values-model.ts';
import { readOperation } from './engine/document/client-operation.ts';

export interface CostLimits {
  readonly maxCost: number;
  readonly maxValues: number;
  readonly defaultListSize: number;
}

/** Refuses what costs too much before the stock executor plans it; the compiled engine does so itself. */
export function costPlugin({
  maxCost,
  maxValues,
  defaultListSize,
}: CostLimits): ApolloServerPlugin<ExchangeContext> {
  const models = new WeakMap<GraphQLSchema, CostModel>();
  return {
    serverWillStart: () =>
      Promise.resolve({
        schemaDidLoadOrUpdate({ apiSchema, coreSupergraphSdl = '' }) {
          const directives = readCostDirectives(coreSupergraphSdl);
          models.set(apiSchema, createCostModel(apiSchema, directives, defaultListSize));
        },
      }),
    requestDidStart: ({ contextValue: { exchange } }) =>
      Promise.resolve({
        async didResolveOperation({ schema, document, operation, request }) {
          const model = models.get(schema);
          if (model === undefined || operation === undefined) return;
          const { variableDefinitions = [] } = operation;
          const { coerced = {} } = getVariableValues(
            schema,
            variableDefinitions,
            request.variables ?? {},
            { maxErrors: 1 },
          );
          const asked = readOperation(document, request.operationName);
          exchange.told.cost = checkCost(compileCost(asked, model), coerced, maxCost);
          checkValues(compileCost(asked, valuesModel(model)), coerced, maxValues);
          await exchange.place?.weigh(exchange.told.cost, exchange.signal);
        },
      }),
  };
}
