/** A report as its ministry prints it. */
export interface Form {
  /** Its number, and what ordered it; at the top left. */
  readonly number: string;
  readonly ordered: string;
  readonly title: string;
  /** What is counted. */
  readonly unit: string;
  readonly heads: readonly Head[];
}

/** A head over one column, or over others. */
export type Head = HeadOfColumn | { readonly text: string; readonly over: readonly Head[] };

export interface HeadOfColumn {
  readonly text: string;
  /** The way of its values in a row, as an export names its columns; null: whoever prints the form fills it in. */
  readonly column: string | null;
  /** What it is called in the row of numbers; its place, where nothing is said. */
  readonly number?: string;
}

export function columnsUnder(head: Head): readonly HeadOfColumn[] {
  return 'over' in head ? head.over.flatMap(columnsUnder) : [head];
}

/** Rows of heads. */
export function depthOf(head: Head): number {
  return 'over' in head ? 1 + Math.max(...head.over.map(depthOf)) : 1;
}
