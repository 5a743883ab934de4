import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BoundRootTable, BoundTable } from '../../subgraphs/sources/compiler/bound-table.ts';
import { readCrosswalk } from '../../subgraphs/sources/mapping/crosswalk.ts';
import { readMappingText } from '../../subgraphs/sources/mapping/mapping-text.ts';
import type { Place } from '../../service/yaml/written-fault.ts';
import type { FieldMapping } from '../../subgraphs/sources/mapping/mapping.ts';
import { nearest } from '../../service/nearest.ts';
import type { Environment } from '../../service/yaml/variables.ts';
import { codeKey } from '../../subgraphs/sources/model/code.ts';
import { filterValue } from '../../subgraphs/sources/model/predicate.ts';
import type { RawRow, RawValue } from '../../subgraphs/sources/model/raw.ts';
import { rawText, valueText } from '../mapped/decode-fields.ts';
import { CouldNotRun } from '../surroundings.ts';

/** One raw value on its way to the graph. */
export interface Explanation {
  /** `dossier.receivedAt` */
  readonly field: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly raw: string;
  /** Null where nothing is read. */
  readonly value: string | null;
  readonly repair: string | null;
  /** What that repair means. */
  readonly meaning: string;
  /** What a filter for the value looks for in the columns, the usual form first. */
  readonly sought: readonly string[];
  /** The lines that decide. */
  readonly lines: readonly DecidingLine[];
}

interface DecidingLine extends Place {
  readonly text: string;
}

type Entities = Readonly<Record<string, readonly BoundRootTable[]>>;
type Read = Exclude<FieldMapping, { readonly constant: unknown }>;

interface Found {
  readonly path: string;
  readonly table: BoundTable;
  readonly field: string;
  readonly mapping: Read;
}

/** The value through the field’s codec, bound to its columns; `mapping` is the path of the file. Throws CouldNotRun. */
export function explain(
  {
    entities,
    mapping: path,
    environment,
  }: { readonly entities: Entities; readonly mapping: string; readonly environment: Environment },
  wanted: string,
  written: string,
): Explanation {
  const { table, mapping, path: name } = find(entities, wanted);
  const columns = mapping.columns.map((column) => ({
    name: column,
    type: table.columns.get(column)?.type ?? '?',
    kind: table.columns.get(column)?.kind ?? 'other',
  }));
  const parts = columns.length === 1 ? [written] : written.split('|');
  if (parts.length !== columns.length)
    throw new CouldNotRun(
      `${name} lies in ${columns.length} columns — write their values with bars between: ${columns.map((one) => one.name).join('|')}`,
    );
  const raw: RawRow = parts.map((part, index) => rawOf(part, columns[index]?.kind ?? 'other'));
  const { value, repair, raw: was } = mapping.codec.decode(raw);
  const canonical = filterValue(value);
  return {
    field: name,
    columns: columns.map(({ name: its, type }) => ({ name: its, type })),
    raw: was ?? rawText(raw),
    value: value === null ? null : valueText(value),
    repair: repair ?? null,
    meaning: repair === undefined ? meaningOfNone(value) : (MEANINGS[repair] ?? ''),
    sought:
      canonical === null
        ? []
        : mapping.codec
            .encode(canonical)
            .map((one) => one.map((part) => String(part ?? '(none)')).join(' | ')),
    lines: [...yamlLines(path, mapping.at), ...csvLines(path, environment, mapping, raw)],
  };
}

/** By its whole name, or by the end of it where only one ends so. */
function find(entities: Entities, wanted: string): Found {
  const all = Object.entries(entities).flatMap(([entity, tables]) =>
    tables.flatMap((table) => {
      const { name } = table.mapping;
      const base = name === null ? entity : `${entity}.${name}`;
      return [
        ...fieldsOf(base, table),
        ...Object.entries(table.children).flatMap(([child, its]) =>
          fieldsOf(`${base}.${child}`, its),
        ),
      ];
    }),
  );
  const exact = all.filter(({ path }) => path === wanted);
  const found =
    exact.length > 0
      ? exact
      : all.filter(({ path }) => path.endsWith(`.${wanted}`)).sort((a, b) => depth(a) - depth(b));
  const [first, second] = found;
  if (first === undefined) {
    const meant = nearest(
      wanted,
      all.flatMap(({ path, field }) => [path, field]),
    );
    const mend =
      meant === undefined
        ? `it maps ${all.map(({ path }) => path).join(', ')}`
        : `did you mean “${meant}”?`;
    throw new CouldNotRun(`The mapping maps no field “${wanted}” — ${mend}`);
  }
  if (second !== undefined && depth(second) === depth(first))
    throw new CouldNotRun(
      `“${wanted}” may be ${found.map(({ path }) => path).join(' or ')} — write one of them`,
    );
  return first;
}

function depth({ path }: Found): number {
  return path.split('.').length;
}

