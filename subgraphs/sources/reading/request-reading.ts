import { fault } from '../../../service/errors/faults.ts';
import { reasonOf } from '../../../service/errors/reasons.ts';
import type { RootRow } from '../compiler/row-plan.ts';
import type { Tally } from '../compiler/tally/plan.ts';
import type { Source } from '../database/source.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import type { Gathered } from '../fan-out/answers.ts';
import {
  type ConnectionCount,
  type CountQuery,
  type ConnectionPage,
  type ConnectionQuery,
  countConnection,
  readConnection,
} from '../fan-out/connection.ts';
import { askFirst, liveFirst, underFirst } from '../fan-out/origins.ts';
import type { Traversal } from '../fan-out/traversals.ts';
import type { AnyRow } from '../model/entity.ts';
import { holding } from '../model/predicate.ts';
import { parseKey } from '../model/row-key.ts';
import { admitCounts, admitRows, type Asked } from '../policy/admission.ts';
import { isClosed, type Rights } from '../policy/rights.ts';
import { withholdChildren, withProcedure } from '../policy/sensitive-rows.ts';
import { type Fields, wordOf } from './batched.ts';
import type { ParentOf } from './by-child.ts';
import { createCounting } from './counting.ts';
import { createGiving } from './giving.ts';
import { createLookUps, type ParentLookup } from './look-ups.ts';
import { lacks, withOmitted } from './omitted-fields.ts';
import { sharedRead } from './shared-read.ts';
import { createTallying, type TallyQuery } from './tallying.ts';

/** An id or a code that is looked up; no source has longer ones. */
const MOST_CHARACTERS = 500;

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
  /**
   * Rows of a child table under this row, bounded, in the order of their key: read `at` an origin, or wherever the row's own answers.
   */
  children(row: RootRow, child: string, fields: Fields, at?: Source): Promise<readonly AnyRow[]>;
  connection(sources: readonly Source[], query: ConnectionQuery): Promise<ConnectionPage>;
  count(sources: readonly Source[], query: CountQuery): Promise<ConnectionCount>;
  /** Counts by some dimensions. */
  tallies(sources: readonly Source[], query: TallyQuery): Promise<Gathered<readonly Tally[]>>;
  /** Has a source answer, whoever may see its rows. */
  reach(source: Source): Promise<void>;
  /**
   * Before rows that a look-up finds are chosen and ordered by more than it looks for. Throws FORBIDDEN_ENTITY, FORBIDDEN_ROWS,
   * FORBIDDEN_FIELD.
   */
  admit(entity: string, asked: Asked): void;
  /** Who asks may be told no count under this of an entity's rows; null where he may be told any. */
  atLeast(entity: string): number | null;
  /** Whether lists may be searched and ordered by the field. */
  mayAskBy(entity: string, field: string): boolean;
  /** Before a page's rows go to the answer; the other reads do so themselves. */
  give(rows: number): Promise<void>;
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
  const lookUps = createLookUps(options);
  const given = async <R>(rows: readonly R[]): Promise<readonly R[]> => {
    await give(rows.length);
    return rows;
  };

  /** By source: one that many rows ask of is asked once. */
  const reaches = new Map<string, Promise<void>>();

  const completed = (row: RootRow, fields: Fields): RootRow =>
    withOmitted(row, fields, async (omitted) => {
      const source = byCode.get(row.origin.source);
      const entity = row.origin.table.split('/')[1] ?? '';
      const table = (await source?.tables(entity))?.find(({ id }) => id === row.origin.table);
      if (source === undefined || table === undefined) return null;
      return lookUps.byKey.load({ source, table, key: row.key, fields: omitted });
    });

  const under = async (lookup: ParentLookup): Promise<readonly ParentOf[]> => {
    const { entity, child, values } = lookup;
    admitRows(rights, entity);
    for (const [field, value] of Object.entries(values)) checkLength(field, value);
    const fields = withProcedure(rights, entity, lookup.fields);
    const found = await lookUps.parents.load({ ...lookup, fields });
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
        return lookUps.byKey.load({ source: origin, table, key, fields });
      });
      return row === null ? null : completed(row, fields);
    },
    async byFields(source, entity, values, asked) {
      admitRows(rights, entity, { where: holding(values) });
      const fields = withProcedure(rights, entity, asked);
      for (const [field, value] of Object.entries(values)) checkLength(field, value);
      const rows = await given(await lookUps.byFields.load({ source, entity, values, fields }));
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
        return lookUps.children.load({ source: origin, table, child, parent, fields });
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

function checkLength(field: string, value: string): void {
  if (value.length <= MOST_CHARACTERS) return;
  const reason = reasonOf('LONG_VALUE', { most: MOST_CHARACTERS });
  throw fault('BAD_FILTER', { field, reason });
}
