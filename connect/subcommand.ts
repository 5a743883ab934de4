import type { z } from 'zod';
import { calledBy, type Command, readCommand, sayOfItself } from '../service/settings/arguments.ts';
import { ConfigFault } from '../service/settings/config.ts';
import { CouldNotRun, EXIT, type Surroundings } from './surroundings.ts';

type Settings = z.ZodObject<Readonly<Record<string, z.ZodType>>>;

/** One word behind `npm run connect --`. */
export interface Subcommand {
  readonly name: string;
  /** What it does, in a line of the overview. */
  readonly line: string;
  /** Resolves to the exit code. */
  run(argv: readonly string[], surroundings: Surroundings): Promise<number>;
}

/** What a command is given. */
export interface Given<Schema extends Settings> {
  readonly config: Readonly<z.output<Schema>>;
  readonly argv: readonly string[];
  readonly surroundings: Surroundings;
}

/** A command that says its own help, and tells what is wrong with its use or its surroundings by the exit code 2. */
export function subcommand<Schema extends Settings>(
  { name, line, ...command }: { readonly name: string; readonly line: string } & Command<Schema>,
  work: (given: Given<Schema>) => Promise<number>,
): Subcommand {
  return {
    name,
    line,
    async run(argv, surroundings) {
      const { environment, calledAs } = surroundings;
      try {
        const config = readCommand(command, argv, environment);
        if (typeof config === 'string') {
          sayOfItself(command, config, argv, environment, surroundings);
          return EXIT.WELL;
        }
        return await work({ config, argv, surroundings });
      } catch (error) {
        if (error instanceof ConfigFault) {
          const use = calledBy(calledAs, `npm run connect -- ${name} --help shows its use.`);
          surroundings.tell(`${error.message}\n${use}\n`);
        } else if (error instanceof CouldNotRun) surroundings.tell(`${error.message}\n`);
        else throw error;
        return EXIT.COULD_NOT_RUN;
      }
    },
  };
}
