/** A source that does not serve. */
export interface Outage {
  readonly source: string;
  readonly status: string;
  readonly since: Date;
  /** Why, with names of files and tables: for whoever runs the service, not for strangers. */
  readonly reasons: readonly string[];
}

/** A line for each outage; details only where the operator wants them shown. */
export function outageLines(
  outages: readonly Outage[],
  { details }: { readonly details: boolean },
): readonly string[] {
  return outages.flatMap(({ source, status, since, reasons }) => {
    const line = `${source} ${status}`;
    return details
      ? [`${line} since ${since.toISOString()}`, ...reasons.map((reason) => `  ${reason}`)]
      : [line];
  });
}
