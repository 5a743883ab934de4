import { compilePage } from '../../compiler/statements/page.ts';
import { readKey } from '../../model/row-key.ts';
import { type Copying, isListed, PAGE } from './copying.ts';

/** Behind which place a new row comes, and how many new ones come there before it. */
interface Place {
  readonly behind: number;
  readonly nth: number;
}

/** Rows before a new one that are looked at, to find one that has a place. */
const NEIGHBOURS = 50;

/**
 * Gives places to the rows of a copy that have none, in the order of the database's own keys: most come behind all others, and are
 * read in pages; of each other the database says which known row comes before it.
 */
export async function placeNew(copying: Copying): Promise<void> {
  const { copied, writer } = copying;
  const unplaced = await writer.query(`SELECT _key FROM "${copied.name}" WHERE _place IS NULL`);
  if (unplaced.length === 0) return;
  const added = new Set(unplaced.map(([key]) => String(key)));
  const [[most, last] = []] = await writer.query(
    `SELECT _place, _key FROM "${copied.name}" WHERE _place IS NOT NULL ORDER BY _place DESC LIMIT 1`,
  );
  const end = Number(most ?? -1);
  const places = new Map<string, Place>();

  let nth = 0;
  for (let after = (last ?? null) as string | null; ;) {
    const keys = await keysFrom(copying, after, { backwards: false, limit: PAGE });
    for (const key of keys) if (added.has(key)) places.set(key, { behind: end, nth: nth++ });
    after = keys.at(-1) ?? after;
    if (keys.length < PAGE) break;
  }
  for (const key of added)
    if (!places.has(key))
      for (const [one, place] of await placesBefore(copying, key, added)) places.set(one, place);
  await write(copying, places, end);
}

/** The new rows from the one with this key back to the last that has a place. */
async function placesBefore(
  copying: Copying,
  key: string,
  added: ReadonlySet<string>,
): Promise<readonly (readonly [string, Place])[]> {
  const { copied, writer } = copying;
  const chain = [key];
  const placed = (behind: number) =>
    chain.reverse().map((one, nth) => [one, { behind, nth }] as const);
  for (let after = key; ;) {
    const keys = await keysFrom(copying, after, { backwards: true, limit: NEIGHBOURS });
    const found = await writer.query(
      `SELECT _key, _place FROM "${copied.name}" WHERE _place IS NOT NULL AND ${isListed('_key')}`,
      [keys],
    );
    const known = new Map(found.map(([its, place]) => [String(its), Number(place)]));
    for (const one of keys) {
      const behind = known.get(one);
      if (behind !== undefined) return placed(behind);
      if (added.has(one)) chain.push(one);
    }
    after = keys.at(-1) ?? after;
    if (keys.length < NEIGHBOURS) return placed(-1);
  }
}

/** Keys in the database's own order, as the copy keeps them, from behind this one; null for the first. */
async function keysFrom(
  { source, table, writer }: Copying,
  key: string | null,
  way: { readonly backwards: boolean; readonly limit: number },
): Promise<readonly string[]> {
  const statement = compilePage(table, {
    keys: [table.mapping.key],
    columns: [],
    where: null,
    order: [],
    after: key === null ? null : { keys: [], equal: { afterKey: key } },
    ...way,
  });
  return (await source.read(statement)).map(([raw = null]) => writer.kept(readKey(raw) ?? ''));
}

/** Those at the end take the places there; for one between others all are counted anew. */
async function write(
  { copied: { name }, writer }: Copying,
  places: ReadonlyMap<string, Place>,
  end: number,
): Promise<void> {
  const given = `(SELECT UNNEST(CAST($1 AS VARCHAR[])) AS key, UNNEST(CAST($2 AS BIGINT[])) AS behind, UNNEST(CAST($3 AS BIGINT[])) AS nth)`;
  const atEnd = [...places.values()].every(({ behind }) => behind === end);
  const from = atEnd
    ? `SELECT key, behind + 1 + nth AS place FROM ${given} AS g`
    : `SELECT t._key AS key, ROW_NUMBER() OVER (ORDER BY COALESCE(g.behind, t._place), COALESCE(g.nth, -1)) - 1 AS place
       FROM "${name}" AS t LEFT JOIN ${given} AS g ON g.key = t._key`;
  await writer.query(
    `UPDATE "${name}" SET _place = n.place FROM (${from}) AS n WHERE n.key = _key AND _place IS DISTINCT FROM n.place`,
    [
      [...places.keys()],
      [...places.values()].map(({ behind }) => String(behind)),
      [...places.values()].map(({ nth }) => String(nth)),
    ],
  );
}
