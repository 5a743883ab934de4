import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepHeapSmall, readProgram } from './program.ts';

// `dist/scripts/cli.js`: the package's own command.
readProgram(dirname(fileURLToPath(import.meta.url))).run();
keepHeapSmall();
