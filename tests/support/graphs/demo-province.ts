import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDemoData } from '../../../scripts/demo/ensure.ts';

/**
 * Writes the demo province, as large as `npm start` does, into a folder that is not there yet. The first suite of a run of the
 * tests makes it, the others copy that: to make it takes two seconds of a processor, to copy it none.
 */
export async function demoProvince(directory: string): Promise<void> {
  const shared = process.env['TEST_SHARED_DIR'];
  if (shared === undefined) throw new Error('jest.config.js has TEST_SHARED_DIR set');
  const kept = join(shared, 'demo');
  if (!existsSync(kept)) {
    const own = join(mkdtempSync(join(shared, 'own-')), 'demo');
    await ensureDemoData({ directory: own, onProgress: () => undefined });
    try {
      renameSync(own, kept);
    } catch {
      // Another suite was sooner; what it made is the same.
      rmSync(own, { recursive: true });
    }
  }
  cpSync(kept, directory, { recursive: true });
}
