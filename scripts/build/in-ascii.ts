import { writeFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * Writes what is bundled in ASCII alone, so that it is read without being decoded and V8 holds a byte a letter. esbuild writes texts so,
 * but leaves comments and regular expressions as they are.
 */
export const inAscii: Plugin = {
  name: 'in-ascii',
  setup(build) {
    build.onEnd(({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) writeFileSync(path, escaped(text));
    });
  },
};

function escaped(text: string): string {
  return text.replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
