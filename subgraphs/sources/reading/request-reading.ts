import DataLoader from 'dataloader';
import { fault } from '../../../service/errors/faults.ts';
import { reasonOf } from '../../../service/errors/reasons.ts';
import { groupBy } from '../../../service/group-by.ts';
import type { BoundRootTable } from '../compiler/bound-table.ts';
import { admitRead } from '../compiler/served-by.ts';
import { compileChildren } from '../compiler/statements/children.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import type { AnyRow } from '../model/entity.ts';
import type { Gathered } from '../fan-out/answers.ts';
import {
  type ConnectionCount,
  type CountQuery,
  type ConnectionPage,
  type ConnectionQuery,
  countConnection,
  readConnection,
} from '../fan-out/connection.ts';
import type { Traversal } from '../fan-out/traversals.ts';
import { admitCounts, admitRows, type Asked } from '../policy/admission.ts';
import { isClosed, type Rights } from '../policy/rights.ts';
import { withholdChildren, withProcedure } from '../policy/sensitive-rows.ts';
import { createGiving } from './giving.ts';
import type { Tally } from '../compiler/tally.ts';
import { createCounting } from './counting.ts';
import { createListing } from './listing.ts';
import { createTallying, type TallyQuery } from './tallying.ts';
import { askFirst, liveFirst, underFirst } from '../fan-out/origins.ts';
import { filterValue, holding, holdingAny, matches, MOMENT } from '../model/predicate.ts';
import { planChildRow, planRootRow, type RootRow } from '../compiler/row-plan.ts';
import { byHalves, MOST_KEYS, tooManyRows } from '../database/by-halves.ts';
import { decodeRoots } from '../database/key-forms.ts';
import { nextSlice } from '../database/next-slice.ts';
import { parseKey } from '../model/row-key.ts';
import { type ParentOf, readByChild } from './by-child.ts';
import { readByKeys } from './by-keys.ts';
import type { Source } from '../database/source.ts';
import { lacks, withOmitted } from './omitted-fields.ts';
import { sharedRead } from './shared-read.ts';

/** Each look-up by fields may take a dozen parameters: raw forms of a text, bounds of a day. */
const MOST_FIELD_LOOKUPS = 150;

/** Rows that look-ups by something else than the key may find in one table. */
const MOST_LISTED = 5_000;

/** An id or a code that is looked up; no source has longer ones. */
const MOST_CHARACTERS = 500;

type Fields = ReadonlySet<string>;

const NONE: Fields = new Set();

/**
 * What one request reads: every look-up made at the same time goes out as one statement a table, and lists, counts and groups
 * that are asked for twice are read once.
 */
export interface Reading {
  /** The row with this id of the graph, or null. */
  byId(entity: string, id: string, fields: Fields): Promise<RootRow | null>;
  /** The rows at one source whose fields hold these values. */
  byFields(
    source: Source,
    entity: string,
    values: Readonly<Record<string, string>>,
    fields: Fields,
  ): Promise<readonly RootRow[]>;
  /** What a look-up of a row by some values finds; `read` is asked where no page of the same traversal has asked for it lately. */
  lookUp(
    entity: string,
    values: Readonly<Record<string, string>>,
    fields: Fields,
    read: () => Promise<RootRow | null>,
  ): Promise<RootRow | null>;
  /** The rows at one source under which a child row holds these values, each once. */
  byChild(
    source: Source,
    entity: string,
    child: string,
    values: Readonly<Record<string, string>>,
    fields: Fields,
  ): Promise<readonly RootRow[]>;
  /** The child rows at one source that hold these values, each with the row that it is under. */
  childrenWith(
    source: Source,
    entity: string,
    child: string,
    values: Readonly<Record<string, string>>,
    fields: Fields,
    childFields: Fields,
  ): Promise<readonly ParentOf[]>;
  /** Rows of a child table under this row, bounded, in the order of their key: read `at` an origin, or wherever the row's own answers. */
  children(row: RootRow, child: string, fields: Fields, at?: Source): Promise<readonly AnyRow[]>;
  connection(sources: readonly Source[], query: ConnectionQuery): Promise<ConnectionPage>;
  count(sources: readonly Source[], query: CountQuery): Promise<ConnectionCount>;
  /** Counts by some dimensions. */
  tallies(sources: readonly Source[], query: TallyQuery): Promise<Gathered<readonly Tally[]>>;
  /** Has a source answer, whoever may see its rows. */
  reach(source: Source): Promise<void>;
  /** Before rows that a look-up finds are chosen and ordered by more than it looks for. Throws FORBIDDEN_ENTITY, FORBIDDEN_ROWS, FORBIDDEN_FIELD. */
  admit(entity: string, asked: Asked): void;
  /** Who asks may be told no count under this of an entity's rows; null where he may be told any. */
  atLeast(entity: string): number | null;
  /** Whether lists may be searched and ordered by the field. */
  mayAskBy(entity: string, field: string): boolean;
  /** Before a page's rows go to the answer; the other reads do so themselves. */
  give(rows: number): Promise<void>;
}

