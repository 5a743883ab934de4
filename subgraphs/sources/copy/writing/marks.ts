import type { BoundTable } from '../../compiler/bound-table.ts';
import { compileChanges } from '../../compiler/statements.ts';
import type { FileWriter } from '../../dialects/duckdb/writer.ts';
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
  const children = Object.entries(copied.children).flatMap(([child, { name }]) => {
    const its = table.children[child];
    return its === undefined ? [] : [{ table: its, name }];
  });
  for (const { table: its, name } of [{ table, name: copied.name }, ...children])
    for (const column of its.mapping.changed) {
      const grown = { table: its, name, column };
      if ((await markOf(writer, grown)) === null) await mark(copying, grown, null);
    }
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

/** What the clocks of an office say of the future is none of its changes yet: it is read in each pass until it comes. */
async function mark(
  { source, writer }: Copying,
  { table, name, column }: Grown,
  before: string | null,
): Promise<void> {
  const latest = async (until: string | null): Promise<string | null> => {
    const last = { since: null, until, after: null, backwards: true, limit: 1 };
    const statement = compileChanges(table, { column, key: column, ...last });
    const [[raw = null] = []] = await source.read(statement);
    return changeOf(raw);
  };
  const value = await latest(null);
  const now = value === null ? null : nowAs(value);
  const reached = value !== null && now !== null && value > now ? await latest(now) : value;
  await writer.append(MARKS, [[name, column, reached, before]]);
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
  writer: FileWriter,
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

async function makeMarks(writer: FileWriter): Promise<void> {
  const names = ['table', 'column', 'value', 'before'];
  await writer.table(
    MARKS,
    names.map((name) => ({ name, type: 'text' })),
  );
}
