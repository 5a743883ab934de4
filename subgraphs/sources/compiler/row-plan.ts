import type { BoundChildTable, BoundJoin, BoundRootTable, BoundTable } from './bound-table.ts';
import { joinsOf } from './joins.ts';
import { Kept, TABLE_HELD } from './kept/kept.ts';
import { numberOf } from './kept/number-of.ts';
import { compileRights } from './where.ts';
import type { AnyRow, Origin, Repair } from '../model/entity.ts';
import { fieldsOf, matches, type Predicate } from '../model/predicate.ts';
import { textOfBytes } from '../model/text/charset.ts';
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
  /** What the rows of each child table refer to, by the child's name. */
  readonly links: Readonly<Record<string, string | null>>;
  /** Of a row of a copy: fields that only the database has. */
  readonly omitted?: ReadonlySet<string>;
  /** Whether what tells of its procedure is withheld; undefined where nothing that would be was read. */
  readonly withheld?: boolean;
};

/** How rows of a root table are read. */
export interface RootRowPlan extends RowPlan<RootRow | null> {
  /** Null for a row that is not there for who asks, which the database could not tell. */
  decode(raw: RawRow): RootRow | null;
  /** Any row, for its place in an order alone. */
  decodeAny(raw: RawRow): RootRow;
  /**
   * What tells a row that cannot pass by the fields that are asked about alone: most rows that are read for a filter that a database
   * cannot decide do not. Null where rights have to see more of the row.
   */
  sieve(where: Predicate): ((raw: RawRow) => boolean) | null;
}

const rootPlans = new Kept<RootRowPlan>(32 * 1024 * 1024, charactersOfPlan);
const childPlans = new Kept<ChildRowPlan>(16 * 1024 * 1024, charactersOfPlan);

/** What a plan holds for each column that it reads, in characters that take as much. */
const COLUMN_HELD = 100;

function charactersOfPlan({ keys, columns }: Pick<RowPlan<unknown>, 'keys' | 'columns'>): number {
  return TABLE_HELD + COLUMN_HELD * (keys.length + columns.length);
}

/** What tells sets of fields apart. */
function wordOf(fields: ReadonlySet<string>): string {
  return [...fields].sort().join();
}

/** Reads some fields of a root table: the key first, then what children refer to, then the fields. */
export function planRootRow(
  table: BoundRootTable,
  fields: ReadonlySet<string>,
  /** Ids tell keys apart that differ in what stands unseen at their ends. */
  wholeKeys = false,
): RootRowPlan {
  const said = `${numberOf(table)} ${String(wholeKeys)} ${wordOf(fields)}`;
  return rootPlans.of(said, () => rootPlanOf(table, fields, wholeKeys));
}

function rootPlanOf(
  table: BoundRootTable,
  fields: ReadonlySet<string>,
  wholeKeys: boolean,
): RootRowPlan {
  const { mapping, source } = table;
  const children = Object.entries(mapping.children);
  const links = [...new Set(children.map(([, { parentColumn }]) => parentColumn))].filter(
    (column) => column !== mapping.key,
  );
  const omitted = table.kept && { omitted: table.kept.omitted };
  const beside = ['id', 'origin', 'key', 'links', ...(omitted === undefined ? [] : ['omitted'])];
  const values = planValues(table, fields, 1 + links.length, beside);
  const rules = planRules(table, fields, 1 + links.length + values.columns.length);
  const prefix = mapping.name === null ? `${source}:` : `${source}:${mapping.name}:`;
  const linked = children.map(([child, { parentColumn }]) => ({
    child,
    // Its own key stands first.
    at: parentColumn === mapping.key ? 0 : links.indexOf(parentColumn) + 1,
  }));
  const noLinks: RootRow['links'] = Object.fromEntries(linked.map(({ child }) => [child, null]));
  const linksOf = (raw: RawRow, key: string): RootRow['links'] => {
    const its: Record<string, string | null> = { ...noLinks };
    for (const { child, at } of linked) its[child] = at === 0 ? key : readKey(raw[at] ?? null);
    return its;
  };

  const decodeAny = (raw: RawRow): RootRow => {
    const key = readKey(raw[0] ?? null) ?? '';
    return Object.assign(rules.shown(values.decode(raw), raw), {
      id: `${prefix}${printKey(key, wholeKeys)}`,
      origin: originOf(table, key),
      key,
      ...omitted,
      links: linksOf(raw, key),
    });
  };
  return {
    keys: [mapping.key, ...links],
    columns: [...values.columns, ...rules.columns],
    decode: (raw) => (rules.isThere(raw) ? decodeAny(raw) : null),
    decodeAny,
    sieve(where) {
      if (rules.withholds) return null;
      const asked = values.some(new Set(fieldsOf(where)));
      return (raw) => matches(where, asked(raw));
    },
  };
}

