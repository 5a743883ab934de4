import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { namedWith } from '../named-with.ts';
import { ACCESS_CHECKS, type Check } from './access-checks.ts';
import { inRepository } from '../../run/subgraph-names.ts';

/** What a copy does without: it is made anew, or belongs to nobody's tests. */
const LEFT_OUT = new Set(['.git', '.demo', 'node_modules', 'dist']);
/** So long a run may take on a busy machine; whatever takes longer is asked again by itself (`--only`). */
const MOST_MS = 600_000;

await runCommand(
  {
    usage: 'npm run mutate:access -- [--only TEXT]',
    about:
      'Leaves out each check of who may see what, one after another in a copy of the sources, and has its tests run: one of them must fail.',
    settings: z.object({
      only: z.string().default('').meta({
        flag: 'only',
        give: 'a text',
        about: 'only checks in whose name it stands',
      }),
    }),
  },
  ({ only }) => {
    const checks = namedWith(ACCESS_CHECKS, only);
    const copy = copied();
    try {
      const noticed = checks.filter((check) => {
        const verdict = verdictOn(check, copy);
        process.stdout.write(`${verdict.padEnd(9)} ${check.name}\n`);
        return verdict === 'noticed';
      });
      process.stdout.write(`${noticed.length} of ${checks.length} noticed\n`);
      if (noticed.length < checks.length) process.exitCode = 1;
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
    return Promise.resolve();
  },
);

/** The sources in a folder of their own, where nothing else is changed. */
function copied(): string {
  const copy = mkdtempSync(join(tmpdir(), 'motcua-mutations-'));
  const whole = inRepository('.');
  cpSync(whole, copy, {
    recursive: true,
    filter: (path) => !LEFT_OUT.has(relative(whole, path).split('/')[0] ?? ''),
  });
  symlinkSync(join(whole, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Whether a test fails without the check: one that has not ended says neither. */
type Verdict = 'noticed' | 'SURVIVED' | 'UNDECIDED';

/** Runs the tests without the check. Throws where its text is not in the file, once. */
function verdictOn({ name, file, text, without, tests }: Check, copy: string): Verdict {
  const path = join(copy, file);
  const whole = readFileSync(path, 'utf8');
  if (whole.split(text).length !== 2)
    throw new Error(`${file} has not the check of “${name}” once`);
  writeFileSync(
    path,
    whole.replace(text, () => without),
  );
  const jest = join('node_modules', 'jest', 'bin', 'jest.js');
  const { status, error } = spawnSync(
    process.execPath,
    ['--experimental-vm-modules', jest, '--runInBand', '--bail', '--forceExit', ...tests],
    { cwd: copy, stdio: 'ignore', timeout: MOST_MS },
  );
  writeFileSync(path, whole);
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') return 'UNDECIDED';
  if (error !== undefined) throw error;
  return status === 0 ? 'SURVIVED' : 'noticed';
}
