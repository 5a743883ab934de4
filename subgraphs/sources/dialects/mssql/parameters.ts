import type { Fragment, Parameters } from '../dialect.ts';
import { valuesOf } from '../shared/running/kept-reads.ts';

/** SQL Server takes 2,100 parameters in one statement, the statement and the list of their types among them. */
export const parameters: Parameters = { most: 2_090, shared };

/** What stands in brackets or quotes is no parameter, whatever it looks like. */
const TOKEN = /\[(?:[^\]]|\]\])*\]|'(?:[^']|'')*'|@p(\d+)/gu;

/** The same values of the same type are one parameter: one that knex numbers by its place may stand in many. */
function shared({ sql, bindings }: Fragment): Fragment {
  const once = new Map<string, unknown>();
  const words = bindings.map((value) => valuesOf([value]));
  for (const [at, word] of words.entries()) if (!once.has(word)) once.set(word, bindings[at]);
  const numbers = new Map([...once.keys()].map((word, number) => [word, number]));
  return {
    sql: sql.replace(TOKEN, (token, place: string | undefined) =>
      place === undefined ? token : `@p${numbers.get(words[Number(place)] ?? '')}`,
    ),
    bindings: [...once.values()],
  };
}
