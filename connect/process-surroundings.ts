import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Surroundings } from './surroundings.ts';

/** The surroundings of a command of this process. */
export function processSurroundings(): Surroundings {
  const { argv, env, stdin, stdout, stderr } = process;
  // A reader that has seen enough, such as `head`, is no fault.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    environment: env,
    calledAs: argv[1] ?? '',
    out: (text) => stdout.write(text),
    tell: (text) => stderr.write(text),
    interactive: stdin.isTTY && stderr.isTTY,
    colour: stdout.isTTY && (env['NO_COLOR'] ?? '') === '',
    async ask(question, { secret = false } = {}) {
      stderr.write(question);
      const output = secret ? nowhere() : stderr;
      const reader = createInterface({ input: stdin, output, terminal: true });
      try {
        return await reader.question('');
      } finally {
        reader.close();
        if (secret) stderr.write('\n');
      }
    },
  };
}

/** What is typed is not shown. */
function nowhere(): Writable {
  return new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });
}
