import type { BoundChildTable, BoundRootTable, BoundTable } from './bound-table.ts';
import type { AnyRow, Origin, Repair } from '../model/entity.ts';
import { textOfBytes } from '../model/charset.ts';
import type { RawRow, RawValue } from '../model/raw.ts';
import { printKey, readKey, trimKey } from '../model/row-key.ts';

/** Which columns a read selects, those of keys before all others, and how one raw row becomes a canonical one. */
export interface RowPlan<R> {
  readonly keys: readonly string[];
  readonly columns: readonly string[];
  decode(raw: RawRow): R;
}

/** A root row, with the keys that its children refer to. */
export type RootRow = AnyRow & {
  /** Its own key, exactly as it stands in the table. */
  readonly key: string;
  readonly links: Readonly<Record<string, string | null>>;
};

/** Reads some fields of a root table: the key first, then what children refer to, then the fields. */
export function planRootRow(
  table: BoundRootTable,
  fields: ReadonlySet<string>,
  /** Ids tell keys apart that differ in what stands unseen at their ends. */
  wholeKeys = false,
): RowPlan<RootRow> {
  const { mapping, source } = table;
  const links = [
    ...new Set(Object.values(mapping.children).map(({ parentColumn }) => parentColumn)),
  ].filter((column) => column !== mapping.key);
  const values = planValues(table, fields, 1 + links.length);
  const prefix = mapping.name === null ? `${source}:` : `${source}:${mapping.name}:`;

  return {
    keys: [mapping.key, ...links],
    columns: values.columns,
    decode(raw) {
      const key = readKey(raw[0] ?? null) ?? '';
      return {
        ...values.decode(raw),
        id: `${prefix}${printKey(key, wholeKeys)}`,
        origin: { source, table: table.id, key: trimKey(key) },
        key,
        links: Object.fromEntries([
          [mapping.key, key],
          ...links.map((column, index) => [column, readKey(raw[index + 1] ?? null)]),
        ]) as RootRow['links'],
      };
    },
  };
}

/** Where a child row stands: under which parent, and in which place there. */
interface ChildPlace {
  readonly parent: string;
  readonly place: number;
}

/** Reads some fields of a child table, its key first where it has one; without, its rows go by their parent's key and their place. */
export function planChildRow(
  table: BoundChildTable,
  fields: ReadonlySet<string>,
): Omit<RowPlan<unknown>, 'decode'> & { decode(raw: RawRow, at: ChildPlace): AnyRow } {
  const { key } = table.mapping;
  const keys = key === null ? [] : [key];
  const values = planValues(table, fields, keys.length);
  return {
    keys,
    columns: values.columns,
    decode(raw, { parent, place }) {
      const own = key === null ? null : readKey(raw[0] ?? null);
      const origin: Origin = {
        source: table.source,
        table: table.id,
        key: trimKey(own ?? parent),
      };
      const id = `${table.id}:${printKey(parent, true)}/${own === null ? `#${place}` : printKey(own, true)}`;
      return { ...values.decode(raw), id, origin };
    },
  };
}

function planValues(table: BoundTable, fields: ReadonlySet<string>, offset: number) {
  const columns: string[] = [];
  const constants: [string, unknown][] = [];
  const read = Object.entries(table.mapping.fields).flatMap(([field, mapping]) => {
    if (!fields.has(field)) return [];
    if ('constant' in mapping) {
      constants.push([field, mapping.constant]);
      return [];
    }
    const from = offset + columns.length;
    columns.push(...mapping.columns);
    return [{ field, codec: mapping.codec, from, to: from + mapping.columns.length }];
  });
  const nothing = Object.fromEntries([...fields].map((field) => [field, null]));

  return {
    columns,
    decode(raw: RawRow): { readonly repairs: readonly Repair[] } {
      const row: Record<string, unknown> = { ...nothing };
      for (const [field, value] of constants) row[field] = value;
      const repairs: Repair[] = [];
      for (const { field, codec, from, to } of read) {
        const own = raw.slice(from, to);
        const { value, repair } = codec.decode(own);
        row[field] = value;
        if (repair !== undefined)
          repairs.push({ field, kind: repair, raw: own.map(rawText).join('|') });
      }
      return { ...row, repairs };
    },
  };
}

function rawText(raw: RawValue): string {
  return raw instanceof Uint8Array ? textOfBytes(raw) : String(raw ?? '');
}
