import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../service/settings/arguments.ts';
import { createLog } from '../service/log.ts';
import { logLevelSetting } from '../service/settings/settings.ts';
import { type CopyProgress, copySource } from '../subgraphs/sources/copy/copy-source.ts';
import type { Source } from '../subgraphs/sources/database/source.ts';
import { copyDir, copyMemory } from './copy-settings.ts';
import { inRepository, SUBGRAPHS, type SubgraphName } from './subgraph-names.ts';
import { openSubgraphSources, sourcesFor } from './subgraphs.ts';

interface Chosen {
  readonly subgraph: SubgraphName;
  readonly source: Source;
}

/** Rows between two lines where nobody watches. */
const A_LINE = 20_000;

/** One line a table that grows where someone watches, otherwise a line now and then. */
function createProgress(): (progress: CopyProgress) => void {
  let said = 0;
  return ({ source, table, rows, total }) => {
    const percent = total === 0 ? 100 : Math.floor((rows * 100) / total);
    const done = `${source} ${table}: ${rows.toLocaleString('en')} of ${total.toLocaleString('en')} rows`;
    if (process.stderr.isTTY) {
      const bar = '█'.repeat(Math.floor(percent / 4)).padEnd(25, '░');
      process.stderr.write(`\r${bar} ${percent} %  ${done.padEnd(60)}`);
    } else if (rows < said || rows - said >= A_LINE) {
      said = rows;
      process.stderr.write(`${done}\n`);
    }
  };
}

/** Copies each in turn; resolves to how many could not be copied. */
async function copyAll(
  chosen: readonly Chosen[],
  options: { readonly directory: string; readonly memory: string; readonly signal: AbortSignal },
): Promise<number> {
  let failed = 0;
  for (const { subgraph, source } of chosen) {
    if (options.signal.aborted) return failed + 1;
    const began = performance.now();
    try {
      const { rows, path } = await copySource(source, {
        ...options,
        directory: join(options.directory, subgraph),
        onProgress: createProgress(),
      });
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      const line = `${source.code}: ${rows.toLocaleString('en')} rows in ${seconds} s, ${path}`;
      process.stdout.write(`${process.stderr.isTTY ? '\n' : ''}${line}\n`);
    } catch (error) {
      failed += 1;
      const why = error instanceof Error ? error.message : String(error);
      process.stderr.write(`${process.stderr.isTTY ? '\n' : ''}${source.code}: ${why}\n`);
    }
  }
  return failed;
}

await runCommand(
  {
    usage: 'npm run copy -- [--source CODE] [--copy-dir DIR]',
    about:
      'Copies the sources in canonical form, each into a file of its own. The graph answers lists from the copies that an old server would have to search all its rows for, and everything while a source is down. Exit code 1 if a source could not be copied.',
    settings: z.object({
      source: z.string().optional().meta({
        flag: 'source',
        give: 'a source’s code',
        about: 'copies this one alone',
      }),
      copyDir,
      copyMemory,
      sources: z.string().optional().meta({
        flag: 'sources',
        env: 'SOURCES_DIR',
        give: 'a folder',
        about: 'mapping files of your own: of one-stops, or in folders onestop, vic and procedures',
      }),
      demoDirectory: z.string().default(inRepository('.demo')).meta({
        flag: 'demo',
        env: 'DEMO_DIR',
        give: 'a folder',
        about: 'where the demo province’s databases are',
      }),
      logLevel: logLevelSetting('warn'),
    }),
  },
  async ({ source: code, copyDir, copyMemory, sources, demoDirectory, logLevel }) => {
    const log = createLog({ service: 'copy', level: logLevel });
    const opened = await Promise.all(
      SUBGRAPHS.map(async ({ name }): Promise<readonly Chosen[]> => {
        const all = await openSubgraphSources(name, {
          directory: sourcesFor(name, sources, 'onestop'),
          environment: { ...process.env, DEMO_DIR: demoDirectory },
          log,
        });
        return all.map((source) => ({ subgraph: name, source }));
      }),
    );
    const all = opened.flat();
    const chosen = all.filter(({ source }) => code === undefined || source.code === code);
    const stop = new AbortController();
    process.once('SIGINT', () => {
      stop.abort(new Error('broken off; the next run goes on from here'));
    });
    try {
      if (chosen.length === 0) {
        const codes = all.map(({ source }) => source.code).join(', ');
        process.stderr.write(`There is no source “${code ?? ''}”; there are ${codes}.\n`);
        process.exitCode = 2;
        return;
      }
      const failed = await copyAll(chosen, {
        directory: copyDir,
        memory: copyMemory,
        signal: stop.signal,
      });
      process.exitCode = failed === 0 ? 0 : 1;
    } finally {
      await Promise.all(all.map(({ source }) => source.close()));
    }
  },
);
