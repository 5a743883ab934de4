import type { Path } from './data.ts';

/** Something that a subgraph did not answer, in internal names; `locatedErrors` puts it into the client's terms. */
export interface Failure {
  readonly message: string;
  readonly code: string;
  /** What the subgraph's message speaks of, for it to be said in the client's language. */
  readonly details?: object;
  readonly subgraph: string;
  /** The deferral that was fetched; undefined: what is answered first. */
  readonly deferral: string | undefined;
  /** Of the extensions that the subgraph told beside its code, those that may pass. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Each place that has it. */
  readonly paths: readonly Path[];
  /** Places that have nothing for the same reason: what the subgraph's null took with it. */
  readonly alsoMissing?: readonly Path[];
  /** Which of them are told of: all, every null of the answer that comes of it, or the first that the client knows. */
  readonly told: 'AT_ALL' | 'AT_EACH_NULL' | 'ONCE';
}
