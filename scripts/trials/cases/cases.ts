import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCase } from './run-case.ts';

const USAGE = `Runs case folders against this checkout: legacy tables, a mapping, a query, the right answer.

  npm run cases -- FOLDER...

  FOLDER    a case, or a folder of cases (those within are run too); ../shared/cases/data-layer/* runs all there are
  --help    this text

TEST_PG_URL and TEST_MYSQL_URL name the servers on which cases make databases of their own, and drop them.
Exit code 1 if an answer is wrong or a case could not be asked, 2 if nothing could be run.
`;

const servers = {
  postgres: process.env['TEST_PG_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres',
  mysql: process.env['TEST_MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306/test',
};

/** The folders that hold a case, among these and within them; a file beside them is none. */
function casesIn(folder: string): readonly string[] {
  if (!statSync(folder).isDirectory()) return [];
  const inner = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => casesIn(join(folder, name)));
  return existsSync(join(folder, 'tables.sql')) ? [folder, ...inner] : inner;
}

/** What stands on the command line; null where an option does, which there is none of but `--help`. */
function readLine(): { readonly help: boolean; readonly folders: readonly string[] } | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', default: false } },
    });
    return { help: values.help, folders: positionals };
  } catch (error) {
    process.stderr.write(`${(error as Error).message.split('. ')[0] ?? ''}.\n`);
    return null;
  }
}

const line = readLine();
if (line?.help === true) {
  process.stdout.write(USAGE);
} else {
  const folders = line?.folders ?? [];
  const missing = folders.filter((folder) => !existsSync(folder));
  const cases = [...new Set(folders.filter((folder) => existsSync(folder)).flatMap(casesIn))];
  for (const folder of missing) process.stderr.write(`There is no folder ${folder}\n`);
  if (cases.length === 0) process.stderr.write(USAGE);

  let wrong = 0;
  for (const folder of cases.sort()) {
    const { right, failed, expected, actual, pages, logged } = await runCase(folder, servers);
    const walked = pages === 1 ? '' : `  (${pages} pages)`;
    process.stdout.write(`${right ? 'right' : 'WRONG'}  ${basename(folder)}${walked}\n`);
    if (right) continue;
    wrong += 1;
    if (failed !== null) {
      process.stdout.write(`  failed    ${failed}\n`);
      continue;
    }
    process.stdout.write(`  actual    ${JSON.stringify(actual)}\n`);
    process.stdout.write(`  expected  ${JSON.stringify(expected)}\n`);
    for (const { msg, reason, code } of logged)
      process.stdout.write(`  log       ${[msg, reason, code].filter(Boolean).join(' ')}\n`);
  }
  process.stdout.write(`${cases.length - wrong} of ${cases.length} right\n`);
  process.exitCode = cases.length === 0 || missing.length > 0 ? 2 : wrong === 0 ? 0 : 1;
}
