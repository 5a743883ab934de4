import { Kind, parse, visit } from 'graphql';
import { isDeepStrictEqual } from 'node:util';
import { argumentsText } from '../../../gateway/engine/document/field-names.ts';
import type { Answer, Federation } from './federation.ts';
import type { RandomOperation } from './random-operation.ts';
import { sparedOperation, withoutTypenames } from './spared-operation.ts';

/** Where in a supergraph the stock executor has its named faults. */
export interface StockFaults {
  /** Fields that always get an alias, as it cannot tell them from the planner's own (1). */
  readonly alwaysAliased: ReadonlySet<string>;
  /** Interfaces of whose name as `__typename` it is relieved when it is asked again (3). */
  readonly interfaceObjects: ReadonlySet<string>;
  /** Fields that it asks for with wrong requirements (5). */
  readonly requiringListsOfLists: ReadonlySet<string>;
  /** Fields whose arguments for one type it mixes up with those for another (8). */
  readonly interfaceObjectArguments: ReadonlySet<string>;
}

/**
 * How the stock executor's data compares with ours; `unplanned` where it has none, and `spared` where it differs by its
 * named faults alone.
 */
export type StockVerdict = 'same' | 'unplanned' | 'spared' | 'different';

/**
 * Compares with the stock executor, and where that differs, once more with the operation asked so that its named
 * faults do not matter.
 */
export async function compareWithStock(
  federation: Federation,
  { query, variables }: RandomOperation,
  ours: Answer,
  { interfaceObjects, requiringListsOfLists, interfaceObjectArguments }: StockFaults,
): Promise<StockVerdict> {
  const stock = await stockData(federation, query, variables);
  if (stock === undefined) return 'unplanned';
  if (isDeepStrictEqual(ours.data, stock.data)) return 'same';
  if (selectsAny(query, requiringListsOfLists)) return 'spared';
  if (asksInSeveralWays(query, interfaceObjectArguments)) return 'spared';
  const sparing = sparedOperation(query, variables);
  const again = await stockData(federation, sparing, variables, interfaceObjects);
  if (again === undefined) return 'spared';
  return isDeepStrictEqual(withoutTypenames(ours.data), withoutTypenames(again.data))
    ? 'spared'
    : 'different';
}

function selectsAny(query: string, fields: ReadonlySet<string>): boolean {
  let found = false;
  visit(parse(query), { [Kind.FIELD]: ({ name }) => void (found ||= fields.has(name.value)) });
  return found;
}

/** Whether one key of the answer stands for one of some fields with different arguments. */
function asksInSeveralWays(query: string, fields: ReadonlySet<string>): boolean {
  const ways = new Map<string, string>();
  let found = false;
  visit(parse(query), {
    [Kind.FIELD]: (field) => {
      if (!fields.has(field.name.value)) return;
      const key = (field.alias ?? field.name).value;
      const way = `${field.name.value} ${argumentsText(field)}`;
      found ||= (ways.get(key) ?? way) !== way;
      ways.set(key, way);
    },
  });
  return found;
}

/** The data of the stock executor, or undefined where it cannot plan what is valid. */
export async function stockData(
  federation: Federation,
  ...asked: Parameters<Federation['stock']>
): Promise<Answer | undefined> {
  try {
    return await federation.stock(...asked);
  } catch {
    return undefined;
  }
}
