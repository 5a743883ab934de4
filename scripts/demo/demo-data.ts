import { z } from 'zod';
import { runCommand } from '../../service/settings/arguments.ts';
import { endSignal } from '../../service/shutdown.ts';
import { ensureDemoData, USUAL_SCALE, USUAL_SEED } from './ensure.ts';

void runCommand(
  {
    usage: 'npm run demo-data -- [--scale S] [--out DIR] [--seed N]',
    about:
      'Writes the demo province’s legacy databases as SQLite files, with the ground truth beside them (truth.ndjson.gz).',
    settings: z.object({
      scale: z.coerce.number().positive().max(2).default(USUAL_SCALE).meta({
        flag: 'scale',
        give: 'a number',
        about: 'share of a whole year’s load; 1 is 547,500 dossiers',
      }),
      out: z.string().default('.demo').meta({
        flag: 'out',
        give: 'a folder',
        about: 'where to write; a demo province that is there is replaced',
      }),
      seed: z.coerce.number().int().default(USUAL_SEED).meta({
        flag: 'seed',
        give: 'a number',
        about: 'another seed makes another province',
      }),
    }),
  },
  ({ scale, out, seed }) => ensureDemoData({ directory: out, scale, seed, signal: endSignal() }),
);