type ReadValues = { readonly repairs: readonly Repair[] };

/** What rights have to see of a row beside the fields that are read of it. */
function planRules(table: BoundRootTable, fields: ReadonlySet<string>, offset: number) {
  const { rights } = table;
  const rows = compileRights(table)?.exact === false ? (rights?.rows ?? null) : null;
  const touched = rights?.withheld ?? null;
  const withheld = touched !== null && overlaps(fields, touched.fields) ? touched : null;
  const looked = (predicate: Predicate | null): readonly string[] =>
    predicate === null ? [] : fieldsOf(predicate);
  const seen = new Set([...looked(rows), ...looked(withheld?.where ?? null)]);
  const values = planValues(rights?.whole ?? table, seen, offset);
  // A copy keeps its repairs beside each read, and rules ask for none.
  return {
    columns: seen.size === 0 ? [] : values.columns,
    withholds: withheld !== null,
    isThere: (raw: RawRow): boolean => rows === null || matches(rows, values.decode(raw)),
    /** The values without what is withheld of the row. */
    shown(row: ReadValues, raw: RawRow): ReadValues & { readonly withheld?: boolean } {
      if (withheld === null) return row;
      if (!matches(withheld.where, values.decode(raw))) return { withheld: false, ...row };
      return { withheld: true, ...withoutFields(row, withheld.fields) };
    },
  };
}

function overlaps(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...other].some((field) => one.has(field));
}

/** A row that shows nothing in some fields, nor what was repaired in them. */
export function withoutFields<R extends ReadValues>(row: R, fields: ReadonlySet<string>): R {
  const names = [...fields].filter((field) => field in row);
  return {
    ...row,
    ...Object.fromEntries(names.map((field) => [field, null])),
    repairs: row.repairs.filter(({ field }) => !fields.has(field)),
  };
}

/** Where a child row stands: under which parent, and in which place there. */
interface ChildPlace {
  readonly parent: string;
  readonly place: number;
}

/** How rows of a child table are read. */
interface ChildRowPlan extends Omit<RowPlan<unknown>, 'decode'> {
  decode(raw: RawRow, at: ChildPlace): AnyRow;
}

/** Reads some fields of a child table, its key first where it has one; without, its rows go by their parent's key and their place. */
export function planChildRow(table: BoundChildTable, fields: ReadonlySet<string>): ChildRowPlan {
  return childPlans.of(`${numberOf(table)} ${wordOf(fields)}`, () => childPlanOf(table, fields));
}

function childPlanOf(table: BoundChildTable, fields: ReadonlySet<string>): ChildRowPlan {
  const { key } = table.mapping;
  const keys = key === null ? [] : [key];
  const values = planValues(table, fields, keys.length);
  return {
    keys,
    columns: values.columns,
    decode(raw, { parent, place }) {
      const own = key === null ? null : readKey(raw[0] ?? null);
      const origin = originOf(table, own ?? parent);
      const id = `${table.id}:${printKey(parent, true)}/${own === null ? `#${place}` : printKey(own, true)}`;
      return Object.assign(values.decode(raw), { id, origin });
    },
  };
}

function originOf({ source, id, kept }: BoundTable, key: string): Origin {
  return {
    source,
    table: id,
    key: trimKey(key),
    from: kept === undefined ? 'LIVE' : 'COPY',
    asOf: kept?.asOf ?? null,
  };
}

