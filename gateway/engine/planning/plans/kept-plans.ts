import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FetchPlan } from '../plan-tree.ts';
import { print } from 'graphql';
import type { Plans } from './plans.ts';

export interface KeptPlansOptions {
  /** Where they are kept; made if it is not there. */
  readonly directory: string;
  readonly supergraphSdl: string;
  /** Those used last are kept, when others are thrown away; for a while there may be twice as many. */
  readonly most: number;
  /** Told once, where something could not be written. */
  readonly onUnwritten: (cause: Error) => void;
}

const { version: plannerVersion } = createRequire(import.meta.url)(
  '@apollo/query-planner/package.json',
) as { readonly version: string };

/**
 * Plans that outlast the process: one that is made is written to a file of its own, and read from there by the next process
 * that needs it, in a folder for each supergraph and version of what plans. A file that cannot be read or written is as one that is not there.
 *
 * @param createPlans - What makes those that are not kept; it is told whether any are, and may then take its time to begin.
 */
export function keptPlans(
  createPlans: (anyKept: boolean) => Plans,
  { directory, supergraphSdl, most, onUnwritten }: KeptPlansOptions,
): Plans {
  const folder = join(directory, digest(supergraphSdl, plannerVersion, ...ownFiles()));
  const anyKept = holdsPlans(folder);
  const plans = createPlans(anyKept);
  // Folders of other supergraphs stay for a while: a supergraph may be taken back.
  let keeping = clean(folder, most).then(() => clean(directory, MOST_FOLDERS));
  let written = 0;
  let isTold = false;

  async function keep(file: string, plan: FetchPlan): Promise<void> {
    try {
      await write(file, plan);
    } catch (error) {
      if (!isTold) onUnwritten(error as Error);
      isTold = true;
      return;
    }
    written += 1;
    if (written % most === 0) await clean(folder, most);
  }

  return {
    validated: anyKept,
    async plan(operation, labels) {
      const file = join(folder, digest(print(operation), ...labels));
      const kept = await read(file);
      if (kept !== undefined) return kept;
      const plan = await plans.plan(operation, labels);
      // One at a time, so that there are never more than are to be kept twice.
      keeping = keeping.then(() => keep(file, plan));
      return plan;
    },
    close: () => {
      plans.close();
    },
  };
}

/** The folder itself is no sign: a faulty supergraph's is made, too. */
function holdsPlans(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => PLAN.test(name));
  } catch {
    return false;
  }
}

/** How a whole plan's file is called. */
const PLAN = /^[0-9a-f]{32}$/u;

/** Supergraphs whose plans are kept. */
const MOST_FOLDERS = 4;

/** What plans: its text is its version, which nobody can forget to raise. */
function ownFiles(): readonly Buffer[] {
  const room = fileURLToPath(new URL('..', import.meta.url));
  return readdirSync(room, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
}

function digest(...texts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length} `).update(text);
  return hash.digest('hex').slice(0, 32);
}

async function read(file: string): Promise<FetchPlan | undefined> {
  try {
    const plan = JSON.parse(await readFile(file, 'utf8')) as FetchPlan;
    const now = new Date();
    void utimes(file, now, now).catch(() => undefined);
    return plan;
  } catch {
    return undefined;
  }
}

/** Whole or not at all: another process may read meanwhile, and this one may end. */
async function write(file: string, plan: FetchPlan): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`;
  try {
    await writeFile(unfinished, JSON.stringify(plan), { mode: 0o600, flag: 'wx' });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Keeps in a folder, which is made if it is not there, what was used last. */
async function clean(folder: string, most: number): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = await readdir(folder);
    const used = await Promise.all(
      names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
    );
    const old = used.sort((one, other) => other.at - one.at).slice(most);
    await Promise.all(old.map(({ name }) => rm(join(folder, name), { recursive: true })));
  } catch {
    // Another process cleans too; or nothing can be kept, and all is planned.
  }
}
