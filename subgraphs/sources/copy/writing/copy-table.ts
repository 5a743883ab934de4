import type { BoundChildTable } from '../../compiler/bound-table.ts';
import type { Position } from '../../compiler/order/keyset.ts';
import { planChildRow, planRootRow } from '../../compiler/row-plan.ts';
import { compileChildren } from '../../compiler/statements/children.ts';
import { compileCount } from '../../compiler/statements/counts.ts';
import { compilePage } from '../../compiler/statements/page.ts';
import { byHalves } from '../../database/by-halves.ts';
import { decodeRoots } from '../../database/key-forms.ts';
import type { KeptWriter, WrittenValue } from '../../dialects/shared/kept/kept-writer.ts';
import type { RawRow } from '../../model/raw.ts';
import { readKey } from '../../model/row-key.ts';
import type { CopiedChild, CopiedRoot } from '../copied-table.ts';
import { type Copying, isListed, PAGE, rest } from './copying.ts';
import { markAll } from './marks.ts';

/** Copies one root table by its key, page by page, and those under it; goes on behind the last row that stands in the copy. */
export async function copyTable(copying: Copying): Promise<void> {
  const { source, table, copied, writer, options } = copying;
  const { onProgress, signal } = options;
  await makeTables(writer, copied);
  await markAll(copying);
  const [[counted] = []] = await source.read(compileCount(table, null));
  const plan = planRootRow(table, copied.fields);
  let { place, key } = await lastRow(writer, copied.name);

  const say = (done: boolean): void => {
    const [rows, total] = [place + 1, Math.max(Number(counted), place + 1)];
    onProgress?.({ source: source.code, table: copied.name, rows, total, done, changes: false });
  };

  for (;;) {
    say(false);
    signal?.throwIfAborted();
    const began = performance.now();
    const after: Position | null = key === null ? null : { keys: [], equal: { afterKey: key } };
    const statement = compilePage(table, {
      keys: plan.keys,
      columns: plan.columns,
      where: null,
      order: [],
      backwards: false,
      after,
      limit: PAGE,
    });
    const raw = await source.read(statement);
    const rows = (await decodeRoots(source, table, copied.fields, raw, {})).flatMap(
      (row) => row ?? [],
    );
    for (const [child, its] of Object.entries(copied.children)) {
      const parents = [...new Set(rows.flatMap((row) => row.links[child] ?? []))];
      const isKey = table.mapping.key === table.mapping.children[child]?.parentColumn;
      const fresh = isKey ? parents : await newParents(writer, its.name, parents);
      await copyChildren(copying, child, its, fresh);
    }
    await writer.append(
      copied.name,
      rows.map((row, index) => copied.store(row, place + 1 + index)),
    );
    await writer.commit();
    place += rows.length;
    key = rows.at(-1)?.key ?? key;
    if (rows.length < PAGE) break;
    await rest(copying, began);
  }
  say(true);
}

/** The tables of the copy, where they are not there yet. */
export async function makeTables(writer: KeptWriter, copied: CopiedRoot): Promise<void> {
  for (const { name, columns } of [copied, ...Object.values(copied.children)])
    await writer.table(name, columns);
}

/** Copies what hangs under some parents, of whom nothing of the kind stands in the copy. */
export async function copyChildren(
  { source, table, writer }: Copying,
  child: string,
  its: CopiedChild,
  parents: readonly string[],
): Promise<void> {
  const childTable = table.children[child];
  if (childTable === undefined) return;
  const plan = planChildRow(childTable, its.fields);
  const copySome = async (some: readonly string[]): Promise<void> => {
    const asked = some.map((key, place) => ({ place, key }));
    const statement = compileChildren(childTable, plan, asked);
    if (statement === null) return;
    const raw = await source.read(statement);
    await writer.append(its.name, storedChildren(childTable, its, plan, some, raw));
  };
  await byHalves(parents, copySome, (_some, error) => {
    throw error;
  });
}

function storedChildren(
  table: BoundChildTable,
  copied: CopiedChild,
  plan: ReturnType<typeof planChildRow>,
  parents: readonly string[],
  raw: readonly RawRow[],
): readonly (readonly WrittenValue[])[] {
  const places = new Map<string, number>();
  return raw.map(([at, ...row]) => {
    const parent = parents[Number(at)] ?? '';
    const place = places.get(parent) ?? 0;
    places.set(parent, place + 1);
    const key = table.mapping.key === null ? null : readKey(row[0] ?? null);
    return copied.store(plan.decode(row, { parent, place }), key, parent, place);
  });
}

/** The last row that stands in the copy already. */
async function lastRow(
  writer: KeptWriter,
  table: string,
): Promise<{ readonly place: number; readonly key: string | null }> {
  const [[place, key] = []] = await writer.query(
    `SELECT _place, _key FROM "${table}" WHERE _place IS NOT NULL ORDER BY _place DESC LIMIT 1`,
  );
  return { place: Number(place ?? -1), key: (key ?? null) as string | null };
}

/** Those whose children do not stand in the copy yet: where they refer to no key, several rows may share them. */
async function newParents(
  writer: KeptWriter,
  table: string,
  parents: readonly string[],
): Promise<readonly string[]> {
  const found = await writer.query(
    `SELECT DISTINCT _parent FROM "${table}" WHERE ${isListed('_parent')}`,
    [parents],
  );
  const known = new Set(found.map(([parent]) => parent));
  return parents.filter((parent) => !known.has(writer.kept(parent)));
}
