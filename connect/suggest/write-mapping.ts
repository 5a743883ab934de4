import { tableText } from '../../subgraphs/sources/database/absence.ts';
import type { FoundCode } from '../evidence/code-lists.ts';
import type { Login } from '../reach/login.ts';
import { counted } from '../report/text-table.ts';
import { plain } from '../report/values.ts';
import type { FieldChoice } from './choose-fields.ts';
import { CODES, fieldSpec, joinsOf } from './field-spec.ts';
import type { SuggestedTable, Suggestion } from './suggest.ts';
import { flow } from './yaml-flow.ts';

/** What only the integrator knows of the source. */
export interface SourceWords {
  readonly kind: 'onestop' | 'vic' | 'procedures';
  readonly code: string;
  readonly name: string;
  readonly level?: string | undefined;
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
  { kind, code, name, level }: SourceWords,
  login: Login,
): MappingFiles {
  const base = code.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
  const variable = login.secret
    ? `${code.toUpperCase().replaceAll(/[^A-Z0-9]+/gu, '_')}_PASSWORD`
    : null;
  const csv: { name: string; text: string }[] = [];
  const lines: string[] = [
    `# yaml-language-server: $schema=../schema/mapping.${kind}.json`,
    `# Suggested by npm run connect from names and from at most 5,000 rows of each table. Lines with TODO are yours to decide.`,
    `source: ${flow({ code, name })}`,
  ];
  if (kind === 'onestop')
    lines.push(
      level === undefined
        ? `${TODO} which is it? office: { level: PROVINCE }, DISTRICT or COMMUNE; unit: the GSO code of the place`
        : `office: ${flow({ level })}`,
    );
  lines.push(...databaseLines(login, variable, hours));
  lines.push(...encodingLines(encoding));
  for (const { column, said } of tenants)
    lines.push(
      `${TODO} does one database serve several offices here? ${said}; then add to where: { ${column}: … }`,
    );

  const byEntity = new Map<string, SuggestedTable[]>();
  for (const table of tables)
    byEntity.set(table.entity, [...(byEntity.get(table.entity) ?? []), table]);
  for (const [entity, its] of byEntity) {
    lines.push('', `${entity}:`);
    for (const table of its) {
      const written = tableLines(table, base, csv, its.length > 1 ? `.${table.name ?? ''}` : '');
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

function tableLines(
  table: SuggestedTable,
  base: string,
  csv: { name: string; text: string }[],
  part: string,
): readonly string[] {
  const { sample, said, todo, key, parent, deletions, constants, fields, children } = table;
  const where = deletions.filter(({ kept }) => kept !== null);
  const [entity = '', child] = table.entity.split('.');
  const block = child ?? entity;
  return [
    ...said.map((line) => `# ${line}`),
    `# ${sample.whole ? 'all' : 'the first and the last'} ${counted(sample.rows)} rows were read`,
    ...todo.map((line) => `${TODO} ${line}`),
    `table: ${tableText(sample.table.name)}`,
    ...(key === null ? [] : [`key: ${flow(key)}`]),
    ...(parent === null ? [] : [`parent: ${parentOf(table)}`]),
    ...where.map(({ said: its }) => `# ${its}`),
    ...(where.length === 0
      ? []
      : [
          `where: ${flow(Object.fromEntries(where.map(({ column, kept }) => [column, shortened(kept ?? [])])))}`,
        ]),
    ...deletions
      .filter(({ kept }) => kept === null)
      .map(
        ({ said: its, column }) =>
          `${TODO} which rows are deleted? where: { ${column}: … }; ${its}`,
      ),
    ...joinLines(fields),
    'columns:',
    ...Object.entries(constants).map(([field, constant]) => `  ${field}: ${flow({ constant })}`),
    ...fields.flatMap((choice) =>
      fieldLines(
        choice,
        `${base}${part}.${block === 'dossier' ? '' : `${block}.`}${choice.field}.csv`,
        csv,
      ).map((line) => indented(line, 2)),
    ),
    ...nothingFound(fields),
    ...children.flatMap((one) => [
      `${one.entity.split('.')[1] ?? ''}:`,
      ...tableLines(one, base, csv, part).map((line) => indented(line, 2)),
    ]),
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
  file: string,
  csv: { name: string; text: string }[],
): readonly string[] {
  if (chosen === null) {
    if (open.length === 0) return [];
    const names = open.map(({ column }) => column.info.name);
    return [
      `${TODO} ${field}: ${names.length === 1 ? `is it ${names[0] ?? ''}?` : `which is it, ${names.join(' or ')}?`}`,
      ...open.flatMap((candidate) => {
        const spec = fieldSpec(field, type, candidate);
        const written = spec.written ?? flow(candidate.column.info.name);
        return [
          `#   ${candidate.said}`,
          ...(candidate.relation === null || candidate.data.through === undefined
            ? []
            : [`# joins: ${flow(joinsOf([candidate.relation]))}`]),
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
    return [...comments, `# ${field}: ${flow({ column: chosen.column.info.name })}`];
  }
  if (codes === null || !written.includes(CODES)) return [...comments, `${field}: ${written}`];
  const counts = codes
    .slice(0, FEW)
    .map(({ code, count }) => `${plain(code)} ×${counted(count)}`)
    .join(', ');
  const met = `# codes: ${counts}${codes.length > FEW ? ` and ${counted(codes.length - FEW)} more` : ''}`;
  if (codes.length <= FEW)
    return [...comments, met, `${field}: ${written.replace(CODES, inline(codes))}`];
  csv.push({ name: file, text: csvOf(chosen.column.info.name, codes) });
  return [...comments, met, `${field}: ${written.replace(CODES, file)}`];
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
  return [[column, 'value', 'label'], ...rows]
    .map((row) => `${row.map(cell).join(',')}\n`)
    .join('');
}

function cell(text: string): string {
  return /[",;\t\n\r]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows of other tables that believed fields are read through. */
function joinLines(fields: readonly FieldChoice[]): readonly string[] {
  const relations = fields.flatMap(({ chosen }) =>
    chosen?.relation == null || chosen.data.through === undefined ? [] : [chosen.relation],
  );
  if (relations.length === 0) return [];
  return [...relations.map(({ said }) => `# ${said}`), `joins: ${flow(joinsOf(relations))}`];
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
