import { resolve } from 'node:path';
import type { Progress } from './generate.ts';
import { isCurrent, readNote } from './province/note.ts';

/** Small enough to be written while the graph starts, large enough for every quirk to show. */
export const USUAL_SCALE = 0.01;
export const USUAL_SEED = 2016;

interface DemoDataOptions {
  readonly directory: string;
  /** 1 is one whole year: 547,500 dossiers. */
  readonly scale?: number;
  readonly seed?: number;
  readonly onProgress?: (progress: Progress) => void;
  /** Aborts to break off. */
  readonly signal?: AbortSignal;
}

/** Writes the demo province unless it is there: in this version, and as large and of the seed that is asked for, if any is. */
export async function ensureDemoData(options: DemoDataOptions): Promise<void> {
  const directory = resolve(options.directory);
  const there = isCurrent(directory) ? readNote(directory) : null;
  const { scale = there?.scale ?? USUAL_SCALE, seed = there?.seed ?? USUAL_SEED } = options;
  if (there?.scale === scale && there.seed === seed) return;
  // Loaded for this alone: a start that finds the data there is half a second shorter without it.
  const { generateProvince } = await import('./generate.ts');
  const { onProgress = showProgress, signal } = options;
  await generateProvince(directory, { scale, seed, onProgress, signal });
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
