import { accessSync, constants, mkdirSync, opendirSync } from 'node:fs';
import { z } from 'zod';
import { ConfigFault, systemReason } from '../../service/settings/config.ts';
import { wholeNumber } from '../../service/settings/settings.ts';
import { USUAL_KEPT } from '../../subgraphs/sources/copy/kept-answers.ts';
import {
  type CopyKey,
  createCopyKey,
  keyBytes,
} from '../../subgraphs/sources/copy/personal/copy-key.ts';
import type { CopySettings } from '../../subgraphs/sources/copy/with-copies.ts';
import { urlFault } from '../../subgraphs/sources/mapping/url.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** Where copies are kept. */
export const copyDir = z.string().default('.copy').meta({
  flag: 'copy-dir',
  env: 'COPY_DIR',
  give: 'a folder',
  about: 'where the copies of the sources are kept',
});

/** Where they are kept instead, for several hosts. */
export const copyUrl = z
  .string()
  .refine((url) => urlFault('postgres', url) === undefined, 'no URL of PostgreSQL')
  .optional()
  .meta({
    env: 'COPY_URL',
    secret: true,
    give: 'a URL such as postgres://user:password@host:5432/database',
    about:
      'a database of PostgreSQL in which copies are kept that several hosts share; the folder is not used then',
  });

const AMOUNT = /^\d+(?:MB|GB)$/;

export const copyMemory = z.string().regex(AMOUNT).default('300MB').meta({
  env: 'COPY_MEMORY',
  give: 'an amount such as 300MB',
  about: 'what reading or writing the copies may take of the memory',
});

export const duration = z
  .string()
  .regex(/^[1-9]\d*[smh]$/)
  .transform((written) => Number(written.slice(0, -1)) * (UNITS[written.slice(-1)] ?? 0));

export const copyFullEvery = duration.prefault('24h').meta({
  env: 'COPY_FULL_EVERY',
  give: 'a time such as 12h',
  about: 'when all rows are read again of a source that tells which have changed',
});

const copyEvery = duration.optional().meta({
  flag: 'copy-every',
  env: 'COPY_EVERY',
  give: 'a time such as 15m or 1h',
  about: 'copies all sources now and then again so long after each pass; never, if not given',
});

/** What personal data in the copies is encrypted with. */
export const copyKey = z
  .string()
  .transform((written, context) => {
    const bytes = keyBytes(written);
    if (bytes !== null) return createCopyKey(bytes);
    context.addIssue('no key');
    return z.NEVER;
  })
  .optional()
  .meta({
    env: 'COPY_KEY',
    secret: true,
    give: '32 bytes in base64 or hexadecimal digits',
    about: 'what personal data in the copies is encrypted with, where a mapping has it copied',
  });

const MIB = 1_048_576;
const MOST_KEPT = 1_024 * MIB;
const USUAL = `${USUAL_KEPT / MIB}MB`;

/** What is kept of counts over copies; in bytes. */
const copyAnswers = z
  .string()
  .regex(AMOUNT)
  .transform((written) => parseInt(written) * (written.endsWith('GB') ? 1_024 : 1) * MIB)
  .refine((bytes) => bytes <= MOST_KEPT)
  .prefault(USUAL)
  .meta({
    env: 'COPY_ANSWERS',
    give: 'an amount such as 16MB, of at most 1GB',
    about:
      'what each subgraph keeps of counts and look-ups over copies may take of the memory; 0MB for none',
  });

/** How a process that serves reads and writes copies. */
export const copySettings = {
  copyDir,
  copyUrl,
  copyMemory,
  copyThreads: wholeNumber(1, 64).default(2).meta({
    env: 'COPY_THREADS',
    give: 'a number from 1 to 64',
    about: 'threads that read the copies',
  }),
  copyAnswers,
  copyEvery,
  copyFullEvery,
  copyKey,
};

/** Throws where copies are to be written and the folder for them cannot be. */
export function checkCopyDir(directory: string): void {
  usingCopyDir(directory, () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.W_OK);
  });
}

/** Throws where copies are only read, and there is something that is no folder to read; where nothing is, there are no copies. */
function checkReadCopyDir(directory: string): void {
  usingCopyDir(directory, () => {
    try {
      opendirSync(directory).closeSync();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  });
}

function usingCopyDir(directory: string, use: () => void): void {
  try {
    use();
  } catch (error) {
    throw new ConfigFault([
      `--copy-dir (or COPY_DIR) cannot be “${directory}”: ${systemReason(error)}.`,
    ]);
  }
}

/** What a subgraph is told of them. */
export function copiesOf(given: {
  readonly copyDir: string;
  readonly copyUrl?: string | undefined;
  readonly copyMemory: string;
  readonly copyThreads: number;
  readonly copyAnswers: number;
  readonly copyEvery?: number | undefined;
  readonly copyFullEvery: number;
  readonly copyKey?: CopyKey | undefined;
}): CopySettings {
  if (given.copyUrl === undefined) {
    const check = given.copyEvery === undefined ? checkReadCopyDir : checkCopyDir;
    check(given.copyDir);
  }
  return {
    directory: given.copyDir,
    url: given.copyUrl,
    memory: given.copyMemory,
    threads: given.copyThreads,
    answers: given.copyAnswers,
    every: given.copyEvery ?? null,
    fullEvery: given.copyFullEvery,
    key: given.copyKey,
  };
}