interface KeyLookup {
  readonly source: Source;
  readonly table: BoundRootTable;
  readonly key: string;
  readonly fields: Fields;
}

interface FieldLookup {
  readonly source: Source;
  readonly entity: string;
  readonly values: Readonly<Record<string, string>>;
  readonly fields: Fields;
}

interface ParentLookup extends FieldLookup {
  readonly child: string;
  readonly childFields: Fields;
}

interface ChildLookup {
  readonly source: Source;
  readonly table: BoundRootTable;
  readonly child: string;
  readonly parent: string;
  readonly fields: Fields;
}

/**
 * What `sources` show is already what `rights` let them show: here is refused what would tell more by being asked. `traversal`: of
 * the list that the request has a page of.
 */
export function createReading(
  sources: readonly Source[],
  options: ReadOptions,
  rights: Rights | null = null,
  traversal?: Traversal,
): Reading {
  const byCode = new Map(sources.map((source) => [source.code, source]));
  const give = createGiving(options.request);
  const tallying = createTallying(options);
  const counting = createCounting(options);
  const listed = createListing(options);
  const given = async <R>(rows: readonly R[]): Promise<readonly R[]> => {
    await give(rows.length);
    return rows;
  };

  const keys = batched<KeyLookup, RootRow | null>(
    ({ source, table }) => `${source.from}|${table.id}`,
    ({ source, table, key }) => `${source.from}|${table.id}|${key}`,
    async (lookups, fields) => {
      const [{ source, table }] = lookups;
      return readByKeys(
        source,
        table,
        lookups.map(({ key }) => key),
        fields,
        options,
      );
    },
    options,
  );

  const fieldLookups = batched<FieldLookup, readonly RootRow[]>(
    ({ source, entity, values }) =>
      `${source.from}|${source.code}|${entity}|${Object.keys(values).join(',')}`,
    ({ source, entity, values }) =>
      `${source.from}|${source.code}|${entity}|${JSON.stringify(values)}`,
    async (lookups, fields) => {
      const [{ source, entity, values: first }] = lookups;
      const looked = Object.keys(first);
      const where = holdingAny(lookups.map(({ values }) => values));
      const tables = await source.tables(entity);
      const rows = await Promise.all(
        tables.map(async (table) => {
          const slice = nextSlice(options.request);
          if (slice !== undefined) await slice;
          admitRead(table, { where, order: null });
          const read = new Set([...fields, ...looked]);
          const plan = planRootRow(table, read);
          const raw = await listed({ source, table, where, ...plan, limit: MOST_LISTED + 1 });
          if (raw.length > MOST_LISTED) throw tooManyRows(source);
          const decoded = await decodeRoots(source, table, read, raw, options);
          return decoded.flatMap((row) => row ?? []);
        }),
      );
      const placed = groupBy(rows.flat(), (row) => placeOf(row, looked));
      const under = new Map(placed.map((group) => [placeOf(group[0], looked), group]));
      return lookups.map(({ values }) => {
        const own = holding(values);
        return (under.get(placeOf(values, looked)) ?? []).filter((row) => matches(own, row));
      });
    },
    options,
    MOST_FIELD_LOOKUPS,
  );

  /** By source: one that many rows ask of is asked once. */
  const reaches = new Map<string, Promise<void>>();
  const parentLookups = batched<ParentLookup, readonly ParentOf[]>(
    ({ source, entity, child, values, childFields }) =>
      `${source.from}|${source.code}|${entity}|${child}|${Object.keys(values).join(',')}|${wordOf(childFields)}`,
    ({ source, entity, child, values, childFields }) =>
      `${source.from}|${source.code}|${entity}|${child}|${JSON.stringify(values)}|${wordOf(childFields)}`,
    async (lookups, fields) => {
      const [{ source, entity, child, childFields }] = lookups;
      const where = holdingAny(lookups.map(({ values }) => values));
      const asked = { entity, child, where, fields, childFields };
      const found = await readByChild(source, asked, options);
      return lookups.map(({ values }) => {
        const own = holding(values);
        return found.filter((one) => matches(own, one.child));
      });
    },
    options,
    MOST_FIELD_LOOKUPS,
  );

  const childLookups = batched<ChildLookup, readonly AnyRow[]>(
    ({ source, table, child }) => `${source.from}|${table.id}/${child}`,
    ({ source, table, child, parent }) => `${source.from}|${table.id}/${child}|${parent}`,
    async (lookups, fields) => {
      const [{ source, table, child }] = lookups;
      const childTable = table.children[child];
      if (childTable === undefined) return lookups.map(() => []);
      const plan = planChildRow(childTable, fields);
      const parents = unique(lookups.map(({ parent }) => parent));
      const statement = compileChildren(
        childTable,
        plan,
        parents.map((key, place) => ({ place, key })),
      );
      const raw = statement === null ? [] : await source.read(statement, options);
      const siblings = groupBy(raw, ([place]) => parents[Number(place)] ?? '');
      const under = new Map(
        siblings.map((group) => {
          const parent = parents[Number(group[0][0])] ?? '';
          return [parent, group.map(([, ...row], place) => plan.decode(row, { parent, place }))];
        }),
      );
      return lookups.map(({ parent }) => under.get(parent) ?? []);
    },
    options,
  );

  const completed = (row: RootRow, fields: Fields): RootRow =>
    withOmitted(row, fields, async (omitted) => {
      const source = byCode.get(row.origin.source);
      const entity = row.origin.table.split('/')[1] ?? '';
      const table = (await source?.tables(entity))?.find(({ id }) => id === row.origin.table);
      if (source === undefined || table === undefined) return null;
      return keys.load({ source, table, key: row.key, fields: omitted });
    });

  const under = async (lookup: ParentLookup): Promise<readonly ParentOf[]> => {
    const { entity, child, values } = lookup;
    admitRows(rights, entity);
    for (const [field, value] of Object.entries(values)) checkLength(field, value);
    const fields = withProcedure(rights, entity, lookup.fields);
    const found = await parentLookups.load({ ...lookup, fields });
    const whole = new Map<RootRow, RootRow>();
    return found.map(({ row, child: one }) => {
      const its = whole.get(row) ?? completed(row, fields);
      whole.set(row, its);
      return { row: its, child: withholdChildren(rights, row, child, [one])[0] ?? one };
    });
  };

  return {
    async byId(entity, id, asked) {
      admitRows(rights, entity);
      const fields = withProcedure(rights, entity, asked);
      checkLength('id', id);
      const [code = '', ...rest] = id.split(':');
      const source = byCode.get(code);
      if (source === undefined || rest.length === 0) return null;
      const { result: row } = await askFirst(await liveFirst(source), async (origin) => {
        const tables = await origin.tables(entity);
        const [first = '', ...others] = rest;
        const named = tables.find(({ mapping }) => mapping.name === first);
        const table = named ?? tables.find(({ mapping }) => mapping.name === null);
        if (table === undefined) return null;
        const key = parseKey((named === undefined ? rest : others).join(':'));
        return keys.load({ source: origin, table, key, fields });
      });
      return row === null ? null : completed(row, fields);
    },
    async byFields(source, entity, values, asked) {
      admitRows(rights, entity, { where: holding(values) });
      const fields = withProcedure(rights, entity, asked);
      for (const [field, value] of Object.entries(values)) checkLength(field, value);
      const rows = await given(await fieldLookups.load({ source, entity, values, fields }));
      return rows.map((row) => completed(row, fields));
    },
    async lookUp(entity, values, fields, read) {
      const asked = `${entity}|${JSON.stringify(values)}|${wordOf(fields)}`;
      const known = traversal?.known(asked);
      if (known !== undefined) {
        await give(known === null ? 0 : 1);
        return known;
      }
      const row = await read();
      // What only the database has, of all that was read, may not come the next time.
      const isWhole = row === null || !lacks(row, withProcedure(rights, entity, fields));
      if (isWhole) traversal?.know(asked, row);
      return row;
    },
    async byChild(source, entity, child, values, fields) {
      const found = await under({ source, entity, child, values, fields, childFields: NONE });
      // Children may refer to one row by keys that differ to us, and are equal to the database.
      const rows = new Map(found.map(({ row }) => [row.id, row])).values();
      return given([...rows]);
    },
    async childrenWith(source, entity, child, values, fields, childFields) {
      return given(await under({ source, entity, child, values, fields, childFields }));
    },
    async children(row, child, fields, at) {
      const { source: code, table: id } = row.origin;
      const source = byCode.get(code);
      const parent = row.links[child];
      if (source === undefined || parent === null || parent === undefined) return [];
      const origins = at === undefined ? await underFirst(row)(source) : [at];
      const { result } = await askFirst(origins, async (origin) => {
        const entity = id.split('/')[1] ?? '';
        const table = (await origin.tables(entity)).find((one) => one.id === id);
        if (table === undefined) return [];
        return childLookups.load({ source: origin, table, child, parent, fields });
      });
      return given(withholdChildren(rights, row, child, result));
    },
    connection: sharedRead(async (from, asked) => {
      admitRows(rights, asked.entity, asked);
      const fields = withProcedure(rights, asked.entity, asked.fields);
      const query = { ...asked, fields };
      const page = await readConnection(
        from,
        query,
        options,
        query.goesOn === true ? traversal : undefined,
      );
      const edges = page.edges.map(({ cursor, node }) => ({
        cursor,
        node: completed(node, query.fields),
      }));
      return { ...page, edges };
    }),
    count: sharedRead(async (from, query) => {
      admitRows(rights, query.entity, query);
      return countConnection(from, query, options, counting);
    }),
    tallies: sharedRead(async (from, query) => {
      admitCounts(rights, query.entity, query, query.suppressing === true);
      return tallying.read(from, query);
    }),
    reach(source) {
      const reached =
        reaches.get(source.code) ??
        source.tables('').then(async () => {
          await source.read({ sql: 'SELECT 1', bindings: [] }, options);
        });
      reaches.set(source.code, reached);
      return reached;
    },
    admit: (entity, asked) => {
      admitRows(rights, entity, asked);
    },
    atLeast: (entity) => rights?.of(entity)?.atLeast ?? null,
    mayAskBy: (entity, field) => {
      const own = rights?.of(entity);
      // Who has no row of it is told so by the read.
      return own == null || own.atLeast !== null || !isClosed(own, field);
    },
    give,
  };
}

