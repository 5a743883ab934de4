import { z } from 'zod';
import { checkSource, type CheckedSource, type Finding } from '../check/check-source.ts';
import { withMapped } from '../mapped/open-mapped.ts';
import { createProgress } from '../report/progress.ts';
import { counted, share, textTable } from '../report/text-table.ts';
import { shapeOf } from '../report/values.ts';
import { subcommand } from '../subcommand.ts';
import { EXIT } from '../surroundings.ts';
import { fileOrFolder, kind } from './mapping-settings.ts';
import { json } from './settings.ts';

export const check = subcommand(
  {
    name: 'check',
    line: 'a mapping against its database and its rows; for cron and CI too',
    usage: 'npm run connect -- check FILE [--tolerate PERCENT] [--quiet] [--json]',
    about:
      'Holds a mapping, or each of a folder, against its database: YAML, tables and columns, codecs against columns and against rows, keys, codes that the list lacks with their counts, children that hang under no row, texts in another encoding than is said, the share of each field that cannot be read, and indexes that are missing for the usual queries. It looks at the first and last rows of each table, 5,000 at the most. Exit code 1 if there is a fault, 2 if a database does not answer.',
    bare: 'file',
    settings: z.object({
      file: fileOrFolder,
      kind,
      tolerate: z.coerce.number().min(0).max(100).default(5).meta({
        flag: 'tolerate',
        give: 'a number of percent',
        about: 'how many percent of a field’s values may be unreadable without being a fault',
      }),
      quiet: z.stringbool().default(false).meta({
        flag: 'quiet',
        about: 'says faults alone, no warnings and no shares',
      }),
      json,
    }),
    examples: [
      'npm run connect -- check sources/nam-can.yaml',
      'npm run connect -- check sources --quiet',
      'npm run connect -- check sources --tolerate 5 --json',
    ],
  },
  async ({ config, surroundings }) => {
    const progress = createProgress(surroundings);
    const checked = await withMapped(
      { path: config.file, kind: config.kind },
      surroundings.environment,
      async (sources) => {
        const results: CheckedSource[] = [];
        for (const [index, one] of sources.entries()) {
          progress.say(`Checking ${one.source.file}, ${index + 1} of ${sources.length}`);
          results.push(await checkSource(one, config.tolerate / 100));
        }
        return results;
      },
    );
    progress.done();
    surroundings.out(
      config.json
        ? `${JSON.stringify(checked.map(asJson), null, 2)}\n`
        : checked.map((one) => textOf(one, config.quiet)).join('\n'),
    );
    const grades = checked.flatMap(({ findings }) => findings.map(({ grade }) => grade));
    if (grades.includes('unreached')) return EXIT.COULD_NOT_RUN;
    return grades.includes('fault') ? EXIT.FAULTS : EXIT.WELL;
  },
);

const WORDS: Readonly<Record<Finding['grade'], string>> = {
  fault: 'FAULT  ',
  warning: 'warning',
  unreached: 'NO ANSWER',
};

function textOf({ file, code, findings, fields, looked }: CheckedSource, quiet: boolean): string {
  const told = findings.filter(({ grade }) => !quiet || grade !== 'warning');
  const who = quiet ? `${code} ` : '';
  const lines = told.map(({ grade, said }) => `${WORDS[grade]} ${who}${said}\n`).join('');
  if (quiet) return lines;
  const rows = looked.map(({ name, rows: read, of }) => {
    const whole = of === null || of <= read ? '' : ` of about ${counted(of)}`;
    return `  ${name}: ${counted(read)}${whole} rows looked at\n`;
  });
  const shares = fields.map((field) => [
    field.name,
    field.columns.join(' + '),
    share(field.empty, field.rows),
    share(field.lost, field.rows - field.empty),
    [...field.repairs].map(([repair, count]) => `${repair} ×${counted(count)}`).join(', '),
  ]);
  const table =
    shares.length === 0
      ? ''
      : textTable(['field', 'column', 'empty', 'unreadable', 'repairs'], shares, '  ');
  const verdict = findings.length === 0 ? 'nothing is wrong' : '';
  return `${file} (${code})${verdict === '' ? '' : `: ${verdict}`}\n${rows.join('')}${table}${lines}`;
}

function asJson({ file, code, findings, fields, looked }: CheckedSource) {
  return {
    file,
    code,
    findings,
    looked,
    fields: fields.map(({ name, columns, at, rows, personal, empty, lost, repairs, losses }) => ({
      name,
      columns,
      line: at.line,
      rows,
      empty,
      unreadable: lost,
      repairs: Object.fromEntries(repairs),
      losses: losses
        .slice(0, 100)
        .map((loss) => (personal ? { ...loss, raw: shapeOf(loss.raw) } : loss)),
    })),
  };
}
