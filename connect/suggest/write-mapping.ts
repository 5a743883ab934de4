import { tableText } from '../../subgraphs/sources/database/absence.ts';
import type { FoundCode } from '../evidence/code-lists.ts';
import { type DocumentEvidence, documentEvidence } from '../evidence/documents.ts';
import type { Login } from '../reach/login.ts';
import { counted } from '../report/text-table.ts';
import { plain } from '../report/values.ts';
import { calledBy, columnsOf, type FieldCandidate, type FieldChoice } from './choose-fields.ts';
import { CODES, fieldSpec, joinsOf, placed } from './field-spec.ts';
import type { Offices } from './offices.ts';
import type { SuggestedTable, Suggestion } from './suggest.ts';
import { flow } from './yaml-flow.ts';

/** What only the integrator knows of the source. */
export interface SourceWords {
  readonly kind: 'onestop' | 'vic' | 'procedures';
  readonly code: string;
  readonly name: string;
  readonly level?: string | undefined;
  /** The column that tells the offices of one database apart, where somebody has said so. */
  readonly offices?: string | undefined;
  /** The folder of JSON Schemas of mappings, as seen from where this one is to lie. */
  readonly schemas: string;
}

/** The files of a suggested mapping, the mapping itself first. */
export interface MappingFiles {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Lines that are left for the integrator. */
  readonly open: number;
  /** The variable that the password comes from, where there is one. */
  readonly variable: string | null;
}

/** What stands before everything that somebody has to decide. */
const TODO = '# TODO(integrator):';
/** Codes that stand in the mapping itself. */
const FEW = 8;

/** The mapping with its evidence in comments, and its lists of codes. */
export function writeMapping(
  { tables, encoding, hours, tenants }: Suggestion,
  { kind, code, name, level, offices, schemas }: SourceWords,
  login: Login,
): MappingFiles {
  const said = tenants.find(({ column }) => column === offices) ?? null;
  const base = code.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
  const variable = login.secret
    ? `${code.toUpperCase().replaceAll(/[^A-Z0-9]+/gu, '_')}_PASSWORD`
    : null;
  const csv: { name: string; text: string }[] = [];
  const lines: string[] = [
    `# yaml-language-server: $schema=${schemas}/mapping.${kind}.json`,
    `# Suggested by npm run connect from names and from at most 5,000 rows of each table. Lines with TODO are yours to decide.`,
  ];
  if (said === null) lines.push(`source: ${flow({ code, name })}`);
  else lines.push(...officeLines(said, { code, name }, base, csv));
  if (kind === 'onestop')
    lines.push(
      level === undefined
        ? `${TODO} which is it? office: { level: PROVINCE }, DISTRICT or COMMUNE; unit: the GSO code of the place`
        : `office: ${flow({ level })}`,
    );
  lines.push(...databaseLines(login, variable, hours));
  lines.push(...encodingLines(encoding));
  for (const one of said === null ? tenants : []) {
    lines.push(
      `${TODO} does one database serve several offices here? ${one.said}. Then each is a source: --offices ${one.column} writes the mapping so`,
      ...officeLines(one, { code, name }, base, null).map((line) => `# ${line}`),
      `# where: ${flow({ [one.column]: OFFICE })}`,
    );
  }

  const byEntity = new Map<string, SuggestedTable[]>();
  for (const table of tables)
    byEntity.set(table.entity, [...(byEntity.get(table.entity) ?? []), table]);
  for (const [entity, its] of byEntity) {
    lines.push('', `${entity}:`);
    for (const table of its) {
      const written = tableLines(
        table,
        { base, csv, part: its.length > 1 ? `.${table.name ?? ''}` : '' },
        said?.column ?? null,
      );
      if (its.length === 1) lines.push(...written.map((line) => indented(line, 2)));
      else lines.push(`  - name: ${table.name ?? ''}`, ...written.map((line) => indented(line, 4)));
    }
  }
  const text = `${lines.join('\n')}\n`;
  return {
    files: [{ name: `${base}.yaml`, text }, ...csv],
    open: text.split('\n').filter((line) => line.includes(TODO)).length,
    variable,
  };
}