/** `beside`: names of what is added to each row. */
function planValues(
  table: BoundTable,
  fields: ReadonlySet<string>,
  offset: number,
  beside: readonly string[] = [],
) {
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
    const joins = joinsOf(table, mapping.columns);
    return [{ field, codec: mapping.codec, from, to: from + mapping.columns.length, joins }];
  });
  const lost = planLost(table, new Set(read.flatMap(({ joins }) => joins)), offset, columns);
  const repairsAt = table.kept && offset + columns.push(table.kept.repairs) - 1;
  // Copies of it have room for all: an object that grows name by name is moved, and takes several times as much.
  const form = Object.fromEntries([...fields, 'repairs', ...beside].map((name) => [name, null]));
  const unsaid = table.rights?.unsaid ?? NONE;
  const shown = new Set([...fields].filter((field) => table.mapping.fields[field] !== undefined));

  return {
    columns,
    /** The values of some fields alone; of others there is nothing. */
    some(wanted: ReadonlySet<string>): (raw: RawRow) => Readonly<Record<string, unknown>> {
      const same = Object.fromEntries(constants.filter(([field]) => wanted.has(field)));
      const some = read.filter(({ field }) => wanted.has(field));
      return (raw) => {
        const row: Record<string, unknown> = { ...same };
        for (const { field, codec, from, to } of some)
          row[field] = codec.decode(raw.slice(from, to)).value;
        return row;
      };
    },
    /** An object of its own, which may be added to. */
    decode(raw: RawRow): ReadValues {
      const row: Record<string, unknown> = { ...form };
      for (const [field, value] of constants) row[field] = value;
      const repairs =
        repairsAt === undefined ? [] : keptRepairs(raw[repairsAt] ?? null, shown, unsaid);
      const losses = lost(raw);
      for (const { field, codec, from, to, joins } of read) {
        const own = raw.slice(from, to);
        const { value, repair, raw: was } = codec.decode(own);
        row[field] = value;
        const sought =
          losses.size === 0 ? undefined : joins.flatMap((join) => losses.get(join) ?? [])[0];
        const kind = sought === undefined ? repair : 'LOOKUP_MISSING';
        if (kind === undefined) continue;
        const stood = sought ?? was ?? own.map(rawText).join('|');
        repairs.push({ field, kind, raw: unsaid.has(field) ? null : stood });
      }
      return Object.assign(row, { repairs });
    },
  };
}

/**
 * Reads, behind the columns, what joined rows were looked for by, and tells of a row which of them are not there: a join, and
 * what stands in the columns that should lead to its row.
 */
export function planLost(
  table: BoundTable,
  joins: ReadonlySet<BoundJoin>,
  offset: number,
  columns: string[],
): (raw: RawRow) => ReadonlyMap<BoundJoin, string> {
  const sought = [...joins].flatMap((join) => {
    const { name, on, chosen } = join.mapping;
    // Of rows that one is chosen of there may be none.
    if (chosen !== null) return [];
    const from = offset + columns.length;
    columns.push(...on.map(({ ours }) => ours), ...on.map(({ theirs }) => `${name}.${theirs}`));
    return [{ join, from, middle: from + on.length, to: from + 2 * on.length }];
  });
  if (sought.length === 0) return () => NONE_LOST;
  return (raw) =>
    new Map(
      sought.flatMap(({ join, from, middle, to }): readonly [BoundJoin, string][] => {
        const [ours, theirs] = [raw.slice(from, middle), raw.slice(middle, to)];
        const isLost = !ours.some(isNothing) && theirs.every((one) => one === null);
        return isLost ? [[join, ours.map(rawText).join('|')]] : [];
      }),
    );
}

/** Where nobody is meant, there is NULL, or nothing, or 0. */
function isNothing(raw: RawValue): boolean {
  return raw === null || ['', '0'].includes(rawText(raw).trim());
}

const NONE: ReadonlySet<string> = new Set();
const NONE_LOST: ReadonlyMap<BoundJoin, string> = new Map();

/** Those of the fields that are read, without what nobody is told. */
function keptRepairs(
  kept: RawValue,
  fields: ReadonlySet<string>,
  unsaid: ReadonlySet<string>,
): Repair[] {
  if (typeof kept !== 'string') return [];
  return (JSON.parse(kept) as readonly Repair[])
    .filter(({ field }) => fields.has(field))
    .map((repair) => (unsaid.has(repair.field) ? { ...repair, raw: null } : repair));
}

function rawText(raw: RawValue): string {
  return raw instanceof Uint8Array ? textOfBytes(raw) : String(raw ?? '');
}
