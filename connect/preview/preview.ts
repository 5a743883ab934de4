import { decodeField, type FieldReport, reportFields, valueText } from '../mapped/decode-fields.ts';
import type { MappedSource } from '../mapped/open-mapped.ts';
import { type SampleRow, sampleTable, type TableSample } from '../mapped/sample-table.ts';

/** A field of a table, with a few of its values beside what becomes of them. */
interface PreviewField extends FieldReport {
  readonly examples: readonly PreviewValue[];
}

export interface PreviewValue {
  readonly raw: string;
  readonly value: string;
  /** What was done to it, or what was lost. */
  readonly repair: string;
}

/** One table, or one of its children, as it stands and as it is read. */
export interface PreviewTable {
  readonly name: string;
  readonly table: string;
  readonly looked: number;
  /** The worst first: by what is lost, then by what had to be repaired. */
  readonly fields: readonly PreviewField[];
  /** A few whole rows: by field, its raw value and what becomes of it. */
  readonly rows: readonly PreviewRow[];
}

interface PreviewRow {
  readonly key: string;
  readonly cells: readonly (PreviewValue & { readonly field: string })[];
}

export interface Preview {
  readonly file: string;
  readonly code: string;
  readonly name: string;
  readonly tables: readonly PreviewTable[];
}

/** Values of a field that are shown. */
const EXAMPLES = 5;

/** Reads rows of a mapped source, and shows so many of each table whole. */
export async function previewSource(
  { source, entities }: MappedSource,
  shown: number,
): Promise<Preview> {
  const tables: PreviewTable[] = [];
  for (const [entity, its] of Object.entries(entities ?? {})) {
    for (const table of its) {
      const { name } = table.mapping;
      const sample = await sampleTable(source, name === null ? entity : `${entity} ${name}`, table);
      tables.push(
        previewTable(sample, shown),
        ...sample.children.map((one) => previewTable(one, shown)),
      );
    }
  }
  return { file: source.file, code: source.code, name: source.name, tables };
}

function previewTable(sample: TableSample, shown: number): PreviewTable {
  const { name, table, rows } = sample;
  const fields = reportFields({ ...sample, children: [] }).map((report) => ({
    ...report,
    examples: examplesOf(sample, report.field),
  }));
  const { schema, table: its } = table.mapping.table;
  return {
    name,
    table: schema === undefined ? its : `${schema}.${its}`,
    looked: rows.length,
    fields: fields.sort((a, b) => b.lost - a.lost || repaired(b) - repaired(a)),
    rows: rows.slice(0, shown).map((row) => ({
      key: row.key ?? '',
      cells: [...row.raws.keys()].flatMap((field) => {
        const read = readValue(sample, field, row);
        return read === null ? [] : [{ field, ...read }];
      }),
    })),
  };
}

function repaired({ repairs }: FieldReport): number {
  return [...repairs.values()].reduce((sum, count) => sum + count, 0);
}

/** Different values, those with a repair before those that are simply read. */
function examplesOf(sample: TableSample, field: string): readonly PreviewValue[] {
  const met = new Map<string, PreviewValue>();
  for (const row of sample.rows) {
    const read = readValue(sample, field, row);
    if (read === null || (read.raw === '' && read.value === '')) continue;
    const known = met.get(`${read.repair}\0${read.raw}`);
    if (known === undefined) met.set(`${read.repair}\0${read.raw}`, read);
  }
  const all = [...met.values()];
  const kinds = [...new Set(all.map(({ repair }) => repair))].sort((a, b) => rank(a) - rank(b));
  // Some of each kind, so that the frequent ones do not hide the others.
  const each = Math.max(1, Math.floor(EXAMPLES / Math.max(1, kinds.length)));
  return kinds
    .flatMap((kind) => all.filter(({ repair }) => repair === kind).slice(0, each))
    .slice(0, EXAMPLES);
}

function rank(repair: string): number {
  return repair === '' ? 1 : 0;
}

function readValue({ table }: TableSample, field: string, row: SampleRow): PreviewValue | null {
  const mapping = table.mapping.fields[field];
  if (mapping === undefined || 'constant' in mapping) return null;
  const { value, repair = '', raw } = decodeField(field, mapping, row);
  return { raw, value: valueText(value), repair };
}
