import type { FetchPlan } from '../../plan-tree.ts';

/** What a planning thread is begun with. */
export interface ThreadData {
  readonly supergraphSdl: string;
}

/** An operation that it is to plan; one at a time. */
export interface ThreadRequest {
  /** Its text. */
  readonly operation: string;
  /** Those of `@override` that are on. */
  readonly labels: readonly string[];
}

/** That it can begin, and what the system calls it, where that can be known; a plan; or why there is none, for the client and for the log. */
export type ThreadAnswer =
  | { readonly threadId: number | undefined }
  | { readonly plan: FetchPlan }
  | { readonly refusal: string; readonly cause: string | undefined }
  | { readonly fault: string };
