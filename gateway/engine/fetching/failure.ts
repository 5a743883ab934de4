import type { Path } from './data.ts';

/** Something that a subgraph did not answer, in internal names; `locatedErrors` puts it into the client's terms. */
export interface Failure {
  readonly message: string;
  readonly code: string;
  /** What the subgraph's message speaks of, for it to be said in the client's language. */
  readonly details?: object;
  readonly subgraph: string;
  /** Each place that has it; the first that the client knows is told of, or all where `everywhere`. */
  readonly paths: readonly Path[];
  readonly everywhere: boolean;
}
