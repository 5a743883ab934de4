import type { BoundRootTable, BoundTable } from '../../compiler/bound-table.ts';
import { compileChanges } from '../../compiler/statements/changes.ts';
import type { Source } from '../../database/source.ts';
import type { KeptWriter } from '../../dialects/shared/kept/kept-writer.ts';
import { localNow } from '../../model/moment.ts';
import type { RawValue } from '../../model/raw.ts';
import { readKey, writtenBytes } from '../../model/row-key.ts';
import type { Copying } from './copying.ts';

/** A column of a table that grows with each change, and the table's name in the copy. */
export interface Grown {
  readonly table: BoundTable;
  readonly name: string;
  readonly column: string;
}

/** Up to which change the copy has read each table. */
const MARKS = '_marks';

/** Marks, before any row is read, how far the changes of the table and of those under it have come. */
export async function markAll(copying: Copying): Promise<void> {
  const { table, copied, writer } = copying;
  await makeMarks(writer);
  for (const grown of grownOf(table, copied.name, (child) => copied.children[child]?.name))
    if ((await markOf(writer, grown)) === null) await mark(copying, grown, null);
}

/** The columns of a table, and of those under it, that grow with each change; by the names that the tables have in the copy. */
export function grownOf(
  table: BoundRootTable,
  name: string,
  nameOf: (child: string) => string | undefined,
): readonly Grown[] {
  const children = Object.entries(table.children).map(([child, its]) => ({
    table: its,
    name: nameOf(child) ?? '',
  }));
  return [{ table, name }, ...children].flatMap((its) =>
    its.table.mapping.changed.map((column) => ({ ...its, column })),
  );
}

/** How far a column has come, as it is marked: the last change that was no later than now. */
export async function lastChange(source: Source, { table, column }: Grown): Promise<string | null> {
  const latest = async (until: string | null): Promise<string | null> => {
    const last = { since: null, until, after: null, backwards: true, limit: 1 };
    const statement = compileChanges(table, { column, key: column, ...last });
    const [[raw = null] = []] = await source.read(statement);
    return changeOf(raw);
  };
  const value = await latest(null);
  const now = value === null ? null : nowAs(value);
  // What the clocks of an office say of the future is none of its changes yet: it is read in each pass until it comes.
  return value !== null && now !== null && value > now ? latest(now) : value;
}

/** The marks in the copy whose tables stand under the name, by table and column. */
export async function readMarks(
  copy: Source,
  alias: string,
): Promise<ReadonlyMap<string, string | null>> {
  const sql = `SELECT "table", "column", value FROM "${alias}"."${MARKS}"`;
  const rows = await copy.read({ sql, bindings: [] });
  return new Map(
    rows.map(([table, column, value]) => [
      markName(String(table), String(column)),
      value == null ? null : String(value),
    ]),
  );
}

/** A column of a table among all those that are marked. */
export function markName(table: string, column: string): string {
  return JSON.stringify([table, column]);
}

/**
 * Marks anew, and resolves to what changes are read from: the mark before the last one, for a row that was written before it may
 * have been committed behind it. Null for all.
 */
export async function moveMark(copying: Copying, grown: Grown): Promise<string | null> {
  const { writer } = copying;
  await makeMarks(writer);
  const { value = null, before = null } = (await markOf(writer, grown)) ?? {};
  await writer.query(`DELETE FROM ${MARKS} WHERE "table" = $1 AND "column" = $2`, [
    grown.name,
    grown.column,
  ]);
  await mark(copying, grown, value);
  return before ?? value;
}

/** What a column holds that grows, as a key is written. */
export function changeOf(raw: RawValue): string | null {
  return raw instanceof Uint8Array ? writtenBytes(raw) : readKey(raw);
}

async function mark(
  { source, writer }: Copying,
  grown: Grown,
  before: string | null,
): Promise<void> {
  const reached = await lastChange(source, grown);
  await writer.append(MARKS, [[grown.name, grown.column, reached, before]]);
}

const MOMENT = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}.*)?)?$/u;

/** Now, written as the moment is; null for what is none. */
function nowAs(value: string): string | null {
  if (!MOMENT.test(value)) return null;
  return localNow()
    .replace('T', value.charAt(10) || ' ')
    .slice(0, value.length);
}

async function markOf(
  writer: KeptWriter,
  { name, column }: Grown,
): Promise<{ readonly value: string | null; readonly before: string | null } | null> {
  const [found] = await writer.query(
    `SELECT value, before FROM ${MARKS} WHERE "table" = $1 AND "column" = $2`,
    [name, column],
  );
  if (found === undefined) return null;
  const [value, before] = found as readonly (string | null)[];
  return { value: value ?? null, before: before ?? null };
}

async function makeMarks(writer: KeptWriter): Promise<void> {
  const names = ['table', 'column', 'value', 'before'];
  await writer.table(
    MARKS,
    names.map((name) => ({ name, type: 'text' })),
  );
}
