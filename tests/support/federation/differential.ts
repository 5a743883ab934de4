import { isDeepStrictEqual } from 'node:util';
import { compareWithStock, stockData } from './comparison.ts';
import type { StockFaults, StockVerdict } from './comparison.ts';
import { errorFaults } from './error-comparison.ts';
import { createFederation } from './federation.ts';
import type { Answer, Federation } from './federation.ts';
import type { Moods } from './moods.ts';
import { randomOperation } from './random-operation.ts';
import type { RandomOperation } from './random-operation.ts';
import { shrunk } from './shrink.ts';
import { monolith, worldSubgraphs } from './world/world-schemas.ts';
import type { SubgraphSdl } from './world/world-schemas.ts';
import type { World } from './world/world.ts';

/** A federation with what its answers are compared with. */
export interface Subject {
  readonly federation: Federation;
  /** One service that answers the same from the same world, where there is one. */
  readonly monolith?: {
    readonly world: World;
    readonly ask: (query: string, variables: Record<string, unknown>) => Promise<Answer>;
  };
  /** Undefined where the stock gateway refuses the supergraph. */
  readonly stock: StockFaults | undefined;
}

/** What came of comparing. */
export interface Findings {
  readonly operations: number;
  /** Operations that are valid and cannot be planned: the stock executor does not answer them rightly either. */
  readonly unplannable: number;
  /** Operations that the stock executor alone does not plan. */
  readonly unplannedByStock: number;
  /** Operations on which the stock executor differs by its named faults. */
  readonly spared: number;
  readonly differences: readonly Difference[];
}

interface Comparison {
  readonly verdict: StockVerdict | 'unplannable';
  readonly from?: string;
  readonly fault?: string;
  readonly ours?: Answer;
  readonly expected?: Answer;
}

/** A difference, with the smallest operation that was found to have it. */
interface Difference extends RandomOperation, Comparison {
  readonly seed: number;
}

const VALUES = {
  ID: ['u1', 'p1', 'b1', 'none', 'of Dossier#1', 7],
  Int: [0, 1, 2, 3],
  Float: [0, 1.5, -2],
  String: ['a', 'Đơn "x"\n', ''],
  Boolean: [true, false],
  Money: [1, '2', [true]],
};

/** A federation whose subgraphs answer from one world, with its monolith. */
export function worldSubject(sdls: readonly SubgraphSdl[], moods: Moods, stock = true): Subject {
  const { world, subgraphs } = worldSubgraphs(sdls, moods);
  const federation = createFederation(subgraphs);
  const { requiredFields, interfaceObjects, requiringListsOfLists, interfaceObjectArguments } =
    world.rules;
  const names = [...requiredFields].map((coordinate) => coordinate.split('.')[1]!);
  return {
    federation,
    monolith: { world, ask: monolith(federation.engine.schema, world) },
    stock: stock
      ? {
          alwaysAliased: new Set(names),
          interfaceObjects,
          requiringListsOfLists,
          interfaceObjectArguments,
        }
      : undefined,
  };
}

/** Asks random operations, one for each seed, and compares what is answered. */
export async function compareAnswers(
  subject: Subject,
  seeds: { readonly from: number; readonly count: number },
): Promise<Findings> {
  const { schema } = subject.federation.engine;
  const differences: Difference[] = [];
  let unplannable = 0;
  let unplannedByStock = 0;
  let spared = 0;
  for (let seed = seeds.from; seed < seeds.from + seeds.count; seed++) {
    const operation = randomOperation(seed, {
      schema,
      values: VALUES,
      ...(subject.stock && { alwaysAliased: subject.stock.alwaysAliased }),
    });
    const compared = await compare(subject, operation);
    if (compared.verdict === 'unplannable') unplannable += 1;
    if (compared.verdict === 'unplanned') unplannedByStock += 1;
    if (compared.verdict === 'spared') spared += 1;
    if (compared.verdict !== 'different') continue;
    const { from } = compared;
    const small = await shrunk(operation, schema, async (smaller) => {
      const again = await compare(subject, smaller);
      return again.verdict === 'different' && again.from === from;
    });
    differences.push({ ...small, seed, ...(await compare(subject, small)) });
  }
  return { operations: seeds.count, unplannable, unplannedByStock, spared, differences };
}

/** What one operation is answered, compared with what it should be. */
async function compare(subject: Subject, operation: RandomOperation): Promise<Comparison> {
  const { federation, monolith, stock } = subject;
  const { query, variables } = operation;
  const done = monolith?.world.done ?? [];
  done.length = 0;
  const ours = await federation.ours(query, variables);
  if (ours.data === undefined) {
    const planned = stock && (await stockData(federation, query, variables));
    const expected = planned && ((await monolith?.ask(query, variables)) ?? planned);
    if (planned === undefined || !isDeepStrictEqual(planned.data, expected?.data))
      return { verdict: 'unplannable' };
    return { verdict: 'different', from: 'what the stock executor plans', ours, expected: planned };
  }
  if (monolith !== undefined) {
    const doneByOurs = done.splice(0);
    const expected = await monolith.ask(query, variables);
    const differ = (from: string): Comparison => ({ verdict: 'different', from, ours, expected });
    if (!isDeepStrictEqual(ours.data, expected.data)) return differ('data of the monolith');
    const [fault] = errorFaults(ours, expected, monolith.world);
    if (fault !== undefined) return { ...differ('errors of the monolith'), fault };
    // After one that makes all of the answer null the rest may be done or not (§6.4.4).
    if (expected.data === null) doneByOurs.length = done.length;
    if (!isDeepStrictEqual(doneByOurs, done)) return differ('mutations of the monolith');
  }
  if (stock === undefined) return { verdict: 'same' };
  const verdict = await compareWithStock(federation, operation, ours, stock);
  if (verdict !== 'different') return { verdict };
  const expected = await federation.stock(query, variables);
  return { verdict, from: 'data of the stock executor', ours, expected };
}
