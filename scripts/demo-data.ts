import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { runCommand } from '../service/settings/arguments.ts';
import { generateProvince, isCurrent, type Progress, readNote } from './demo/generate.ts';
import { inRepository } from './subgraph-names.ts';

/** Small enough to be written while the graph starts, large enough for every quirk to show. */
const USUAL_SCALE = 0.01;
const USUAL_SEED = 2016;

export interface DemoDataOptions {
  readonly directory: string;
  /** 1 is one whole year: 547,500 dossiers. */
  readonly scale?: number;
  readonly seed?: number;
  readonly onProgress?: (progress: Progress) => void;
}

/** Writes the demo province unless it is there: in this version, and as large and of the seed that is asked for, if any is. */
export async function ensureDemoData(options: DemoDataOptions): Promise<void> {
  const directory = resolve(options.directory);
  const there = isCurrent(directory) ? readNote(directory) : null;
  const { scale = there?.scale ?? USUAL_SCALE, seed = there?.seed ?? USUAL_SEED } = options;
  if (there?.scale === scale && there.seed === seed) return;
  generateProvince(directory, { scale, seed }, options.onProgress ?? showProgress);
  return Promise.resolve();
}

let shown = -1;

/** A bar where someone watches, otherwise a line now and then. */
function showProgress({ done, all, what }: Progress): void {
  const percent = Math.floor((done * 100) / all);
  if (process.stderr.isTTY) {
    const bar = '█'.repeat(Math.floor(percent / 4)).padEnd(25, '░');
    process.stderr.write(`\rDemo province ${bar} ${percent} %  ${what.padEnd(14)}`);
    if (done === all) process.stderr.write('\n');
  } else if (done === all || Math.floor(percent / 25) > shown) {
    shown = Math.floor(percent / 25);
    process.stderr.write(
      `Demo province: ${done.toLocaleString('en')} of ${all.toLocaleString('en')} dossiers\n`,
    );
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runCommand(
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
        out: z.string().default(inRepository('.demo')).meta({
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
    ({ scale, out, seed }) => ensureDemoData({ directory: out, scale, seed }),
  );
}
