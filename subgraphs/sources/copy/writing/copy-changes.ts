import { planRootRow } from '../../compiler/row-plan.ts';
import { compileByKeys } from '../../compiler/statements/by-keys.ts';
import { type ChangeQuery, compileChanges } from '../../compiler/statements/changes.ts';
import { decodeRoots } from '../../database/key-forms.ts';
import { KEY } from '../../dialects/shared/kept/kept-column.ts';
import type { KeptWriter } from '../../dialects/shared/kept/kept-writer.ts';
import { readKey } from '../../model/row-key.ts';
import { chunksOf } from '../../../../service/chunks-of.ts';
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
  for (const column of table.mapping.changed) {
    const grown = { table, name: copied.name, column };
    const since = await moveMark(copying, grown);
    await readChanges(copying, grown, { since, key }, (changes) => replace(keysOf(changes)));
  }
  for (const [child, its] of Object.entries(copied.children)) {
    const childTable = table.children[child];
    if (childTable === undefined) continue;
    const { changed, key: own, childColumn } = childTable.mapping;
    // The database alone knows which key equals what a child refers to.
    const renew =
      its.link === KEY
        ? replace
        : (parents: readonly string[]) => replaceChildren(copying, child, its, parents);
    for (const column of changed) {
      const grown = { table: childTable, name: its.name, column };
      const since = await moveMark(copying, grown);
      if (own !== null)
        await readChanges(
          copying,
          grown,
          { since, key: own, beside: [childColumn] },
          async (changes) => {
            const former = await formerParents(writer, its, changes);
            for (const parents of chunksOf(former, PAGE)) await renew(parents);
          },
        );
      await readChanges(copying, grown, { since, key: childColumn }, (changes) =>
        renew(keysOf(changes)),
      );
    }
  }
  await placeNew(copying);
  await writer.commit();
  say(true);
}

/** A row that has changed, by one of its columns. */
interface Change {
  readonly key: string;
  /** What another of its columns holds, where that is read too. */
  readonly beside: string | null;
}

function keysOf(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.map(({ key }) => key))];
}

/** Hands over the rows that have changed and hold something in the column `key`, in its order where they have changed at the same time. */
async function readChanges(
  copying: Copying,
  { table, column }: Grown,
  asked: Pick<ChangeQuery, 'key' | 'since' | 'beside'>,
  take: (changes: readonly Change[]) => Promise<void>,
): Promise<void> {
  const { source, writer, options } = copying;
  for (let after: { value: string; key: string } | null = null; ;) {
    options.signal?.throwIfAborted();
    const began = performance.now();
    const page = { ...asked, column, after, backwards: false, limit: PAGE };
    const raw = await source.read(compileChanges(table, page));
    const changes = raw.map(([value = null, its = null, beside = null]) => ({
      value: changeOf(value) ?? '',
      key: readKey(its) ?? '',
      beside: readKey(beside),
    }));
    if (changes.length > 0) await take(changes);
    await writer.commit();
    after = changes.at(-1) ?? after;
    if (changes.length < PAGE) return;
    await rest(copying, began);
  }
}

/** Under which parents rows stand in the copy that hang under another one now, or under none: by their own keys. */
async function formerParents(
  writer: KeptWriter,
  { name }: CopiedChild,
  changes: readonly Change[],
): Promise<readonly string[]> {
  const present = new Map(
    changes.map(({ key, beside }) => [
      writer.kept(key),
      beside === null ? null : writer.kept(beside),
    ]),
  );
  const stored = await writer.query(
    `SELECT _key, _parent FROM "${name}" WHERE ${isListed('_key')}`,
    [[...present.keys()]],
  );
  const former = stored.flatMap(([key, parent]) =>
    present.get(String(key)) === parent ? [] : String(parent),
  );
  return [...new Set(former)];
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
  const children = Object.entries(copied.children);
  const former = new Map<string, readonly string[]>();
  for (const [child, { link }] of children)
    former.set(child, link === KEY ? replaced : await linksOf(copying, link, replaced));
  await writer.query(`DELETE FROM "${copied.name}" WHERE ${isListed('_key')}`, [replaced]);
  await writer.append(
    copied.name,
    rows.map((row) => {
      const place = places.get(writer.kept(row.key)) ?? null;
      return copied.store(row, place === null ? null : Number(place));
    }),
  );
  for (const [child, its] of children) {
    const links = rows.flatMap((row) => row.links[child] ?? []);
    const parents = new Set([...(former.get(child) ?? []), ...links]);
    await replaceChildren(copying, child, its, [...parents]);
  }
  return rows.length;
}

/** What rows of the copy with these keys hold in a column that others refer to. */
async function linksOf(
  { copied, writer }: Copying,
  link: string,
  keys: readonly string[],
): Promise<readonly string[]> {
  const held = await writer.query(
    `SELECT DISTINCT "${link}" FROM "${copied.name}" WHERE ${isListed('_key')} AND "${link}" IS NOT NULL`,
    [keys],
  );
  return held.map(([its]) => String(its));
}

/** Puts what hangs under these parents now in the place of what the copy has: nothing, under one that it has no longer. */
async function replaceChildren(
  copying: Copying,
  child: string,
  its: CopiedChild,
  parents: readonly string[],
): Promise<void> {
  const { copied, writer } = copying;
  await writer.query(`DELETE FROM "${its.name}" WHERE ${isListed('_parent')}`, [parents]);
  const held = await writer.query(
    `SELECT DISTINCT "${its.link}" FROM "${copied.name}" WHERE ${isListed(`"${its.link}"`)}`,
    [parents],
  );
  const known = new Set(held.map(([link]) => link));
  const present = parents.filter((parent) => known.has(writer.kept(parent)));
  await copyChildren(copying, child, its, present);
}