type NonEmpty<T> = readonly [T, ...T[]];

/**
 * A loader whose look-ups of one tick are grouped, each group read by as few statements as `most` look-ups in one allow, with the
 * fields of all. The contract of dataloader holds: answers in the order asked; a statement that fails fails its own look-ups only.
 */
function batched<L extends { readonly fields: Fields }, A>(
  groupOf: (lookup: L) => string,
  keyOfLookup: (lookup: L) => string,
  read: (lookups: NonEmpty<L>, fields: Fields) => Promise<readonly A[]>,
  options: ReadOptions,
  most = MOST_KEYS,
): DataLoader<L, A, string> {
  return new DataLoader(
    async (lookups) => {
      const answers: (A | Error)[] = [];
      const placed = lookups.map((lookup, index) => ({ lookup, index }));
      const sizes = new Map<string, number>();
      const statements = groupBy(placed, ({ lookup }) => {
        const group = groupOf(lookup);
        const size = sizes.get(group) ?? 0;
        sizes.set(group, size + 1);
        return `${group}|${Math.floor(size / most)}`;
      });
      const answering = (members: readonly (typeof placed)[number][]): Promise<void> =>
        byHalves(
          members,
          async (some) => {
            const [first, ...others] = some.map(({ lookup }) => lookup);
            if (first === undefined) return;
            const group: NonEmpty<L> = [first, ...others];
            const found = await read(group, new Set(group.flatMap(({ fields }) => [...fields])));
            some.forEach(({ index }, place) => {
              answers[index] = found[place] as A;
            });
          },
          (some, error) => {
            for (const { index } of some) answers[index] = error as Error;
          },
        );
      const [first, ...others] = statements;
      const reading = first === undefined ? [] : [answering(first)];
      for (const members of others) {
        // A statement of thousands of values takes milliseconds to write; those that take none are to be asked at the same time.
        const slice = nextSlice(options.request);
        if (slice !== undefined) await slice;
        reading.push(answering(members));
      }
      await Promise.all(reading);
      return answers;
    },
    {
      maxBatchSize: Infinity,
      cacheKeyFn: (lookup) => `${keyOfLookup(lookup)}|${wordOf(lookup.fields)}`,
    },
  );
}

const words = new WeakMap<Fields, string>();

/** The same for the same fields; one set of them is mostly for hundreds of look-ups. */
function wordOf(fields: Fields): string {
  const word = words.get(fields) ?? [...fields].sort().join(',');
  words.set(fields, word);
  return word;
}

/** Rows and look-ups that may match are in one place: of what may be a moment its day decides. */
function placeOf(values: Readonly<Record<string, unknown>>, fields: readonly string[]): string {
  const held = fields.map((field) => String(filterValue(values[field])));
  return held
    .map((text) => (MOMENT.test(text) ? text.slice(0, 'yyyy-MM-dd'.length) : text))
    .join('|');
}

function checkLength(field: string, value: string): void {
  if (value.length <= MOST_CHARACTERS) return;
  const reason = reasonOf('LONG_VALUE', { most: MOST_CHARACTERS });
  throw fault('BAD_FILTER', { field, reason });
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
