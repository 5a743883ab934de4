import { textOfBytes } from '../../subgraphs/sources/model/text/charset.ts';
import type { Place } from '../../service/yaml/written-fault.ts';
import type { FieldMapping } from '../../subgraphs/sources/mapping/mapping.ts';
import type { RepairKind } from '../../subgraphs/sources/model/entity.ts';
import type { RawRow, RawValue } from '../../subgraphs/sources/model/raw.ts';
import type { SampleRow, TableSample } from './sample-table.ts';

/** What the codec of one field makes of the rows that were read. */
export interface FieldReport {
  /** `dossier.receivedAt`, `dossier.steps.name`. */
  readonly name: string;
  readonly field: string;
  readonly columns: readonly string[];
  readonly at: Place;
  readonly rows: number;
  /** It says who a citizen is. */
  readonly personal: boolean;
  /** Rows that hold nothing. */
  readonly empty: number;
  /** Rows of which something is lost: unreadable, unknown, or letters gone. */
  readonly lost: number;
  /** How often each repair was needed. */
  readonly repairs: ReadonlyMap<RepairKind, number>;
  /** What could not be read, the most frequent first. */
  readonly losses: readonly Loss[];
  /** Canonical values of codes and their number, the most frequent first; of all others none. */
  readonly values: ReadonlyMap<string, number>;
}

/** A value that is lost, in one way, and in how many rows. */
export interface Loss {
  readonly raw: string;
  readonly kind: RepairKind;
  readonly count: number;
}

/** Repairs that bring back all that was meant. */
const MENDS: ReadonlySet<RepairKind> = new Set<RepairKind>([
  'TEXT_DECODED_TCVN3',
  'TEXT_DECODED_VNI',
  'TEXT_DECODED_CP1258',
  'TEXT_DECODED_VISCII',
  'TEXT_DECODED_VPS',
  'TEXT_DECODED_VIQR',
  'TEXT_DECODED_CHARACTER_REFERENCES',
  'TEXT_DECODED_UTF8',
  'TEXT_COMPOSED',
  'TEXT_LETTER_D',
  'DATE_SWAPPED',
  'DATE_AMBIGUOUS',
  'LEADING_ZERO_RESTORED',
  'IDENTIFIER_CLEANED',
]);

/** Whether a repair leaves something lost. */
function isLoss(kind: RepairKind): boolean {
  return !MENDS.has(kind);
}

/** Each field of a sampled table and of its children, in the mapping's order. */
export function reportFields({ table, name, rows, children }: TableSample): readonly FieldReport[] {
  const own = Object.entries(table.mapping.fields).flatMap(([field, mapping]) =>
    'constant' in mapping ? [] : [reportField(`${name}.${field}`, field, mapping, rows)],
  );
  return [...own, ...children.flatMap(reportFields)];
}

function reportField(
  name: string,
  field: string,
  mapping: ReadField,
  rows: TableSample['rows'],
): FieldReport {
  const { type, columns, at } = mapping;
  const repairs = new Map<RepairKind, number>();
  const losses = new Map<string, { raw: string; kind: RepairKind; count: number }>();
  const values = new Map<string, number>();
  let [empty, lost] = [0, 0];
  for (const row of rows) {
    const { value, repair, raw: text } = decodeField(field, mapping, row);
    if (repair === undefined) {
      if (value === null) empty += 1;
    } else {
      repairs.set(repair, (repairs.get(repair) ?? 0) + 1);
      if (isLoss(repair)) {
        lost += 1;
        // The same may be a code that a list lacks, and in another row the key of a row that is not there.
        const same = `${repair} ${text}`;
        const known = losses.get(same);
        if (known === undefined) losses.set(same, { raw: text, kind: repair, count: 1 });
        else known.count += 1;
      }
    }
    if (type.kind === 'coded') {
      const shown = valueText(value);
      values.set(shown, (values.get(shown) ?? 0) + 1);
    }
  }
  return {
    name,
    field,
    columns,
    at,
    rows: rows.length,
    personal: type.personal === true,
    empty,
    lost,
    repairs,
    losses: [...losses.values()].sort((a, b) => b.count - a.count),
    values: new Map([...values].sort((a, b) => b[1] - a[1])),
  };
}

type ReadField = Exclude<FieldMapping, { readonly constant: unknown }>;

/** What becomes of a field of a row, as the graph says it: a row of another table that is not there is lost, whatever its columns say. */
export function decodeField(
  field: string,
  { codec }: ReadField,
  { raws, missing }: SampleRow,
): { readonly value: unknown; readonly repair?: RepairKind; readonly raw: string } {
  const stood = raws.get(field) ?? [];
  const { value, repair, raw } = codec.decode(stood);
  const sought = missing.get(field);
  if (sought !== undefined) return { value, repair: 'LOOKUP_MISSING', raw: sought };
  const seen = raw ?? codec.within?.(stood) ?? rawText(stood);
  return { value, raw: seen, ...(repair === undefined ? {} : { repair }) };
}

/** Columns as they stand, composite ones joined by a bar. */
export function rawText(raw: RawRow): string {
  return raw.map(one).join('|');
}

function one(raw: RawValue): string {
  return raw instanceof Uint8Array ? textOfBytes(raw) : String(raw ?? '');
}

/** A canonical value in a word: of a code what it means. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(valueText).join('; ');
  if (typeof value === 'object' && 'value' in value) return valueText(value.value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
