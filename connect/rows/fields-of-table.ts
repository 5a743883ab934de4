import type { BoundRootTable } from '../../subgraphs/sources/compiler/bound-table.ts';
import type { Position } from '../../subgraphs/sources/compiler/order/keyset.ts';
import { planRootRow } from '../../subgraphs/sources/compiler/row-plan.ts';
import { compilePage } from '../../subgraphs/sources/compiler/statements/page.ts';
import type { Source } from '../../subgraphs/sources/database/source.ts';
import { valueText } from '../mapped/decode-fields.ts';

/** Rows of one statement: no mapping may allow fewer. */
const PAGE = 1_000;

/** What some fields of every row of a table say, page by page in the order of its key; an empty text where a row says nothing. */
export async function* fieldsOfTable(
  source: Source,
  table: BoundRootTable,
  fields: readonly string[],
): AsyncGenerator<readonly (readonly string[])[]> {
  const plan = planRootRow(table, new Set(fields));
  const { keys, columns } = plan;
  let after: Position | null = null;
  for (;;) {
    const query = { keys, columns, where: null, order: [], backwards: false, after, limit: PAGE };
    const statement = compilePage(table, query);
    const rows = (await source.read(statement)).map((raw) => plan.decodeAny(raw));
    yield rows.map((row) =>
      fields.map((field) => valueText((row as Readonly<Record<string, unknown>>)[field])),
    );
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = { keys: [], equal: { afterKey: last.key } };
  }
}
