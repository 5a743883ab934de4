import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { KINDS } from '../kinds.ts';
import { loginOf } from '../reach/login.ts';
import { withReached } from '../reach/reach.ts';
import { createProgress } from '../report/progress.ts';
import { subcommand } from '../subcommand.ts';
import { suggest as suggestMapping } from '../suggest/suggest.ts';
import { writeMapping } from '../suggest/write-mapping.ts';
import { CouldNotRun, EXIT, type Surroundings } from '../surroundings.ts';
import { kind, schema, url } from './settings.ts';

/** What editors complete mappings by. */
const SCHEMAS = fileURLToPath(new URL('../../schema', import.meta.url));

export const suggest = subcommand(
  {
    name: 'suggest',
    line: 'a mapping and its code lists for a database, with the evidence in comments',
    usage:
      'npm run connect -- suggest URL --kind KIND [--code CODE] [--name NAME] [--level LEVEL] [--offices COLUMN] [--out FOLDER]',
    about:
      'Writes a mapping for a database that nobody has described: tables, keys, children, fields, forms of days, encodings, code lists, each line with its evidence in a comment. What it is not sure of stands commented out behind TODO(integrator), with the candidates. It reads the first and the last rows of each table, 5,000 at the most, and writes nothing but its own files, or to the terminal.',
    bare: 'url',
    settings: z.object({
      url,
      kind,
      code: z
        .string()
        .regex(/^[A-Za-z0-9.-]+$/u)
        .default('CODE')
        .meta({
          flag: 'code',
          give: 'letters, digits, dots and dashes, such as H12.TD',
          about: 'the source’s code, part of every id',
        }),
      name: z.string().default('A source without a name').meta({
        flag: 'name',
        give: 'a name',
        about: 'the source’s name',
      }),
      level: z.enum(['PROVINCE', 'DISTRICT', 'COMMUNE']).optional().meta({
        flag: 'level',
        give: 'PROVINCE, DISTRICT or COMMUNE',
        about: 'the level of a one-stop',
      }),
      table: z.string().optional().meta({
        flag: 'table',
        give: 'a table’s name',
        about: 'the table of dossiers, documents or procedures, where “look” has guessed wrong',
      }),
      offices: z.string().optional().meta({
        flag: 'offices',
        give: 'a column’s name',
        about:
          'the column that tells the offices of one database apart: each office is then a source',
      }),
      schema,
      out: z.string().optional().meta({
        flag: 'out',
        give: 'a folder',
        about: 'writes the mapping and its lists there, over no file that is there already',
      }),
    }),
    examples: [
      'npm run connect -- suggest postgres://reader@db.camau.vn/motcua --kind onestop --code H12.TD --level COMMUNE --out sources',
      'npm run connect -- suggest /data/vanban.db --kind vic',
    ],
  },
  async ({ config, argv, surroundings }) => {
    const login = await loginOf({ ...config, typed: argv.includes(config.url) }, surroundings);
    const progress = createProgress(surroundings);
    const wanted = { ...KINDS[config.kind], table: config.table };
    const suggestion = await withReached(login, (reached) =>
      suggestMapping(reached, wanted, progress),
    );
    progress.done();
    const { offices } = config;
    const columns = suggestion.tenants.map(({ column }) => column);
    if (offices !== undefined && !columns.includes(offices))
      throw new CouldNotRun(
        `${offices} does not tell offices apart — ${columns.length === 0 ? 'leave --offices out: no column does' : `columns that may are ${columns.join(', ')}`}`,
      );
    const way = relative(resolve(config.out ?? '.'), SCHEMAS).replaceAll(sep, '/');
    const schemas = way.startsWith('.') ? way : `./${way}`;
    const { files, open, variable } = writeMapping(suggestion, { ...config, schemas }, login);
    if (config.out === undefined)
      for (const { name, text } of files) surroundings.out(`# --- ${name}\n${text}`);
    else writeAll(config.out, files, surroundings);
    if (variable !== null)
      surroundings.tell(
        `The mapping takes the password from ${variable}, with %40 for @, %2F for / and %25 for %.\n`,
      );
    surroundings.tell(`${open} lines are left for you: look for TODO(integrator).\n`);
    return EXIT.WELL;
  },
);

function writeAll(
  folder: string,
  files: readonly { readonly name: string; readonly text: string }[],
  { out }: Surroundings,
): void {
  const there = files.find(({ name }) => existsSync(join(folder, name)));
  if (there !== undefined)
    throw new CouldNotRun(`${join(folder, there.name)} is there already — move it away first`);
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of files) {
    writeFileSync(join(folder, name), text, { flag: 'wx' });
    out(`Written: ${join(folder, name)}\n`);
  }
}
