import type { QueryPlan } from '@apollo/query-planner';

/** What a planning thread is begun with. */
export interface ThreadData {
  readonly supergraphSdl: string;
}

/** The text of an operation that it is to plan; one at a time. */
export type ThreadRequest = string;

/** That it can begin; a plan; or why there is none, for the client and for the log. */
export type ThreadAnswer =
  | { readonly ready: true }
  | { readonly plan: QueryPlan }
  | { readonly refusal: string; readonly cause: string | undefined }
  | { readonly fault: string };
