import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { runCommand } from '../../service/settings/arguments.ts';
import { createLog } from '../../service/log.ts';
import { logLevelSetting } from '../../service/settings/settings.ts';
import { endSignal } from '../../service/shutdown.ts';
import type { CopyStore } from '../../subgraphs/sources/copy/keeping/copy-store.ts';
import { openStore } from '../../subgraphs/sources/copy/keeping/open-store.ts';
import { copySource } from '../../subgraphs/sources/copy/writing/copy-source.ts';
import type { CopyOptions, CopyProgress } from '../../subgraphs/sources/copy/writing/copying.ts';
import type { Source } from '../../subgraphs/sources/database/source.ts';
import {
  checkCopyDir,
  copyDir,
  copyFullEvery,
  copyKey,
  copyMemory,
  copyUrl,
  duration,
} from './copy-settings.ts';
import { demoDirectory, sources } from './source-settings.ts';
import { SUBGRAPHS } from './subgraph-names.ts';
import { openSubgraphSources, sourcesFor } from './subgraphs.ts';

interface Chosen {
  readonly source: Source;
  readonly store: CopyStore;
}

/** Rows between two lines where nobody watches. */
const A_LINE = 20_000;

/** A bar for each table where someone watches; otherwise a line now and then, and one for each table that is done. */
function createProgress(): (progress: CopyProgress) => void {
  let said = 0;
  return ({ source, table, rows, total, done, changes }) => {
    const counted = changes
      ? `${source} ${table}: ${number(rows)} changed rows`
      : `${source} ${table}: ${number(rows)} of ${number(total)} rows`;
    if (process.stderr.isTTY) {
      const percent = total === 0 ? 100 : Math.floor((rows * 100) / total);
      const bar = '█'.repeat(Math.floor(percent / 4)).padEnd(25, '░');
      process.stderr.write(`\r${bar} ${percent} %  ${counted.padEnd(60)}${done ? '\n' : ''}`);
    } else if (done || rows - said >= A_LINE) {
      said = done ? 0 : rows;
      process.stderr.write(`${counted}\n`);
    }
  };
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function secondsSince(began: number): string {
  return `${((performance.now() - began) / 1_000).toFixed(1)} s`;
}

/** Copies each in turn, until the signal; resolves to whether all were copied. */
async function copyAll(
  chosen: readonly Chosen[],
  options: Omit<CopyOptions, 'store'> & { readonly signal: AbortSignal },
): Promise<boolean> {
  const { signal } = options;
  const began = performance.now();
  let [copied, all] = [0, 0];
  for (const { source, store } of chosen) {
    if (signal.aborted) break;
    const itsBegin = performance.now();
    const hours = source.mapping?.copy.hours;
    if (hours !== undefined)
      process.stderr.write(`${source.code}: copied now, whatever its hours are (${hours})\n`);
    try {
      const { rows, place } = await copySource(source, {
        ...options,
        store,
        onProgress: createProgress(),
      });
      copied += 1;
      all += rows;
      process.stdout.write(
        `${source.code}: ${number(rows)} rows in ${secondsSince(itsBegin)}, ${place}\n`,
      );
    } catch (error) {
      process.stderr.write(
        `${process.stderr.isTTY ? '\n' : ''}${source.code}: ${whyNot(source, error)}\n`,
      );
    }
  }
  const sources = `${copied} of ${chosen.length} source${chosen.length === 1 ? '' : 's'}`;
  process.stdout.write(`Copied ${sources}: ${number(all)} rows in ${secondsSince(began)}.\n`);
  return copied === chosen.length;
}

/** Why a source was not copied: of one that does not serve, what is wrong with it. */
function whyNot(source: Source, error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const { reasons } = source.state();
  return error instanceof GraphQLError ? [said, ...reasons].join('\n  ') : said;
}

/** Whether so many milliseconds have passed without the signal. */
function waited(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return sleep(milliseconds, true, { signal }).catch(() => false);
}

/** Exit codes. */
const NOT_ALL = 1;
const MISUSED = 2;
const BROKEN_OFF = 130;

void runCommand(
  {
    usage: 'npm run copy -- [--source CODE] [--full] [--every TIME] [--copy-dir DIR]',
    about:
      'Copies the sources in canonical form, each into a file, or a schema (COPY_URL), of its own. The graph answers lists from the copies that an old server would have to search all its rows for, and everything while a source is down. Ctrl-C breaks off, and the next run goes on from there. Exit code 1 if a source could not be copied, 2 for wrong settings, 130 if it was broken off.',
    settings: z.object({
      source: z.string().optional().meta({
        flag: 'source',
        give: 'a source’s code',
        about: 'copies this one alone',
      }),
      full: z.stringbool().default(false).meta({
        flag: 'full',
        about: 'reads all rows, also of a source whose mapping tells which have changed',
      }),
      every: duration.optional().meta({
        flag: 'every',
        give: 'a time such as 15m or 1h',
        about: 'goes on: copies again so long after each pass, until Ctrl-C',
      }),
      copyDir,
      copyUrl,
      copyFullEvery,
      copyMemory,
      copyKey,
      sources,
      demoDirectory,
      logLevel: logLevelSetting('silent'),
    }),
  },
  async ({ source: code, sources, demoDirectory, logLevel, every, ...given }) => {
    if (given.copyUrl === undefined) checkCopyDir(given.copyDir);
    const log = createLog({ service: 'copy', level: logLevel });
    const opened = await Promise.all(
      SUBGRAPHS.map(async ({ name }): Promise<readonly Chosen[]> => {
        const all = await openSubgraphSources(name, {
          directory: sourcesFor(name, sources, 'onestop'),
          environment: { ...process.env, DEMO_DIR: demoDirectory },
          log,
        });
        const { copyDir: directory, copyUrl: url, copyMemory: memory } = given;
        const store = openStore({ directory, url, memory, threads: 1 }, name, log);
        return all.map((source) => ({ source, store }));
      }),
    );
    const all = opened.flat();
    const chosen = all.filter(({ source }) => code === undefined || source.code === code);
    const ending = endSignal(new Error('broken off; the next run goes on from here'));
    try {
      if (chosen.length === 0) {
        const codes = all.map(({ source }) => source.code).join(', ');
        process.stderr.write(`There is no source “${code ?? ''}”; there are ${codes}.\n`);
        process.exitCode = MISUSED;
        return;
      }
      const options = {
        full: given.full,
        fullEvery: given.copyFullEvery,
        key: given.copyKey,
        signal: ending,
      };
      let whole: boolean;
      do whole = await copyAll(chosen, options);
      while (every !== undefined && (await waited(every, ending)));
      process.exitCode = ending.aborted ? BROKEN_OFF : whole ? 0 : NOT_ALL;
    } finally {
      await Promise.all(all.flatMap(({ source, store }) => [source.close(), store.close()]));
    }
  },
);
