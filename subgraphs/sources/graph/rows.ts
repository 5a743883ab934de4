import type { EntityShape, Row } from '../model/entity.ts';
import type { RootRow } from '../compiler/row-plan.ts';
import type { Source } from '../database/source.ts';
import { printKey } from '../model/row-key.ts';
import { firstOf } from '../fan-out/answers.ts';
import { chooseForLookup } from '../fan-out/origins.ts';
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

type CodedRow = RootRow & { readonly code: string | null };

/** What the graph calls a row by: its code, or its key where it has none, or none that can be read. */
export function nameOf({ code, origin }: CodedRow): string {
  return code ?? origin.key;
}

/** The row that the graph calls by this name (see `nameOf`): by its code, and by its key where no row has the code. */
export async function rowCalled<R extends CodedRow>(
  entity: string,
  name: string,
  codeIn: (name: string) => string,
  fields: ReadonlySet<string>,
  context: SourceContext<unknown>,
): Promise<R | null> {
  const row = await rowWith<R>(entity, { code: codeIn(name) }, fields, context);
  return row ?? rowWithoutCode(entity, name, fields, context);
}

/** The first row with this key that any source has, if it has no code: whoever has one is called by that. */
async function rowWithoutCode<R extends CodedRow>(
  entity: string,
  key: string,
  fields: ReadonlySet<string>,
  { reading, sources }: SourceContext<unknown>,
): Promise<R | null> {
  const read = new Set([...fields, 'code']);
  const keyedIn = async ({ code, mapping }: Source): Promise<readonly R[]> => {
    const rows = (mapping?.entities[entity] ?? []).map(({ name }) => {
      const id = [code, ...(name === null ? [] : [name]), printKey(key, false)].join(':');
      return reading.byId(entity, id, read) as Promise<R | null>;
    });
    return (await Promise.all(rows)).filter((row) => row?.code === null) as readonly R[];
  };
  const found = await reading.lookUp(entity, { key }, read, () =>
    // A look-up by its id chooses itself where it reads.
    firstOf(sources, keyedIn, { choose: (source) => Promise.resolve([source]) }),
  );
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
