import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { copyFiles } from '../../../subgraphs/sources/copy/copy-files.ts';
import { offices } from '../../demo/offices.ts';
import { isCurrent } from '../../demo/note.ts';
import { inRepository } from '../../subgraph-names.ts';

/** A year of the province, and a copy of each of its sources. */
export interface ProvinceData {
  readonly demo: string;
  readonly copies: string;
}

/** Writes what of it is not in the folder yet: minutes for the databases, and some more for the copies. */
export function ensureProvince(directory: string): ProvinceData {
  const [demo, copies] = [join(directory, 'demo'), join(directory, 'copy')];
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (!isCurrent(demo)) run('demo-data.ts', '--scale', '1', '--out', demo);
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
    run('copy.ts', '--demo', realpathSync(demo), '--copy-dir', copies, '--source', source);
  }
  // A copy is of a database at one place: a link to it is another.
  return { demo: realpathSync(demo), copies };
}

function run(script: string, ...args: readonly string[]): void {
  const path = inRepository(`scripts/${script}`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`${script} ${args.join(' ')} ended with ${String(status)}`);
}
