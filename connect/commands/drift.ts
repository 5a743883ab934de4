import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { driftOfSources } from '../drift/drift.ts';
import { type Lock, lockOf, lockSchema } from '../drift/lock.ts';
import { withMapped } from '../mapped/open-mapped.ts';
import { createProgress } from '../report/progress.ts';
import { subcommand } from '../subcommand.ts';
import { CouldNotRun, EXIT } from '../surroundings.ts';
import { file, kind } from './mapping-settings.ts';
import { refusedCode } from './preview.ts';
import { json } from './settings.ts';

export const drift = subcommand(
  {
    name: 'drift',
    line: 'what has changed in a database since its mapping was last held to be right',
    usage: 'npm run connect -- drift FILE [--lock LOCK] [--accept] [--json]',
    about:
      'Holds a database against a lock file: types of columns, codes that the lists lack, shares of what is empty or cannot be read, rows that have gone. The first run writes the lock file beside the mapping, and --accept writes it anew, with what has come to the mapping since. It holds counts, types and codes, and no citizen’s value. Exit code 1 where something has changed.',
    bare: 'file',
    settings: z.object({
      file,
      kind,
      lock: z.string().optional().meta({
        flag: 'lock',
        give: 'the name of a file',
        about: 'the lock file, if not FILE.lock.json',
      }),
      accept: z.stringbool().default(false).meta({
        flag: 'accept',
        about: 'takes what there is now as right',
      }),
      json,
    }),
    examples: [
      'npm run connect -- drift sources/nam-can.yaml',
      'npm run connect -- drift sources/nam-can.yaml --accept',
    ],
  },
  async ({ config, surroundings }) => {
    const lockFile = config.lock ?? `${config.file}.lock.json`;
    const before = existsSync(lockFile) ? readLock(lockFile) : null;
    const progress = createProgress(surroundings);
    return withMapped(
      { path: config.file, kind: config.kind },
      surroundings.environment,
      async (sources) => {
        const locks: Record<string, Lock> = {};
        for (const one of sources.filter(({ entities }) => entities !== null)) {
          progress.say(`Reading ${one.source.file}`);
          locks[one.source.code] = await lockOf(one);
        }
        progress.done();
        const refused = refusedCode(sources, surroundings);
        if (refused !== EXIT.WELL) return refused;
        const changes = before === null ? [] : driftOfSources(before, locks);
        if (config.json) surroundings.out(`${JSON.stringify(changes, null, 2)}\n`);
        else for (const change of changes) surroundings.out(`${change}\n`);
        if (before === null || config.accept) {
          writeFileSync(lockFile, `${JSON.stringify(locks, null, 2)}\n`);
          surroundings.tell(`Written: ${lockFile}\n`);
        }
        return changes.length > 0 && !config.accept ? EXIT.FAULTS : EXIT.WELL;
      },
    );
  },
);

function readLock(path: string): Readonly<Record<string, Lock>> {
  try {
    return z.record(z.string(), lockSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new CouldNotRun(`${path} is no lock file — take it away, or write it anew`);
  }
}
