/** What one request to a subgraph did and cost. */
export interface FetchTrace {
  readonly subgraph: string;
  /** The places in the data that it served, in internal names; `[]` for root fields. */
  readonly paths: readonly (readonly string[])[];
  /** Entities asked for, after de-duplication, of so many places. */
  readonly representations: number;
  readonly places: number;
  /** How many fetches of the plan this request did. */
  readonly merged: number;
  /** When it began after the plan's start, and how long it took. */
  readonly startMs: number;
  readonly ms: number;
  readonly bytes: number;
  readonly failed: boolean;
}
