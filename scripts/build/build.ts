import { chmodSync, cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { buildBrowser } from '../../gateway/statistics-page/build.ts';
import { runCommand } from '../../service/settings/arguments.ts';
import { bundle } from './bundle.ts';
import { keepCompiled } from './keep-compiled.ts';
import { RUNTIME_DATA } from './runtime-data.ts';
import { inRepository } from '../run/subgraph-names.ts';

function isData(path: string): boolean {
  // Of the page of statistics, browsers are sent what is made of it.
  if (path.endsWith('gateway/statistics-page/browser')) return false;
  // The explorer's script is for browsers, as it stands.
  if (/gateway\/explorer\/[\w-]+\.js$/u.test(path)) return true;
  return statSync(path).isDirectory() || !/\.(?:[jt]s|md)$/u.test(path);
}

async function makeDist(): Promise<void> {
  const dist = inRepository('dist');
  rmSync(dist, { recursive: true, force: true });
  for (const folder of RUNTIME_DATA) {
    cpSync(inRepository(folder), `${dist}/${folder}`, { recursive: true, filter: isData });
  }
  const built = `${dist}/gateway/statistics-page/built`;
  mkdirSync(built);
  for (const [name, text] of Object.entries(await buildBrowser()))
    writeFileSync(`${built}/${name}`, text);
  await bundle(dist);
  for (const file of ['cli.js', 'start.js']) chmodSync(`${dist}/scripts/${file}`, 0o755);
  await keepCompiled(dist);
}

await runCommand(
  {
    usage: 'npm run build',
    about:
      'Makes dist, in place of one that is there: the program, and the files that it reads, for a server that has no need of the sources.',
    settings: z.object({}),
  },
  makeDist,
);