function fieldsOf(base: string, table: BoundTable): readonly Found[] {
  return Object.entries(table.mapping.fields).flatMap(([field, mapping]) =>
    'constant' in mapping ? [] : [{ path: `${base}.${field}`, table, field, mapping }],
  );
}

/** What is typed, as the column would hold it; `NULL` is none. */
function rawOf(written: string, kind: string): RawValue {
  if (written === 'NULL') return null;
  if (kind === 'number' && /^-?\d{1,15}(?:\.\d+)?$/u.test(written)) return Number(written);
  if (kind === 'boolean' && /^(?:true|false)$/iu.test(written))
    return written.toLowerCase() === 'true';
  return written;
}

/** The field’s block: its line, and those that are further in. */
function yamlLines(mapping: string, { file, line }: Place): readonly DecidingLine[] {
  const lines = readFileSync(join(dirname(mapping), file), 'utf8').split(/\r?\n/u);
  const first = lines[line - 1] ?? '';
  const indent = first.search(/\S/u);
  const end = lines.findIndex(
    (text, index) => index >= line && text.trim() !== '' && text.search(/\S/u) <= indent,
  );
  return lines
    .slice(line - 1, end < 0 ? lines.length : end)
    .flatMap((text, index) => (text.trim() === '' ? [] : [{ file, line: line + index, text }]));
}

/** The line of the crosswalk that has the code. */
function csvLines(
  mapping: string,
  environment: Environment,
  { at, columns }: Read,
  raw: RawRow,
): readonly DecidingLine[] {
  const named = new Set<string>();
  collectCsv(readMappingText(join(dirname(mapping), at.file), environment).value, named);
  const block = yamlLines(mapping, at)
    .map(({ text }) => text)
    .join('\n');
  return [...named].flatMap((csv) => {
    // Named in the block itself, or by a variable that stands there.
    if (!block.includes(csv) && !block.includes('${')) return [];
    const file = join(dirname(mapping), csv);
    try {
      const entries = readCrosswalk(file, columns);
      const its = entries.find(({ source }) =>
        source.every(
          (code, index) => code === '*' || codeKey(code) === codeKey(rawText([raw[index] ?? null])),
        ),
      );
      if (its?.line === undefined) return [];
      const text = readFileSync(file, 'utf8').split(/\r?\n/u)[its.line - 1] ?? '';
      return [{ file: csv, line: its.line, text }];
    } catch {
      // A crosswalk of another field.
      return [];
    }
  });
}

function collectCsv(value: unknown, named: Set<string>): void {
  if (typeof value === 'string' && /\.csv$/iu.test(value)) named.add(value);
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) collectCsv(inner, named);
}

function meaningOfNone(value: unknown): string {
  return value === null
    ? 'the column holds nothing, or what the mapping says means none'
    : 'nothing had to be repaired';
}

const MEANINGS: Readonly<Record<string, string>> = {
  TEXT_DECODED_TCVN3: 'the text was kept in TCVN3 (ABC), and was decoded',
  TEXT_DECODED_VNI: 'the text was kept in VNI, and was decoded',
  TEXT_DECODED_CP1258: 'the text was kept in Windows-1258, and was decoded',
  TEXT_DECODED_VISCII: 'the text was kept in VISCII, and was decoded',
  TEXT_DECODED_VPS: 'the text was kept in VPS, and was decoded',
  TEXT_DECODED_VIQR: 'the text was kept in VIQR, and was decoded',
  TEXT_DECODED_CHARACTER_REFERENCES: 'the letters stood as references of HTML, and were decoded',
  TEXT_DECODED_UTF8: 'UTF-8 had been taken for Windows-1252, and was decoded',
  TEXT_COMPOSED: 'letters and marks stood apart, and were put together',
  TEXT_LETTER_D: 'Ð of Icelandic stood for Đ',
  TEXT_LOSSY: 'letters were lost before the text came into the column; they cannot come back',
  DATE_SWAPPED: 'the month stood before the day',
  DATE_AMBIGUOUS: 'another of the formats would read another day',
  DATE_UNREADABLE: 'no format of the field reads a day of the calendar in it',
  CODE_UNKNOWN: 'the list has no such code — add it with what it means',
  FLAG_UNREADABLE: 'it is neither among “true” nor among “false” of the flag',
  NUMBER_UNREADABLE: 'it is no number of the kind',
  MONEY_UNREADABLE: 'it is no amount of money',
  LEADING_ZERO_RESTORED: 'a number column had dropped the leading zero',
  IDENTIFIER_CLEANED: 'blanks, dots or dashes were taken out',
  IDENTIFIER_UNREADABLE: 'it has not as many digits as “identifier” says',
  JSON_UNREADABLE: 'the column holds no JSON',
  XML_UNREADABLE: 'the column holds no well-formed XML',
};
