import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync, statSync } from 'node:fs';
import { inRepository } from './subgraph-names.ts';

/** Where what is read while the graph runs lies among the code; it stands in the build where it stands in the tree. */
const FOLDERS = ['policy.yaml', 'schema', 'subgraphs', 'gateway', 'service', 'scripts/demo'];

function isData(path: string): boolean {
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
  for (const folder of FOLDERS) {
    cpSync(inRepository(folder), `${dist}/${folder}`, { recursive: true, filter: isData });
  }
  chmodSync(`${dist}/scripts/cli.js`, 0o755);
}
process.exitCode = status ?? 1;
