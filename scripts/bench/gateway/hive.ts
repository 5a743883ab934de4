import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../../run/subgraph-names.ts';

/** Hive Gateway lives beside our dependencies, not among them. */
const FOLDER = inRepository('node_modules/.cache/bench');
const PROGRAM = join(FOLDER, 'node_modules/@graphql-hive/gateway/dist/bin.js');
const CONFIG = join(FOLDER, 'gateway.config.mjs');
const PACKAGES = ['@graphql-hive/gateway@2.15.1', '@graphql-hive/router-runtime@1.4.23'];

/** Forwards `authorization`, as all gateways of the benchmark do. */
const CONFIG_TEXT = `export const gatewayConfig = {
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({
      authorization: request.headers.get('authorization'),
    }),
  },
};
`;

/** Installs Hive Gateway with its Rust planner, once; answers why not, where it cannot be had. */
export function installHive(): string | undefined {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(CONFIG, CONFIG_TEXT);
  if (existsSync(PROGRAM)) return undefined;
  writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }\n');
  const { status, stderr } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...PACKAGES],
    { cwd: FOLDER, encoding: 'utf8' },
  );
  return status === 0 ? undefined : stderr.trim();
}

/** The arguments that make a node process Hive Gateway. */
export function hiveCommand(
  supergraph: string,
  port: number,
  options: readonly string[],
): readonly string[] {
  const where = ['--host', '127.0.0.1', '--port', String(port), '--config-path', CONFIG];
  return [PROGRAM, ...where, 'supergraph', supergraph, ...options];
}