function databaseLines(
  { options, shown }: Login,
  variable: string | null,
  hours: Suggestion['hours'],
): readonly string[] {
  const url = variable === null ? shown : shown.replace('@', `:\${${variable}}@`);
  const utc = hours?.zone === 'UTC';
  const comment =
    hours === null
      ? []
      : [
          hours.zone === 'UNSURE'
            ? `${TODO} are moments kept in local time, or in UTC (timezone: UTC)? ${hours.said}`
            : `# ${hours.zone === 'UTC' ? 'Moments are kept in UTC' : 'Moments are kept in local time'}: ${hours.said}`,
        ];
  return [
    ...comment,
    'database:',
    `  client: ${options.client}`,
    `  url: ${JSON.stringify(url)}`,
    ...(options.schema === undefined ? [] : [`  schema: ${flow(options.schema)}`]),
    ...(utc ? ['  timezone: UTC'] : []),
  ];
}

function encodingLines({ encodings, doubtful, said }: Suggestion['encoding']): readonly string[] {
  const [first] = encodings;
  if (first === undefined && doubtful.length > 0)
    return [`${TODO} is old text kept so? text: ${doubtful.join(' or ')}; ${said}`];
  if (first === undefined) return [`# Text is Unicode: ${said}`];
  const written = encodings.length === 1 ? first : flow({ mixed: encodings });
  return [`# ${said}`, `text: ${written}`];
}

/** Where the lists of a mapping go: their names' beginning, and its part of a table of several. */
interface Lists {
  readonly base: string;
  readonly part: string;
  readonly csv: { name: string; text: string }[];
}

/** What `${OFFICE}` stands for is how an office stands in the column that tells whose a row is. */
const OFFICE = '${OFFICE}';
/** Signs that a source's code may have. */
const PART_OF_CODE = /^[A-Za-z0-9.-]+$/u;

/** The source of each office, and the list of them; in the mapping itself where there is no list of files. */
function officeLines(
  { offices, partial }: Offices,
  { code, name }: { readonly code: string; readonly name: string },
  base: string,
  csv: Lists['csv'] | null,
): readonly string[] {
  const plainCodes = offices.every(({ value }) => PART_OF_CODE.test(value));
  const rows = offices.map(({ value, name: its }, index) => ({
    OFFICE: value,
    ...(plainCodes ? {} : { CODE: String(index + 1) }),
    NAME: its ?? `${name} ${value}`,
  }));
  const source = flow({ code: `${code}.${plainCodes ? OFFICE : '${CODE}'}`, name: '${NAME}' });
  const more = partial ? ['# not all rows were read: there may be further offices'] : [];
  if (rows.length <= FEW || csv === null) {
    const shown = csv === null ? rows.slice(0, FEW) : rows;
    const rest = shown.length < rows.length ? [`# and ${counted(rows.length - FEW)} more`] : [];
    return [
      `source: ${source}`,
      ...more,
      'offices:',
      ...shown.map((row) => `  - ${flow(row)}`),
      ...rest,
    ];
  }
  const header = Object.keys(rows[0] ?? {});
  const text = csvText([header, ...rows.map((row) => Object.values(row))]);
  csv.push({ name: `${base}.offices.csv`, text });
  return [`source: ${source}`, ...more, `offices: ${base}.offices.csv`];
}

