/** A line of a file that somebody wrote. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** What is wrong with a file, where, and how to mend it. */
export interface WrittenFault extends Place {
  readonly what: string;
  readonly mend?: string;
}

/** The text that its author reads: `nam-can.yaml:14: … — …`. */
export function describeFault({ file, line, what, mend }: WrittenFault): string {
  return `${file}:${line}: ${what}${mend === undefined ? '' : ` — ${mend}`}`;
}
