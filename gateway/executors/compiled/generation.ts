import type { GraphQLSchema } from 'graphql';
import type { Engine } from '../../engine/api.ts';
import { createEngine } from '../../engine/engine.ts';
import type { ClosedFields } from '../../engine/operation.ts';
import { keptPlans } from '../../engine/planning/plans/kept-plans.ts';
import { plansMadeHere, type Plans } from '../../engine/planning/plans/plans.ts';
import { PlanningThreads } from '../../engine/planning/plans/threads/planning-threads.ts';
import type { DocumentReader } from '../../operations/document-reader.ts';
import { KnownOperations } from '../../operations/known-operations.ts';
import { subgraphsOf } from '../../supergraph/subgraphs-of.ts';
import type { ExecutorParts } from '../executor.ts';
import type { EngineRequestParts } from './engine-requests.ts';

export interface GenerationParts
  extends Pick<ExecutorParts, 'transportFor' | 'log'>, Pick<EngineRequestParts, 'recordSeen'> {
  /** What an operation may cost, how many values it may answer, and how long lists are taken to be that nothing is told of. */
  readonly maxCost: number;
  readonly maxValues: number;
  readonly defaultListSize: number;
  readonly maxResponseBytes: number;
  /** What becomes of fields that are closed to whoever asks. */
  readonly closedFields: ClosedFields;
  /** Extensions of subgraphs' errors that clients may see. */
  readonly errorExtensions: ReadonlySet<string>;
  /** How operations are planned: in so many threads, or in none of their own; each in so long, so many waiting. */
  readonly plannerThreads: number;
  readonly planningMs: number;
  readonly maxPlanning: number;
  /** Where plans are kept for the next process; absent: nowhere. */
  readonly plansDir: string | undefined;
  /** How documents are read that are asked of a schema. */
  readonly readerFor: (schema: GraphQLSchema) => DocumentReader;
  /** Whether what answers show counts, and so is to be known though nobody records it. */
  readonly countsReading: boolean;
}

/** A supergraph's engine, and the documents that are good for it. */
export interface Generation {
  readonly sdl: string;
  readonly engine: Engine;
  readonly known: KnownOperations;
}

/** Plans that the next process finds. */
const MOST_KEPT_PLANS = 1_000;

/** When threads that plan begin where plans are kept: the start and its first answers need none, on a slow machine either. */
const PLANNING_BEGINS_MS = 10_000;

/** Makes the engine of a supergraph; throws where that is faulty. */
export function createGeneration(parts: GenerationParts, sdl: string): Generation {
  const { maxCost, maxValues, defaultListSize, maxResponseBytes, closedFields, errorExtensions } =
    parts;
  const places = new Map(subgraphsOf(sdl).map((place) => [place.name, place]));
  const engine = createEngine({
    supergraphSdl: sdl,
    createPlans: (supergraphSdl) => createPlans(parts, supergraphSdl),
    maxCost,
    maxValues,
    defaultListSize,
    maxResponseBytes,
    closedFields,
    errorExtensions,
    watches: parts.recordSeen !== undefined || parts.countsReading,
    transports: (name) => parts.transportFor(places.get(name) ?? { name, url: '' }),
  });
  return { sdl, engine, known: new KnownOperations(parts.readerFor(engine.schema)) };
}

/** How its operations are planned: by threads of their own or here, and kept for the next process or not. */
function createPlans(
  {
    plannerThreads: threads,
    planningMs: limitMs,
    maxPlanning: maxWaiting,
    plansDir: directory,
    log,
  }: GenerationParts,
  supergraphSdl: string,
): Plans {
  const plans = (beginAfterMs: number): Plans =>
    threads > 0
      ? new PlanningThreads({ supergraphSdl, threads, limitMs, maxWaiting, beginAfterMs })
      : plansMadeHere(supergraphSdl);
  return directory === undefined
    ? plans(0)
    : keptPlans((anyKept) => plans(anyKept ? PLANNING_BEGINS_MS : 0), {
        directory,
        supergraphSdl,
        most: MOST_KEPT_PLANS,
        onUnwritten: (err) => {
          log.warn({ err, directory }, 'plans cannot be kept: the next process makes them anew');
        },
      });
}
