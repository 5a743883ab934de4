import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { buildBrowser } from '../gateway/statistics-page/build.ts';
import { RUNTIME_DATA } from './runtime-data.ts';
import { inRepository } from './subgraph-names.ts';

function isData(path: string): boolean {
  // Of the page of statistics, browsers are sent what is made of it.
  if (path.endsWith('gateway/statistics-page/browser')) return false;
  // The explorer's script is for browsers, as it stands.
  if (/gateway\/explorer\/[\w-]+\.js$/u.test(path)) return true;
  return statSync(path).isDirectory() || !/\.(?:[jt]s|md)$/u.test(path);
}

const dist = inRepository('dist');
rmSync(dist, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [inRepository('node_modules/typescript/bin/tsc'), '-p', inRepository('tsconfig.build.json')],
  { stdio: 'inherit' },
);
if (status === 0) {
  for (const folder of RUNTIME_DATA) {
    cpSync(inRepository(folder), `${dist}/${folder}`, { recursive: true, filter: isData });
  }
  const built = `${dist}/gateway/statistics-page/built`;
  mkdirSync(built);
  for (const [name, text] of Object.entries(await buildBrowser()))
    writeFileSync(`${built}/${name}`, text);
  chmodSync(`${dist}/scripts/cli.js`, 0o755);
}
process.exitCode = status ?? 1;
