import type { Knex } from 'knex';
import type { Fragment, Statement } from '../../dialects/dialect.ts';
import type { BoundTable } from '../bound-table.ts';
import { knexOf, raw } from '../knex.ts';
import { charactersOf, Kept } from './kept.ts';
import { numberOf } from './number-of.ts';

/** What stands for pieces while the rest is put together. */
type Places<Pieces extends readonly (Fragment | null)[]> = {
  readonly [I in keyof Pieces]: Pieces[I] extends Fragment ? Fragment : Fragment | null;
};

/** Stands in a text where a piece goes; no SQL has the sign. */
const MARK = '\u0000?';

/** What is bound where a piece goes: which of them. */
class Place {
  readonly piece: number;

  constructor(piece: number) {
    this.piece = piece;
  }
}

/** A statement without its pieces: what stands before the first of them, and each with what stands behind it. */
interface Form {
  readonly first: Fragment;
  readonly others: readonly { readonly piece: number; readonly behind: Fragment }[];
}

const forms = new Kept<Form>(8 * 1024 * 1024, ({ first, others }) =>
  others.reduce((sum, { behind }) => sum + charactersOf(behind), charactersOf(first)),
);

/**
 * The statement that `build` makes of the pieces. Null is a piece that is not there. All but the pieces follows from
 * the table and from `said` alone, so knex puts it together once, with places in their stead, and not for each that is looked for.
 */
export function keptStatement<const Pieces extends readonly (Fragment | null)[]>(
  table: BoundTable,
  kind: string,
  said: unknown,
  pieces: Pieces,
  build: (places: Places<Pieces>) => Knex.QueryBuilder,
): Pick<Statement, 'sql' | 'bindings'> {
  const given = pieces.map((piece) => (piece === null ? '-' : '+')).join('');
  const asked = `${numberOf(table)} ${kind} ${given} ${JSON.stringify(said)}`;
  const form = forms.of(asked, () =>
    formOf(build(pieces.map(placeOf) as unknown as Places<Pieces>)),
  );
  const written = pieces.map((piece) => piece && raw(table, piece).toSQL());
  const parts = [
    form.first,
    ...form.others.flatMap(({ piece, behind }) => [written[piece] ?? NONE, behind]),
  ];
  const words = written.map((piece) => piece?.sql).join('\0');
  const text = texts.of(`${numberOf(form)} ${words}`, () =>
    numbered(table, parts.map(({ sql }) => sql).join('')),
  );
  return { sql: text.sql, bindings: parts.flatMap(({ bindings }) => bindings) };
}

/** What statements are written as: others are looked for with other values, but mostly in the same words. */
const texts = new Kept<{ readonly sql: string }>(8 * 1024 * 1024, ({ sql }) => sql.length);

/** A text with its values numbered, where the database wants that; what they are is told beside it. */
function numbered(table: BoundTable, text: string): { readonly sql: string } {
  return knexOf(table).raw(text).toSQL().toNative();
}

const NONE: Fragment = { sql: '', bindings: [] };

function placeOf(piece: Fragment | null, index: number): Fragment | null {
  return piece && { sql: MARK, bindings: [new Place(index)] };
}

function formOf(builder: Knex.QueryBuilder): Form {
  const { sql, bindings } = builder.toSQL();
  const [text = '', ...texts] = sql.split(MARK);
  const places = (bindings as readonly unknown[]).flatMap((bound, at) =>
    bound instanceof Place ? [{ piece: bound.piece, at }] : [],
  );
  return {
    first: { sql: text, bindings: bindings.slice(0, places[0]?.at) },
    others: places.map(({ piece, at }, index) => ({
      piece,
      behind: { sql: texts[index] ?? '', bindings: bindings.slice(at + 1, places[index + 1]?.at) },
    })),
  };
}