function tableLines(table: SuggestedTable, lists: Lists, tenant: string | null): readonly string[] {
  const { base, csv, part } = lists;
  const { sample, said, todo, key, parent, deletions, secrecy, constants, fields, children } =
    table;
  const where = deletions.filter(({ kept }) => kept !== null);
  const has = tenant !== null && sample.columns.some(({ info }) => info.name === tenant);
  const conditions = {
    ...(has ? { [tenant]: OFFICE } : {}),
    ...Object.fromEntries(where.map(({ column, kept }) => [column, shortened(kept ?? [])])),
    ...Object.fromEntries(secrecy.map(({ column, kept }) => [column, shortened(kept)])),
  };
  const [entity = '', child] = table.entity.split('.');
  const block = child ?? entity;
  const believed = fields.flatMap(({ chosen }) => chosen ?? []);
  const joins = joinsOf(believed);
  return [
    ...said.map((line) => `# ${line}`),
    `# ${sample.whole ? 'all' : 'the first and the last'} ${counted(sample.rows)} rows were read`,
    ...todo.map((line) => `${TODO} ${line}`),
    `table: ${tableText(sample.table.name)}`,
    ...(key === null ? [] : [`key: ${flow(key)}`]),
    ...(parent === null ? [] : [`parent: ${parentOf(table)}`]),
    ...where.map(({ said: its }) => `# ${its}`),
    ...(tenant === null || has || parent !== null
      ? []
      : [`${TODO} there is no ${tenant} here: each office would have all of these rows`]),
    ...(Object.keys(conditions).length === 0 ? [] : [`where: ${flow(conditions)}`]),
    ...deletions
      .filter(({ kept }) => kept === null)
      .map(
        ({ said: its, column }) =>
          `${TODO} which rows are deleted? where: { ${column}: … }; ${its}`,
      ),
    ...joinLines(believed, joins),
    ...documentEvidence(sample).flatMap(documentLine),
    'columns:',
    ...Object.entries(constants).map(([field, constant]) => `  ${field}: ${flow({ constant })}`),
    ...fields.flatMap((choice) =>
      fieldLines(
        choice,
        joins,
        `${base}${part}.${block === 'dossier' ? '' : `${block}.`}${choice.field}.csv`,
        csv,
      ).map((line) => indented(line, 2)),
    ),
    ...nothingFound(fields),
    ...children.flatMap((one) => childLines(one, lists)),
  ];
}

/** A child table; as a proposal where no column of it is believed, for a mapping of none is refused. */
function childLines(table: SuggestedTable, lists: Lists): readonly string[] {
  const block = table.entity.split('.')[1] ?? '';
  const lines = [`${block}:`, ...tableLines(table, lists, null).map((line) => indented(line, 2))];
  const hasColumns = table.fields.some(
    ({ field, type, chosen }) => chosen !== null && fieldSpec(field, type, chosen).written !== null,
  );
  return hasColumns
    ? lines
    : [
        `${TODO} ${block}: it is sure of none of its columns: name them, and take the first “# ” away from these lines`,
        ...lines.map((line) => `# ${line}`),
      ];
}

/** `{ kept: … }` of one value stands alone. */
function shortened(kept: readonly (string | number | null)[]): unknown {
  return kept.length === 1 ? (kept[0] ?? null) : kept;
}

function parentOf({ parent }: SuggestedTable): string {
  if (parent === null) return '';
  const { childColumn, parentColumn } = parent;
  return flow({ [childColumn]: parentColumn });
}

