import type { Environment } from '../service/yaml/variables.ts';

/** What a command reads and writes beside databases and files. */
export interface Surroundings {
  readonly environment: Environment;
  /** The program by which it was called; the package's own command knows no `npm run`. */
  readonly calledAs: string;
  /** The command's answer. */
  readonly out: (text: string) => void;
  /** What is said beside the answer: progress, questions, what went wrong. */
  readonly tell: (text: string) => void;
  /** Somebody sits at a terminal and can be asked. */
  readonly interactive: boolean;
  readonly colour: boolean;
  /** An answer typed at the terminal; a secret one is not shown. */
  readonly ask: (question: string, how?: { readonly secret?: boolean }) => Promise<string>;
}

/** Exit codes of every command: for scripts, cron and CI. */
export const EXIT = { WELL: 0, FAULTS: 1, COULD_NOT_RUN: 2 } as const;

/** A command could not do its work, for a reason that its user can mend. */
export class CouldNotRun extends Error {
  override readonly name = 'CouldNotRun';
}
