import type { Fragment, Statement } from '../../dialects/dialect.ts';
import { glue, list, text, value } from '../../dialects/shared/fragment.ts';
import type { OrderTerm } from '../../model/predicate.ts';
import type { RawRow } from '../../model/raw.ts';
import type { Keyset } from '../order/keyset.ts';
import { shareColumns } from './columns.ts';
import {
  as,
  isDescending,
  type Member,
  rowsOf,
  type SharedPageQuery,
  statementOf,
  union,
} from './member.ts';
import type { Place } from './places.ts';

/** The rows of a page that were found. */
export interface FoundRows {
  /** The places of the tables that they are of, among those that were given. */
  readonly members: readonly number[];
  readonly statement: Statement;
  /** The rows in the order of the page, each as its own table's page would give it. */
  readonly inOrder: (
    rows: readonly RawRow[],
  ) => readonly { readonly member: number; readonly row: RawRow }[];
}

/** Columns before what is read of a row: the place of its table, and its number. */
const PLACED = 2;

/** Reads the rows at some places, of those tables that have any. */
export function compileFoundRows(
  members: readonly [Member, ...(readonly Member[])],
  { order, backwards }: SharedPageQuery,
  places: readonly Place[],
): FoundRows {
  const ownOf = members.map((): Place[] => []);
  for (const place of places) ownOf[place.member]?.push(place);
  const asked = members.flatMap((its, member) => {
    const own = ownOf[member] ?? [];
    return own.length === 0 ? [] : { ...its, member, own };
  });
  const shared = shareColumns(asked, PLACED);
  const rows = asked.map(({ table, keyset, rowNumbers, member, own }, index) => {
    const selected = [
      as(text(String(member)), 'm'),
      as(rowNumbers.number, 'r'),
      ...(shared.selected[index] ?? []),
    ];
    const stretch = stretchOf(keyset, own, order, backwards);
    const numbers = own.map((place) => place.number);
    const conditions = [...stretch, rowNumbers.among(numbers, stretch.length > 0)];
    return glue`SELECT ${list(selected, ', ')} FROM ${rowsOf(table)} WHERE ${list(conditions, ' AND ')}`;
  });
  const placeOf = new Map(asked.map(({ member }, place) => [member, place]));
  return {
    members: asked.map(({ member }) => member),
    statement: { ...statementOf(members[0].table, union(rows)), most: places.length },
    inOrder(found) {
      const known = members.map(() => new Map<string, RawRow>());
      for (const row of found) known[Number(row[0])]?.set(String(row[1]), row);
      return places.map(({ member, number }) => {
        const row = known[member]?.get(number);
        // Without it the page would be short, and the list would seem to end there.
        if (row === undefined) throw new Error('A row whose place was found cannot be read');
        return { member, row: shared.rowOf(placeOf.get(member) ?? NaN, row) };
      });
    },
  };
}

/** The stretch of the order that rows of one table lie in: what lies elsewhere DuckDB need not look at for their numbers. */
function stretchOf(
  { values, key }: Keyset,
  places: readonly Place[],
  order: readonly OrderTerm[],
  backwards: boolean,
): readonly Fragment[] {
  const index = values.findIndex((one) => one !== null);
  const sorted = values[index] ?? key;
  const ends = [places[0], places.at(-1)].map((place) =>
    index === -1 ? place?.key : place?.values[index],
  );
  const descending = index === -1 ? backwards : isDescending(order, index, backwards);
  const [least, greatest] = descending ? ends.reverse() : ends;
  // Rows without a value come last, or first.
  if (least == null || greatest == null) return [];
  return [glue`${sorted} >= ${value(least)}`, glue`${sorted} <= ${value(greatest)}`];
}
