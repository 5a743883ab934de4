import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRepository } from '../../run/subgraph-names.ts';
import type { CopiedOffice } from './copied-office.ts';

/** One way in which copying goes wrong. It leaves nothing behind that a copy afterwards would not mend. */
export interface CopyFaultCase {
  readonly name: string;
  /** Whether what is copied says a moment that never was. */
  readonly falseMoment?: true;
  happen(office: CopiedOffice): Promise<void>;
}

/** Runs `npm run copy` over the office; resolves to its exit code, null where it was killed. */
export async function copy(
  office: CopiedOffice,
  {
    before = '',
    node = '',
    more = '',
    sources = office.sources,
    during,
  }: {
    readonly before?: string;
    readonly node?: string;
    readonly more?: string;
    readonly sources?: string;
    readonly during?: (kill: () => void) => Promise<void>;
  } = {},
): Promise<number | null> {
  const script = `${before} exec node --import tsx ${node} ${inRepository('scripts/run/copy.ts')} --source ${office.code} --sources ${sources} --copy-dir ${office.copies} ${more}`;
  const child = spawn('sh', ['-c', script], {
    env: { ...process.env, CHAOS_DIR: office.folder },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  await during?.(() => child.kill('SIGKILL'));
  const [code] = (await ended) as [number | null];
  return code;
}

const HOUR_BACK =
  '--import "data:text/javascript,const real = Date.now; Date.now = () => real() - 3600000;"';

export const COPY_FAULTS: readonly CopyFaultCase[] = [
  {
    name: 'killed',
    happen: async (office) => {
      for (const after of [900, 1_200, 1_500, 1_800])
        await copy(office, {
          more: '--full',
          during: async (kill) => {
            await sleep(after);
            kill();
          },
        });
    },
  },
  {
    name: 'no room on the disk',
    happen: async (office) => {
      await copy(office, { before: "trap '' XFSZ; ulimit -f 1200;", more: '--full' });
    },
  },
  {
    name: 'two processes',
    happen: async (office) => {
      await Promise.all([copy(office, { more: '--full' }), copy(office), copy(office)]);
    },
  },
  {
    name: 'a source that goes away',
    happen: async (office) => {
      const away = `${office.database}.away`;
      await copy(office, {
        more: '--full',
        during: async () => {
          await sleep(1_200);
          renameSync(office.database, away);
          await sleep(2_000);
          renameSync(away, office.database);
        },
      });
    },
  },
  {
    name: 'a file that is none',
    happen: (office) =>
      spoil(office, (file) => {
        writeFileSync(file, 'xin chào');
      }),
  },
  {
    name: 'a file that is cut off',
    happen: (office) =>
      spoil(office, (file) => {
        truncateSync(file, statSync(file).size / 2);
      }),
  },
  {
    name: 'another mapping',
    happen: async (office) => {
      await copy(office, { sources: office.otherSources });
    },
  },
  {
    name: 'a clock that is set back',
    falseMoment: true,
    happen: async (office) => {
      await copy(office, { node: HOUR_BACK });
    },
  },
];

/** Publishes a broken file as the newest copy, as a disk would that lost its end. */
async function spoil(office: CopiedOffice, work: (file: string) => void): Promise<void> {
  const folder = join(office.copies, 'onestop');
  if (!existsSync(folder)) return;
  const newest = Math.max(
    ...readdirSync(folder).flatMap((name) => Number(/\.(\d+)\.duckdb$/u.exec(name)?.[1] ?? [])),
  );
  const file = (generation: number): string => join(folder, `${office.code}.${generation}.duckdb`);
  copyFileSync(file(newest), join(folder, 'broken'));
  work(join(folder, 'broken'));
  renameSync(join(folder, 'broken'), file(newest + 1));
  await sleep(6_000);
}
