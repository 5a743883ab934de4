/** What is known of a table of a copy though nobody has looked at its rows. */
export interface TableFacts {
  readonly rows: number;
  /** Columns of moments that have a value in every row, as far as is known. */
  readonly full: ReadonlySet<string>;
}
