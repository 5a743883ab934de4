import { compileSharedLists, type ListQuery } from '../compiler/shared/lists.ts';
import { compileList } from '../compiler/statements/list.ts';
import { nextSlice } from '../database/next-slice.ts';
import type { Shelf, Source } from '../database/source.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import type { RawRow } from '../model/raw.ts';
import { hasTooMuchToDo } from './origins.ts';
import { onShelves } from './shelves.ts';

/** Rows of a table that are looked for. */
export interface AskedList extends ListQuery {
  readonly source: Source;
}

type Lists = readonly [AskedList, ...(readonly AskedList[])];

/** The rows of each list that is asked for at the same time, or why they are not known: those on one shelf by one statement. */
export async function readLists(
  all: readonly AskedList[],
  options: ReadOptions,
): Promise<readonly (readonly RawRow[] | Error)[]> {
  const rows = new Map<AskedList, readonly RawRow[] | Error>();
  const alone = all.filter(({ source }) => source.shelf === null);
  await Promise.all([
    ...alone.map(async (asked) => rows.set(asked, await readAlone(asked, options))),
    ...onShelves(all, ({ source }) => source).map(async ({ shelf, asked: some }) => {
      const found = await readTogether(shelf, some, options);
      for (const [place, asked] of some.entries()) rows.set(asked, found[place] ?? []);
    }),
  ]);
  return all.map((asked) => rows.get(asked) ?? []);
}

/** Lists on one shelf. Where the statement fails that only one of them may be the reason of, each is read by itself. */
async function readTogether(
  shelf: Shelf,
  lists: Lists,
  options: ReadOptions,
): Promise<readonly (readonly RawRow[] | Error)[]> {
  const [only, ...others] = lists;
  if (others.length === 0) return [await readAlone(only, options)];
  try {
    const slice = nextSlice(options.request);
    if (slice !== undefined) await slice;
    const { statement, rowsOf } = compileSharedLists(lists);
    const codes = [...new Set(lists.map(({ source }) => source.code))];
    const found = rowsOf(await shelf.read(codes, statement, options));
    if (found !== null) return found;
  } catch (error) {
    if (hasTooMuchToDo(error)) return lists.map(() => error as Error);
  }
  return Promise.all(lists.map((asked) => readAlone(asked, options)));
}

async function readAlone(
  { source, table, where, limit, ...selection }: AskedList,
  options: ReadOptions,
): Promise<readonly RawRow[] | Error> {
  try {
    const slice = nextSlice(options.request);
    if (slice !== undefined) await slice;
    return await source.read(compileList(table, selection, where, limit), options);
  } catch (error) {
    return error as Error;
  }
}
