import { writeFileSync } from 'node:fs';
import { build, type BuildOptions } from 'esbuild';
import { inRepository } from '../run/subgraph-names.ts';
import { inAscii } from './in-ascii.ts';
import { PLACED_BANNER, places } from './places.ts';
import { PROGRAM_FILE } from './program.ts';

/** What has native code, and what is loaded as it stands in its package. */
const LEFT_IN_PLACE = ['libsql', '@duckdb/node-api', '@graphql-yoga/render-graphiql'];

/** What packages ask for where it is installed, and we have not: drivers that knex could use, development's own. */
const NOT_THERE = [
  'better-sqlite3',
  'esbuild',
  'mariadb',
  'mysql',
  'oracledb',
  'pg-native',
  'pg-query-stream',
  'sqlite3',
  'tsx',
];

/** Begun by name, each as a thread of its own. */
const THREADS = [
  'gateway/engine/planning/plans/threads/thread.ts',
  ...['mssql', 'mysql', 'postgres', 'sqlite'].map(
    (dialect) => `subgraphs/sources/dialects/${dialect}/worker.js`,
  ),
];

const COMMON: BuildOptions = {
  absWorkingDir: inRepository('.'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Half the text to read; names stay, and lines are short enough to be found by, for stacks stand in the log.
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 120,
  legalComments: 'none',
  external: [...LEFT_IN_PLACE, ...NOT_THERE].flatMap((name) => [name, `${name}/*`]),
  // What a thread asks of `import.meta` it asks where it runs from source alone.
  logOverride: { 'empty-import-meta': 'silent' },
  logLevel: 'warning',
};

/** Makes of all modules a few files, without reading three thousand at each start. */
export async function bundle(dist: string): Promise<void> {
  await build({
    ...COMMON,
    entryPoints: ['scripts/cli.ts'],
    outfile: `${dist}/scripts/${PROGRAM_FILE}`,
    format: 'cjs',
    // A function, as `program.ts` calls it.
    banner: {
      js: `(function (require, __dirname) { const module = { exports: {} }; ${PLACED_BANNER}`,
    },
    footer: { js: '})' },
    plugins: [places, inAscii],
    // Node 20 refuses each `import()` of a script that comes compiled; a `require` in its place is as late, and what is left in
    // its package can be required.
    supported: { 'dynamic-import': false },
    write: false,
  });
  await build({
    ...COMMON,
    entryPoints: {
      cli: 'scripts/build/begin.ts',
      start: 'scripts/build/begin-start.ts',
      rehearsal: 'scripts/build/rehearsal.ts',
    },
    outdir: `${dist}/scripts`,
    format: 'esm',
    banner: { js: '#!/usr/bin/env node' },
  });
  await build({
    ...COMMON,
    entryPoints: THREADS,
    outbase: '.',
    outdir: dist,
    // Each source begins one, and Node begins what is no module of the language with a sixth less CPU.
    format: 'cjs',
  });
  for (const folder of ['gateway', 'subgraphs'])
    writeFileSync(`${dist}/${folder}/package.json`, JSON.stringify({ type: 'commonjs' }));
}
