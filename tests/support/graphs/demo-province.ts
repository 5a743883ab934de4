import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDemoData } from '../../../scripts/demo/ensure.ts';
import { madeOnce } from '../run/made-once.ts';

/**
 * Writes the demo province, as large as `npm start` does, into a folder that is not there yet. The first suite of a run of the
 * tests makes it, the others copy that: to make it takes two seconds of a processor, to copy it none.
 */
export async function demoProvince(directory: string): Promise<void> {
  const made = await madeOnce('demo', (own) =>
    ensureDemoData({ directory: join(own, 'province'), onProgress: () => undefined }),
  );
  cpSync(join(made, 'province'), directory, { recursive: true });
}