function fieldLines(
  { field, type, chosen, open }: FieldChoice,
  joins: Readonly<Record<string, unknown>>,
  file: string,
  csv: { name: string; text: string }[],
): readonly string[] {
  if (chosen === null) {
    if (open.length === 0) return [];
    const names = open.map(calledBy);
    return [
      `${TODO} ${field}: ${names.length === 1 ? `is it ${names[0] ?? ''}?` : `which is it, ${names.join(' or ')}?`}`,
      ...open.flatMap((candidate) => {
        const spec = fieldSpec(field, type, candidate);
        const written = spec.written ?? flow(placed(candidate));
        return [
          `#   ${candidate.said}`,
          ...joinsBeside(joinsOf([candidate]), joins),
          `# ${field}: ${written.replace(CODES, spec.codes === null ? '…' : inline(spec.codes.slice(0, FEW)))}`,
        ];
      }),
    ];
  }
  const { written, codes, said, todo } = fieldSpec(field, type, chosen);
  const comments = [
    ...said.map((line) => `# ${line}`),
    ...todo.map((line) => `${TODO} ${field}: ${line}`),
  ];
  if (written === null) {
    return [
      ...comments,
      `# ${field}: ${flow(placed(chosen, type.kind === 'coded' ? { codes: CODES } : {})).replace(CODES, '…')}`,
    ];
  }
  if (codes === null || !written.includes(CODES)) return [...comments, `${field}: ${written}`];
  const counts = codes
    .slice(0, FEW)
    .map(({ code, count }) => `${plain(code)} ×${counted(count)}`)
    .join(', ');
  const met = `# codes: ${counts}${codes.length > FEW ? ` and ${counted(codes.length - FEW)} more` : ''}`;
  if (codes.length <= FEW)
    return [...comments, met, `${field}: ${written.replace(CODES, inline(codes))}`];
  csv.push({ name: file, text: csvOf(columnsOf(chosen)[0] ?? '', codes) });
  return [...comments, met, `${field}: ${written.replace(CODES, file)}`];
}

/** What a candidate needs of rows of other tables, beside those that are there. */
function joinsBeside(
  needed: Readonly<Record<string, unknown>>,
  there: Readonly<Record<string, unknown>>,
): readonly string[] {
  const missing = Object.entries(needed).filter(([name]) => !(name in there));
  if (missing.length === 0) return [];
  const its = flow(Object.fromEntries(missing));
  return [
    Object.keys(there).length === 0
      ? `#   with, above “columns:”, joins: ${its}`
      : `#   with, among the “joins:” above, ${its.slice(2, -2)}`,
  ];
}

function inline(codes: readonly FoundCode[]): string {
  return flow(
    Object.fromEntries(
      codes.map(({ code, value, label }) => [
        code,
        label === null ? (value ?? 'UNKNOWN') : { value: value ?? 'UNKNOWN', label },
      ]),
    ),
  );
}

function csvOf(column: string, codes: readonly FoundCode[]): string {
  const rows = codes.map(({ code, value, label }) => [code, value ?? '', label ?? '']);
  return csvText([[column, 'value', 'label'], ...rows]);
}

function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
}

function cell(text: string): string {
  return /[",;\t\n\r]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows of other tables that believed fields are read through. */
function joinLines(
  believed: readonly FieldCandidate[],
  joins: Readonly<Record<string, unknown>>,
): readonly string[] {
  if (Object.keys(joins).length === 0) return [];
  const said = believed.flatMap(({ relation, data, row }) =>
    row === undefined
      ? relation === null || data.through === undefined
        ? []
        : [relation.said]
      : [row.relation.said],
  );
  return [...said.map((line) => `# ${line}`), `joins: ${flow(joins)}`];
}

/** Places of documents that are named at the most. */
const PLACES = 12;

/** What the documents of a column hold. */
function documentLine({ said, places }: DocumentEvidence): string {
  const paths = places.map(({ inside }) => plain(inside?.path ?? ''));
  const more = paths.length > PLACES ? ` and ${counted(paths.length - PLACES)} more` : '';
  return `# ${said}, with ${paths.slice(0, PLACES).join(', ')}${more}`;
}

/** Fields of which no column speaks. */
function nothingFound(fields: readonly FieldChoice[]): readonly string[] {
  const none = fields.filter(({ chosen, open }) => chosen === null && open.length === 0);
  return none.length === 0
    ? []
    : [
        `  ${TODO} no column speaks of ${none.map(({ field }) => field).join(', ')}: leave them out, or name one`,
      ];
}

function indented(line: string, by: number): string {
  return `${' '.repeat(by)}${line}`;
}
