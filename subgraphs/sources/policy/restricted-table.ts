import type {
  BoundChildTable,
  BoundRootTable,
  BoundTable,
  TableRights,
} from '../compiler/bound-table.ts';
import {
  type FieldMapping,
  joinNameOf,
  type RootTableMapping,
  type TableMapping,
} from '../mapping/mapping.ts';
import { decidedBy, filterValue, type FilterValue } from '../model/predicate.ts';
import { type EntityRights, type FieldRights, isClosed } from './rights.ts';

const made = new WeakMap<EntityRights, WeakMap<BoundRootTable, BoundRootTable | null>>();

/**
 * A table as who has these rights sees it: rows that are not his are not there, fields that are denied him are not mapped, masked
 * ones decode to their mask; null where none of its rows is his. `written` is what the mapping says of the table, which may be a copy.
 */
export function restrictedTable(
  table: BoundRootTable,
  rights: EntityRights,
  written: RootTableMapping = table.mapping,
): BoundRootTable | null {
  const known = made.get(rights) ?? new WeakMap<BoundRootTable, BoundRootTable | null>();
  made.set(rights, known);
  const restricted = known.has(table)
    ? (known.get(table) ?? null)
    : restrict(table, rights, written);
  known.set(table, restricted);
  return restricted;
}

/** Of a child row nobody knows whether its parent is sensitive: what may be withheld is asked by in none. */
function childRights(
  table: BoundChildTable,
  fields: FieldRights,
  written: TableMapping,
): TableRights {
  const own = rightsOf(table, fields, written);
  const closed = new Set([...own.closed, ...fields.withheld]);
  return { ...own, closed, rows: null, withheld: null };
}

function restrict(
  table: BoundRootTable,
  rights: EntityRights,
  written: RootTableMapping,
): BoundRootTable | null {
  const { sensitive, withheld } = rights;
  const rows = rights.rows === null || decidedBy(rights.rows, constantsOf(table));
  if (rows === false) return null;
  return {
    ...table,
    mapping: { ...table.mapping, fields: shownFields(table.mapping, rights) },
    children: Object.fromEntries(
      Object.entries(table.children).flatMap(([child, its]): [string, BoundChildTable][] => {
        const fields = rights.children[child];
        if (fields === undefined) return [];
        return [
          [
            child,
            {
              ...its,
              mapping: { ...its.mapping, fields: shownFields(its.mapping, fields) },
              // Who sees the row sees what hangs under it.
              rights: childRights(its, fields, written.children[child] ?? its.mapping),
            },
          ],
        ];
      }),
    ),
    rights: {
      ...rightsOf(table, rights, written),
      rows: rows === true ? null : rows,
      withheld: sensitive === null ? null : { where: sensitive, fields: withheld },
    },
  };
}

function rightsOf(
  whole: BoundTable,
  rights: FieldRights,
  written: TableMapping,
): Pick<TableRights, 'whole' | 'closed' | 'unsaid'> {
  const names = Object.keys(written.fields);
  const closed = new Set(names.filter((field) => isClosed(rights, field)));
  // Several fields may be told from one column, and what stood there is the whole of it.
  const columns = new Set(
    names
      .filter((field) => closed.has(field) || rights.withheld.has(field))
      .flatMap((field) => columnsOf(written.fields[field])),
  );
  const shares = (field: string): boolean =>
    columnsOf(written.fields[field]).some(
      (column) => columns.has(column) || leadingTo(written, column).some((its) => columns.has(its)),
    );
  return { whole, closed, unsaid: new Set(names.filter(shares)) };
}

/** What every row of the table has in a field: a constant, or nothing where the source keeps none. */
function constantsOf({ mapping, kept }: BoundRootTable) {
  return (field: string): FilterValue | null | undefined => {
    if (kept?.omitted.has(field) === true) return undefined;
    const its = mapping.fields[field];
    if (its === undefined) return null;
    return 'constant' in its ? filterValue(its.constant) : undefined;
  };
}

function columnsOf(field: FieldMapping | undefined): readonly string[] {
  return field === undefined || 'constant' in field ? [] : field.columns;
}

/** What a joined row is found by, which stands there where it is missing. */
function leadingTo({ joins }: Pick<TableMapping, 'joins'>, column: string): readonly string[] {
  const join = joins.find(({ name }) => name === joinNameOf(column));
  return join === undefined
    ? []
    : join.on.flatMap(({ ours }) => [ours, ...leadingTo({ joins }, ours)]);
}

function shownFields(
  { fields }: TableMapping,
  { masks, denied }: FieldRights,
): TableMapping['fields'] {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, mapping]) => {
      if (denied.has(field)) return [];
      const mask = masks.get(field);
      return [[field, mask === undefined ? mapping : masked(mapping, mask)]];
    }),
  );
}

function masked(mapping: FieldMapping, mask: (value: unknown) => unknown): FieldMapping {
  if ('constant' in mapping) return { ...mapping, constant: mask(mapping.constant) };
  const { codec } = mapping;
  return {
    ...mapping,
    codec: {
      ...codec,
      decode(raw) {
        const { value, repair } = codec.decode(raw);
        return { value: mask(value), ...(repair === undefined ? {} : { repair }) };
      },
    },
  };
}
