import type { Fragment, Statement } from '../../dialects/dialect.ts';
import { glue, list, name, text, value } from '../../dialects/shared/fragment.ts';
import type { RawRow, RawValue } from '../../model/raw.ts';
import { columnsOf } from '../bound-table.ts';
import { looksForNobody, tellOfNobody } from '../tells-of-nobody.ts';
import { compileRights, compileWhere } from '../where.ts';
import {
  as,
  isDescending,
  type Member,
  NULL,
  passing,
  rowsOf,
  type SharedPageQuery,
  statementOf,
  union,
} from './member.ts';

/** Where a row of the page is, and what it is sorted by. */
export interface Place {
  readonly member: number;
  readonly number: string;
  readonly key: RawValue;
  readonly values: readonly RawValue[];
}

export function readPlace([member, number, key = null, ...values]: RawRow): Place {
  return { member: Number(member), number: String(number), key, values };
}

/** Where the rows of the page are: of each table its own first ones, and of all of these the first. */
export function compilePlaces(
  members: readonly [Member, ...(readonly Member[])],
  { where, order, backwards, limit }: SharedPageQuery,
): Statement {
  const ordered = list(
    [
      ...order.flatMap((_term, index) => {
        const split = members.map(({ keyset }) => keyset.values[index] ?? null);
        if (split.every((value) => value === null)) return [];
        const its = name(`n.s${index}`);
        const rank = glue`CASE WHEN ${its} IS NULL THEN 1 ELSE 0 END`;
        return [
          ...(index === 0 && members[0].part === 'valued' ? [] : [directed(rank, backwards)]),
          directed(its, isDescending(order, index, backwards)),
        ];
      }),
      directed(name('n.m'), backwards),
      directed(name('n.p'), backwards),
    ],
    ', ',
  );
  const sortedBy = order.map(({ field }) => field);
  // A value that is bound: DuckDB keeps a MiB for each table in the plan of a statement without any, and plans others anew.
  const most = glue`LIMIT ${value(limit)}`;
  const found = members.map(({ table, keyset, rowNumbers, after }, member) => {
    const conditions = passing([
      compileRights(table),
      where && compileWhere(where, table),
      keyset.part,
      after && keyset.after(after),
    ]);
    const placed = [
      as(text(String(member)), 'm'),
      as(rowNumbers.number, 'r'),
      as(keyset.key, 'p'),
      ...keyset.values.map((value, index) => as(value ?? NULL, `s${index}`)),
    ];
    // Of one table DuckDB begins with the stretch that holds the first rows, and leaves out those that hold none; of several it does not.
    return glue`(SELECT ${list(placed, ', ')} FROM ${rowsOf(table)} WHERE ${conditions} ORDER BY ${keyset.orderBy} ${most})`;
  });
  return {
    ...statementOf(
      members[0].table,
      glue`SELECT * FROM (${union(found)}) AS n ORDER BY ${ordered} ${most}`,
    ),
    most: limit,
    // First pages are what many ask for; what lies behind a cursor hardly anybody asks for again. Beside where a row is stands what it
    // is sorted by.
    tellsOfNobody: members.every(
      ({ table, after }) =>
        after === null &&
        looksForNobody(table, where) &&
        tellOfNobody(table, columnsOf(table, sortedBy)),
    ),
  };
}

function directed(value: Fragment, descending: boolean): Fragment {
  return glue`${value} ${text(descending ? 'DESC' : 'ASC')}`;
}
