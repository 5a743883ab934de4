import { planRootRow } from '../../compiler/row-plan.ts';
import { compileByKeys } from '../../compiler/statements/by-keys.ts';
import { compileChanges } from '../../compiler/statements/changes.ts';
import { decodeRoots } from '../../database/key-forms.ts';
import { readKey } from '../../model/row-key.ts';
import type { CopiedChild } from '../copied-table.ts';
import { copyChildren, makeTables } from './copy-table.ts';
import { type Copying, isListed, PAGE, rest } from './copying.ts';
import { changeOf, type Grown, moveMark } from './marks.ts';
import { placeNew } from './place-new.ts';

/**
 * Brings one root table of a copy, and those under it, up to date by the columns that grow with each change. Rows that do not
 * exist for us any more go; of rows that the database has no longer nothing tells.
 */
export async function copyChanges(copying: Copying): Promise<void> {
  const { source, table, copied, writer, options } = copying;
  await makeTables(writer, copied);
  let rows = 0;
  const say = (done: boolean): void => {
    const counts = { rows, total: rows, done, changes: true };
    options.onProgress?.({ source: source.code, table: copied.name, ...counts });
  };
  const replace = async (keys: readonly string[]): Promise<void> => {
    rows += await replaceRows(copying, keys);
    say(false);
  };

  const { key } = table.mapping;
  for (const column of table.mapping.changed)
    await readChanges(copying, { table, name: copied.name, column }, key, replace);
  for (const [child, its] of Object.entries(copied.children)) {
    const childTable = table.children[child];
    if (childTable === undefined) continue;
    const { changed, childColumn, parentColumn } = childTable.mapping;
    const under = (parents: readonly string[]) => replaceChildren(copying, child, its, parents);
    for (const column of changed)
      await readChanges(
        copying,
        { table: childTable, name: its.name, column },
        childColumn,
        // The database alone knows which key equals what a child refers to.
        parentColumn === key ? replace : under,
      );
  }
  await placeNew(copying);
  await writer.commit();
  say(true);
}

/** Hands over what stands in the column `key` of each row that has changed since the copy, page by page. */
async function readChanges(
  copying: Copying,
  grown: Grown,
  key: string,
  take: (keys: readonly string[]) => Promise<void>,
): Promise<void> {
  const { source, writer, options } = copying;
  const { table, column } = grown;
  const since = await moveMark(copying, grown);
  for (let after: { value: string; key: string } | null = null; ;) {
    options.signal?.throwIfAborted();
    const began = performance.now();
    const page = { since, after, backwards: false, limit: PAGE };
    const raw = await source.read(compileChanges(table, { column, key, ...page }));
    const changes = raw.map(([value = null, its = null]) => ({
      value: changeOf(value) ?? '',
      key: readKey(its) ?? '',
    }));
    if (changes.length > 0) await take([...new Set(changes.map((change) => change.key))]);
    await writer.commit();
    after = changes.at(-1) ?? after;
    if (changes.length < PAGE) return;
    await rest(copying, began);
  }
}

/** Puts the rows with these keys, as they are now, in the place of those that the copy has; resolves to how many there are. */
async function replaceRows(copying: Copying, keys: readonly string[]): Promise<number> {
  const { source, table, copied, writer } = copying;
  const plan = planRootRow(table, copied.fields);
  const statement = compileByKeys(
    table,
    plan,
    keys.map((key, place) => ({ place, key })),
  );
  const raw = statement === null ? [] : await source.read(statement);
  const found = raw.map(([, ...row]) => row);
  const decoded = await decodeRoots(source, table, copied.fields, found, {});
  const rows = [
    ...new Map(decoded.flatMap((row) => (row === null ? [] : [[row.key, row]]))).values(),
  ];
  const replaced = [...new Set([...keys, ...rows.map(({ key }) => key)])];
  const known = await writer.query(
    `SELECT _key, _place FROM "${copied.name}" WHERE ${isListed('_key')}`,
    [replaced],
  );
  const places = new Map(known.map(([key, place]) => [key, place ?? null]));
  await writer.query(`DELETE FROM "${copied.name}" WHERE ${isListed('_key')}`, [replaced]);
  for (const [child, its] of Object.entries(copied.children)) {
    const links = rows.flatMap((row) => row.links[child] ?? []);
    const isKey = table.mapping.key === table.mapping.children[child]?.parentColumn;
    await replaceChildren(copying, child, its, isKey ? replaced : [...new Set(links)]);
  }
  await writer.append(
    copied.name,
    rows.map((row) => {
      const place = places.get(writer.kept(row.key)) ?? null;
      return copied.store(row, place === null ? null : Number(place));
    }),
  );
  return rows.length;
}

async function replaceChildren(
  copying: Copying,
  child: string,
  its: CopiedChild,
  parents: readonly string[],
): Promise<void> {
  await copying.writer.query(`DELETE FROM "${its.name}" WHERE ${isListed('_parent')}`, [parents]);
  await copyChildren(copying, child, its, parents);
}
