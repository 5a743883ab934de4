import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { layouts } from './products/index.ts';
import { judge, rowOf } from './judge.ts';
import { suggestFor, writeLayout } from './suggest-layout.ts';

await runCommand(
  {
    usage: 'npm run connect-layouts',
    about:
      'Prints how much of each layout of scripts/trials/layouts is found at the first guess, as docs/connecting-an-agency.md has it.',
    settings: z.object({}),
  },
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'motcua-layouts-'));
    try {
      for (const [index, layout] of layouts.entries()) {
        const url = `file:${join(directory, `${index}.db`)}`;
        await writeLayout(layout, 'sqlite', url);
        process.stdout.write(`${rowOf(layout, judge(layout, await suggestFor(layout, url)))}\n`);
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
);
