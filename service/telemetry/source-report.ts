/** How a source does, for whoever runs the graph. */
export interface SourceReport {
  readonly source: string;
  readonly name: string;
  /** `OK`, `STARTING`, or why it does not serve. */
  readonly status: string;
  /** Since when it has been so. */
  readonly since: Date;
  /** Why it does not serve, with names of files and tables. */
  readonly reasons: readonly string[];
  /** Why it last did not serve, though it may serve again; null where it always has. */
  readonly lastError: { readonly at: Date; readonly reasons: readonly string[] } | null;
  /** When the copy was made that is read; null where there is none. */
  readonly copiedAt: Date | null;
}
