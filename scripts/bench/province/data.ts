import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { copyFiles } from '../../../subgraphs/sources/copy/keeping/files/copy-files.ts';
import { offices } from '../../demo/province/offices.ts';
import { isCurrent } from '../../demo/province/note.ts';
import { inRepository } from '../../run/subgraph-names.ts';

/** A year of the province, and a copy of each of its sources. */
export interface ProvinceData {
  readonly demo: string;
  readonly copies: string;
}

/** Writes the year's databases where they are not in the folder yet, which takes minutes; resolves to where they are. */
export function ensureYear(directory: string): string {
  const demo = join(directory, 'demo');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (!isCurrent(demo)) run('demo/demo-data.ts', '--scale', '1', '--out', demo);
  // A copy is of a database at one place: a link to it is another.
  return realpathSync(demo);
}

/** Writes what of it is not in the folder yet: minutes for the databases, and some more for the copies. */
export function ensureProvince(directory: string): ProvinceData {
  const [demo, copies] = [ensureYear(directory), join(directory, 'copy')];
  const sources = [
    ...offices.map(({ source }) => ['onestop', source] as const),
    ...([
      ['vic', 'VIC'],
      ['procedures', 'TTHC'],
    ] as const),
  ];
  for (const [subgraph, source] of sources) {
    const folder = join(copies, subgraph);
    if (existsSync(folder) && copyFiles(folder).some((file) => file.source === source)) continue;
    run('run/copy.ts', '--demo', demo, '--copy-dir', copies, '--source', source);
  }
  return { demo, copies };
}

function run(script: string, ...args: readonly string[]): void {
  const path = inRepository(`scripts/${script}`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`${script} ${args.join(' ')} ended with ${String(status)}`);
}
