import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * A folder that the suites of a run share, in the place where the first that asks makes it; the others wait for that. Nobody may
 * change what is in it.
 */
export async function madeOnce(
  name: string,
  make: (directory: string) => Promise<void>,
): Promise<string> {
  const shared = process.env['TEST_SHARED_DIR'];
  if (shared === undefined) throw new Error('jest.config.js has TEST_SHARED_DIR set');
  const directory = join(shared, name);
  const [made, failed] = [join(directory, 'made'), join(directory, 'failed')];
  if (isFirst(directory)) {
    try {
      await make(directory);
    } catch (error) {
      writeFileSync(failed, String(error));
      throw error;
    }
    writeFileSync(made, '');
  }
  while (!existsSync(made)) {
    if (existsSync(failed)) throw new Error(`${directory} could not be made`);
    await pause(50);
  }
  return directory;
}

function isFirst(directory: string): boolean {
  try {
    mkdirSync(directory);
    return true;
  } catch {
    return false;
  }
}
