import type { BoundRootTable, BoundTable } from './bound-table.ts';
import type { AnyRow, Origin, Repair } from '../model/entity.ts';
import type { RawRow, RawValue } from '../model/raw.ts';

/** Which columns a read selects, and how one raw row becomes a canonical one. */
export interface RowPlan<R> {
  readonly columns: readonly string[];
  decode(raw: RawRow): R;
}

/** A root row, with the raw values that its children refer to. */
export type RootRow = AnyRow & {
  readonly links: Readonly<Record<string, string | null>>;
};

/** Reads some fields of a root table: the key first, then what children refer to, then the fields. */
export function planRootRow(table: BoundRootTable, fields: ReadonlySet<string>): RowPlan<RootRow> {
  const { mapping, source } = table;
  const links = [
    ...new Set(Object.values(mapping.children).map(({ parentColumn }) => parentColumn)),
  ].filter((column) => column !== mapping.key);
  const values = planValues(table, fields, 1 + links.length);
  const prefix = mapping.name === null ? `${source}:` : `${source}:${mapping.name}:`;

  return {
    columns: [mapping.key, ...links, ...values.columns],
    decode(raw) {
      const key = keyOf(raw[0] ?? null) ?? '';
      return {
        ...values.decode(raw),
        id: `${prefix}${key}`,
        origin: { source, table: table.id, key },
        links: Object.fromEntries([
          [mapping.key, key],
          ...links.map((column, index) => [column, keyOf(raw[index + 1] ?? null)]),
        ]) as RootRow['links'],
      };
    },
  };
}

/** Reads some fields of a child table; the statement puts the parent's value first. */
export function planChildRow(
  table: BoundTable,
  fields: ReadonlySet<string>,
): RowPlan<{ readonly parent: string; readonly row: AnyRow }> {
  const values = planValues(table, fields, 1);
  return {
    columns: values.columns,
    decode(raw) {
      const parent = keyOf(raw[0] ?? null) ?? '';
      const origin: Origin = { source: table.source, table: table.id, key: parent };
      return { parent, row: { ...values.decode(raw), id: `${table.id}:${parent}`, origin } };
    },
  };
}

/** A key as text on both sides of a join: databases ignore trailing blanks and, mostly, case, where a Map does not. */
export function keyOf(raw: RawValue): string | null {
  if (raw === null || raw instanceof Uint8Array) return null;
  const text = String(raw).trim();
  return text === '' ? null : text;
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
  return raw instanceof Uint8Array ? Buffer.from(raw).toString('hex') : String(raw ?? '');
}
