import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Enough for every office to have rows. */
const SCALE = '0.0002';

/**
 * Has the built program answer once over a little demo province, and keeps what V8 has compiled for that: the next starts with the
 * same Node compile nothing of it again. A child does it, which has Node's own flags alone, as whoever starts the program.
 */
export async function keepCompiled(dist: string): Promise<void> {
  const demo = await mkdtemp(join(tmpdir(), 'motcua-build-'));
  try {
    await ended([`${dist}/scripts/cli.js`, 'demo-data', '--scale', SCALE, '--out', demo]);
    await ended([`${dist}/scripts/rehearsal.js`, demo]);
  } finally {
    rmSync(demo, { recursive: true, force: true });
    rmSync(`${dist}/scripts/rehearsal.js`);
  }
}

async function ended(args: readonly string[]): Promise<void> {
  // Settings of whoever builds are none of the program's.
  const env = { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}`);
}
