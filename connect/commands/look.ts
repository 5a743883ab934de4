import { z } from 'zod';
import { tableText } from '../../subgraphs/sources/database/absence.ts';
import { KIND_NAMES, KINDS } from '../kinds.ts';
import { rootCandidates } from '../look/roots.ts';
import {
  type Catalogue,
  COUNTED,
  readCatalogue,
  type Table,
  uniqueColumns,
} from '../reach/catalogue.ts';
import { loginOf } from '../reach/login.ts';
import { withReached } from '../reach/reach.ts';
import { createProgress } from '../report/progress.ts';
import { counted, textTable } from '../report/text-table.ts';
import { subcommand } from '../subcommand.ts';
import { EXIT } from '../surroundings.ts';
import { json, schema, url } from './settings.ts';

/** Candidates that are worth a line. */
const SHOWN = 3;

export const look = subcommand(
  {
    name: 'look',
    line: 'tables, rows and keys of a database, and which table is probably the dossier’s',
    usage: 'npm run connect -- look URL [--schema NAME] [--json]',
    about:
      'Shows what a login sees of a database, and which tables probably hold dossiers, documents and procedures, with the reasons. It reads the catalogue and counts rows; it looks at no row.',
    bare: 'url',
    settings: z.object({ url, schema, json }),
    examples: [
      'npm run connect -- look postgres://reader@db.camau.vn:5432/motcua',
      'CONNECT_PASSWORD=… npm run connect -- look mysql://reader@10.0.0.7/hoso --json',
      'npm run connect -- look /data/hoso.db',
    ],
  },
  async ({ config, argv, surroundings }) => {
    const login = await loginOf({ ...config, typed: argv.includes(config.url) }, surroundings);
    const progress = createProgress(surroundings);
    const catalogue = await withReached(login, (reached) => readCatalogue(reached, progress));
    progress.done();
    const roots = KIND_NAMES.map((name) => ({
      name,
      ...KINDS[name],
      candidates: rootCandidates(KINDS[name].root, catalogue).slice(0, SHOWN),
    }));
    if (config.json) {
      surroundings.out(`${JSON.stringify(asJson(catalogue, roots), null, 2)}\n`);
      return EXIT.WELL;
    }
    surroundings.out(
      `${login.shown}\n\n${tablesText(catalogue)}\n${elsewhereText(catalogue)}${deniedText(catalogue)}\n`,
    );
    for (const { name, called, candidates } of roots) {
      surroundings.out(`Probably the ${called} table (--kind ${name}):\n`);
      if (candidates.length === 0) surroundings.out('  none looks like it\n');
      for (const { table, score, reasons } of candidates)
        surroundings.out(
          `  ${tableText(table.name)} (${score.toFixed(2)}): ${reasons.join('; ')}\n`,
        );
    }
    return EXIT.WELL;
  },
);

function rowsText({ rows }: Table): string {
  if (rows === null) return '?';
  return rows === COUNTED ? `over ${counted(COUNTED - 1)}` : counted(rows);
}

function tablesText({ tables, references }: Catalogue): string {
  if (tables.length === 0) return 'The login sees no table.\n';
  return textTable(
    ['table', 'rows', 'columns', 'key', 'refers to'],
    tables.map((table) => [
      `${tableText(table.name)}${table.sort === null ? '' : ` (${table.sort})`}`,
      rowsText(table),
      String(table.columns.length),
      keyText(table),
      references
        .filter(({ child }) => tableText(child) === tableText(table.name))
        .map(
          ({ childColumn, parent, parentColumn }) =>
            `${childColumn} → ${tableText(parent)}.${parentColumn}`,
        )
        .join(', '),
    ]),
  );
}

function keyText(table: Table): string {
  const unique = uniqueColumns(table).map(({ name }) => name);
  if (unique.length > 0) return unique.join(', ');
  const composite = table.indexes.find((index) => index.unique);
  return composite === undefined ? '–' : composite.columns.join(' + ');
}

function elsewhereText({ elsewhere }: Catalogue): string {
  return elsewhere
    .map(
      ({ name, base }) =>
        `${tableText(name)} is a synonym of ${base}, which this database does not describe: connect that database itself.\n`,
    )
    .join('');
}

function deniedText({ denied }: Catalogue): string {
  if (denied === null) return 'What the login may not see this kind of database does not tell.\n';
  return denied.length === 0
    ? 'There is no table that the login may not read.\n'
    : `The login may not read: ${denied.map(tableText).join(', ')}\n`;
}

function asJson(
  { tables, references, elsewhere, denied }: Catalogue,
  roots: readonly {
    readonly name: string;
    readonly candidates: ReturnType<typeof rootCandidates>;
  }[],
) {
  return {
    tables: tables.map((table) => ({
      table: tableText(table.name),
      view: table.view,
      sort: table.sort,
      rows: table.rows,
      keys: uniqueColumns(table).map(({ name }) => name),
      columns: table.columns.map(({ name, type, nullable }) => ({ name, type, nullable })),
    })),
    references: references.map(({ child, childColumn, parent, parentColumn }) => ({
      from: `${tableText(child)}.${childColumn}`,
      to: `${tableText(parent)}.${parentColumn}`,
    })),
    elsewhere: elsewhere.map(({ name, base }) => ({ table: tableText(name), base })),
    denied: denied?.map(tableText) ?? null,
    roots: Object.fromEntries(
      roots.map(({ name, candidates }) => [
        name,
        candidates.map(({ table, score, reasons }) => ({
          table: tableText(table.name),
          score: Number(score.toFixed(3)),
          reasons,
        })),
      ]),
    ),
  };
}
