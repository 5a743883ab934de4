import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { z } from 'zod';

/** `--check`, which every script that generates files knows. */
export const checkSettings = z.object({
  check: z.stringbool().default(false).meta({
    flag: 'check',
    about: 'write nothing; fail if a file is not as it would be written',
  }),
});

/** Writes a generated file or, where only checking, says that it is not what it should be. */
export async function writeGenerated(file: string, text: string, check: boolean): Promise<void> {
  const name = relative(process.cwd(), file);
  const standing = await readFile(file, 'utf8').catch(() => undefined);
  if (standing === text) return;
  if (check) {
    process.stderr.write(`${name} is out of date: run the script without --check.\n`);
    process.exitCode = 1;
  } else {
    await writeFile(file, text);
    process.stdout.write(`wrote ${name}\n`);
  }
}
