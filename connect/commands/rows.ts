import { z } from 'zod';
import { didYouMean } from '../../service/nearest.ts';
import { KINDS } from '../kinds.ts';
import { type MappedSource, withMapped } from '../mapped/open-mapped.ts';
import { createProgress } from '../report/progress.ts';
import { counted } from '../report/text-table.ts';
import { plain } from '../report/values.ts';
import { type Differences, differencesBetween, readMappedRows } from '../rows/differences.ts';
import { guessedColumn, namedColumn, readScreen } from '../rows/screen.ts';
import { subcommand } from '../subcommand.ts';
import { CouldNotRun, EXIT } from '../surroundings.ts';
import { file, kind } from './mapping-settings.ts';
import { refusedCode } from './preview.ts';
import { json } from './settings.ts';

/** What a row is called by, as its office shows it. */
const CALLED_BY = { onestop: 'code', vic: 'notation', procedures: 'code' } as const;

export const rows = subcommand(
  {
    name: 'rows',
    line: 'which rows the old program’s screen has and the mapping has not, and the reverse',
    usage:
      'npm run connect -- rows FILE --not-in SCREEN.csv [--period PERIOD] [--office CODE] [--column COLUMN] [--field FIELD] [--most N] [--json]',
    about:
      'Lays the rows of a mapping beside a list that was saved from the old program’s screen: a CSV file in UTF-8, with commas, semicolons or tabs, whose first line names its columns. It reads one column of all rows, and says which codes are not on the screen, and which lines of the screen are not in the mapping. Exit code 1 where they differ.',
    bare: 'file',
    settings: z.object({
      file,
      kind,
      'not-in': z.string().meta({
        flag: 'not-in',
        give: 'the name of a CSV file',
        about: 'the list of the old program’s screen',
      }),
      column: z.string().optional().meta({
        flag: 'column',
        give: 'a column of the list',
        about: 'where the list has the codes; guessed by names and values where nothing is said',
      }),
      field: z.string().optional().meta({
        flag: 'field',
        give: 'a field of the mapping, such as code',
        about: 'what rows are compared by: code, of documents notation, where nothing is said',
      }),
      period: z
        .string()
        .regex(/^\d{4}(?:-\d\d(?:-\d\d)?)?$/u)
        .refine(isPeriod)
        .optional()
        .meta({
          flag: 'period',
          give: 'a year, month or day, such as 2016-08',
          about: 'when the rows of the list were received; all rows where nothing is said',
        }),
      office: z.string().optional().meta({
        flag: 'office',
        give: 'the code of a source, such as H12.32173',
        about: 'whose rows the list has, where the mapping is one of several offices',
      }),
      most: z.coerce.number().int().min(1).max(100_000).default(50).meta({
        flag: 'most',
        give: 'a number up to 100000',
        about: 'how many of each list are shown',
      }),
      json,
    }),
    examples: [
      'npm run connect -- rows sources/nam-can.yaml --not-in man-hinh.csv',
      "npm run connect -- rows sources/nam-can.yaml --not-in man-hinh.csv --column 'Số biên nhận'",
      'npm run connect -- rows sources/xa.yaml --not-in thang-8.csv --period 2016-08 --office H12.32173',
    ],
  },
  async ({ config, surroundings }) => {
    const screen = readScreen(config['not-in']);
    const named = config.column === undefined ? null : namedColumn(screen, config.column);
    const progress = createProgress(surroundings);
    return withMapped(
      { path: config.file, kind: config.kind },
      surroundings.environment,
      async (all) => {
        const sources = ofOffice(all, config.office);
        const refused = refusedCode(sources, surroundings);
        const [first] = sources;
        if (refused !== EXIT.WELL || first === undefined) return refused;
        const field = config.field ?? CALLED_BY[first.kind];
        const mapped = await readMappedRows(sources, { field, period: config.period }, progress);
        progress.done();
        const entity = KINDS[first.kind].root;
        const column =
          named ?? guessedColumn(screen, { entity, field }, new Set(mapped.codes.keys()));
        const differences = differencesBetween(mapped, screen, column);
        surroundings.out(
          config.json
            ? `${JSON.stringify(asJson(differences, config.most), null, 2)}\n`
            : textOf(differences, config.file, config.most),
        );
        const { notOnScreen, notInMapping, ofAnother } = differences;
        return notOnScreen.length + notInMapping.length + ofAnother.length === 0
          ? EXIT.WELL
          : EXIT.FAULTS;
      },
    );
  },
);

/** Whether the calendar has such a year, month or day: no row is of any other. */
function isPeriod(written: string): boolean {
  const [year = '', month = '01', day = '01'] = written.split('-');
  const begin = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(begin.valueOf()) && begin.toISOString().startsWith(written);
}

/** Those of one office. Throws CouldNotRun where the mapping is not its. */
function ofOffice(
  sources: readonly MappedSource[],
  code: string | undefined,
): readonly MappedSource[] {
  if (code === undefined) return sources;
  const found = sources.filter(({ source }) => source.code === code);
  if (found.length > 0) return found;
  const codes = sources.map(({ source }) => source.code);
  const mend = didYouMean(code, codes, `its sources are ${codes.join(', ')}`);
  throw new CouldNotRun(`The mapping is of no source “${code}” — ${mend}`);
}

function textOf(
  { column, mapped, screen, notOnScreen, notInMapping, ofAnother }: Differences,
  path: string,
  most: number,
): string {
  const { file: list, lines } = screen;
  return [
    `${path}: ${counted(mapped.rows)} rows; ${list}: ${counted(lines.length)} lines, by its column “${plain(column)}”`,
    ...(mapped.unnamed === 0 ? [] : [`${counted(mapped.unnamed)} rows are called nothing`]),
    `Not on the screen: ${counted(notOnScreen.length)}`,
    ...notOnScreen.slice(0, most).map(({ source, code }) => `  ${source} ${plain(code)}`),
    ...furtherLine(notOnScreen.length - most),
    `Not in the mapping: ${counted(notInMapping.length)}`,
    ...notInMapping
      .slice(0, most)
      .map(({ line, code }) => `  ${list}:${line} ${plain(code) || '(nothing)'}`),
    ...furtherLine(notInMapping.length - most),
    ...(ofAnother.length === 0
      ? []
      : [`Received in another period, or on no readable day: ${counted(ofAnother.length)}`]),
    ...ofAnother.slice(0, most).map(({ line, code }) => `  ${list}:${line} ${plain(code)}`),
    ...furtherLine(ofAnother.length - most),
    '',
  ].join('\n');
}

function furtherLine(further: number): readonly string[] {
  return further > 0 ? [`  and ${counted(further)} more: --most shows them`] : [];
}

function asJson(differences: Differences, most: number) {
  const { column, mapped, screen, notOnScreen, notInMapping, ofAnother } = differences;
  return {
    column,
    rows: mapped.rows,
    unnamed: mapped.unnamed,
    lines: screen.lines.length,
    notOnScreen: { count: notOnScreen.length, rows: notOnScreen.slice(0, most) },
    notInMapping: { count: notInMapping.length, lines: notInMapping.slice(0, most) },
    ofAnother: { count: ofAnother.length, lines: ofAnother.slice(0, most) },
  };
}
