import type { SubgraphOperation } from '../../transport/transport.ts';
import type { ContextualArgument } from './entities/contextual-arguments.ts';
import type { MergeShape } from './merge.ts';
import type { Step } from './entities/places.ts';
import type { RepresentationPicker } from './entities/representations.ts';
import type { Rewrite } from './rewrites.ts';

/** A fetch and what follows it. */
export interface PlanStep {
  readonly index: number;
  readonly fetch: CompiledFetch;
  /** How many steps must be done before. */
  readonly needs: number;
  readonly next: readonly PlanStep[];
}

/** What an operation fetches, as a graph: each step starts as soon as all it needs is there. */
export interface CompiledPlan {
  readonly steps: readonly PlanStep[];
  /** Of a subscription: the first of its fetches, which each event answers. */
  readonly subscribed: CompiledFetch | undefined;
  /** Where arguments come from ancestors, equal entities at two places may differ and are each asked for. */
  readonly contextual: boolean;
}

/** One selection that a subgraph answers, and how the answer is taken in. */
export interface Question {
  /** Where it stands in the answer's `data`; for root fields, `data` itself. */
  readonly key: string;
  /** The places in the data that it serves. */
  readonly paths: readonly (readonly Step[])[];
  readonly rewrites: readonly Rewrite[];
  readonly shape: MergeShape;
  /** The fields asked for, by their internal names: what is missing if no answer comes. */
  readonly fields: readonly string[];
}

/** All entities, at whatever places, of which one fetch asks the same. */
export interface EntityQuestion extends Question {
  readonly variable: string;
  readonly picker: RepresentationPicker;
  /** Whether it asks if there are such entities: null then is an answer, and nobody's fault. */
  readonly whether: boolean;
  /** The same for questions that gather the same representations at the same places. */
  readonly gathering: string;
}

/** One request to a subgraph: for fields of a root type, or for entities. */
export interface CompiledFetch {
  readonly subgraph: string;
  /** The deferral that it is for; undefined: what is answered first. */
  readonly deferral: string | undefined;
  readonly operation: SubgraphOperation;
  /** The client's variables that it passes on, and what each is where the client gives none. */
  readonly variables: readonly {
    readonly name: string;
    readonly client: string;
    readonly otherwise?: unknown;
  }[];
  readonly root: Question | undefined;
  readonly entities: readonly EntityQuestion[];
  /** Where arguments come from ancestors in the data; such a fetch has one question only. */
  readonly context: readonly ContextualArgument[];
  /** How many fetches of the plan this one does. */
  readonly merged: number;
  /** Those fetches one by one, for when the request for all of several fails as a whole. */
  readonly apart: () => readonly CompiledFetch[];
}
