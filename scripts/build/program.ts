import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

/** All that the package runs, as one function's text, and what V8 has made of it, beside the file that begins it. */
export const PROGRAM_FILE = 'program.cjs';
export const COMPILED_FILE = 'program.compiled';

/**
 * V8 optimises what has run for thrice as long as it would wait by itself: most of what it optimised during a start never ran again,
 * and took a fifth of all CPU. What V8 has compiled holds for the same flags alone, so those are set before.
 */
const OPTIMISING = '--interrupt-budget=400000';

/** What `npm start` gives to node, as far as that can be set while it runs: from then on, for a start only fills the heap. */
const HEAP = '--heap-growing-percent=40';
const STARTED_MS = 5_000;

/** The program of a folder, compiled where V8 takes what was compiled before: that of another version compiles again. */
export function readProgram(folder: string): {
  readonly script: Script;
  readonly run: () => void;
} {
  setFlagsFromString(OPTIMISING);
  const filename = join(folder, PROGRAM_FILE);
  const compiled = join(folder, COMPILED_FILE);
  const script = new Script(readFileSync(filename, 'latin1'), {
    filename,
    ...(existsSync(compiled) && { cachedData: readFileSync(compiled) }),
  });
  return {
    script,
    run: () => {
      const program = script.runInThisContext() as (require: NodeJS.Require, at: string) => void;
      program(createRequire(filename), dirname(filename));
    },
  };
}

/** Has V8 keep the heap small, once the program has started. */
export function keepHeapSmall(): void {
  setTimeout(() => {
    setFlagsFromString(HEAP);
  }, STARTED_MS).unref();
}
