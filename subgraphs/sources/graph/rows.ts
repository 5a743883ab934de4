import type { EntityShape, Row } from '../model/entity.ts';
import type { RootRow } from '../compiler/row-plan.ts';
import { firstOf } from '../fan-out/answers.ts';
import { chooseForLookup } from '../fan-out/origins.ts';
import type { Source } from '../database/source.ts';
import type { SourceContext } from './source-subgraph.ts';

/** The first row with these values that any source has (see `firstOf`). */
export async function rowWith<R extends RootRow>(
  entity: string,
  values: Readonly<Record<string, string>>,
  fields: ReadonlySet<string>,
  { reading, sources }: SourceContext<unknown>,
): Promise<R | null> {
  const found = await reading.lookUp(entity, values, fields, () =>
    firstOf(sources, (source) => reading.byFields(source, entity, values, fields), {
      choose: chooseForLookup(entity, values),
    }),
  );
  // Rows of an entity are what its declaration says: every table is read by it.
  return found as R | null;
}

/**
 * A row's children of one kind, with all their fields or those named, read where they are or `at` an origin; where `by` is given in
 * its order, those without it last.
 */
export async function childrenOf<E extends EntityShape, C extends keyof E['children'] & string>(
  row: RootRow,
  entity: E,
  child: C,
  { reading }: Pick<SourceContext<unknown>, 'reading'>,
  options: {
    readonly fields?: ReadonlySet<string>;
    readonly by?: ((row: Row<E['children'][C]>) => string | null) | undefined;
    readonly at?: Source;
  } = {},
): Promise<Row<E['children'][C]>[]> {
  const { fields = new Set(Object.keys(entity.children[child]?.fields ?? {})), by, at } = options;
  const rows = (await reading.children(row, child, fields, at)) as Row<E['children'][C]>[];
  if (by === undefined) return [...rows];
  const keyed = rows.map((one) => ({ one, key: by(one) ?? '\uffff' }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ one }) => one);
}
