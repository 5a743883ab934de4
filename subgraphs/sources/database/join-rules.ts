import type { BoundJoin } from '../compiler/bound-table.ts';
import type { ColumnInfo, TableIndex, TableInfo, TableName } from '../dialects/dialect.ts';
import type { WrittenFault } from '../../../service/yaml/written-fault.ts';
import type { ChosenRow, JoinMapping, TableMapping } from '../mapping/mapping.ts';

/** The joins of a table, held against the database: what cannot be, and what it does not promise. */
export function bindJoins(
  { joins }: TableMapping,
  columns: ReadonlyMap<string, ColumnInfo>,
  described: ReadonlyMap<TableName, TableInfo>,
  strict: boolean,
): {
  readonly bound: ReadonlyMap<string, BoundJoin>;
  readonly faults: readonly WrittenFault[];
  readonly doubts: readonly WrittenFault[];
} {
  const faults: WrittenFault[] = [];
  const doubts: WrittenFault[] = [];
  const bound = joins.map((join, place): readonly [string, BoundJoin] => {
    const { indexes } = described.get(join.table) ?? {};
    const fault = indexes === undefined ? null : severalRows(join, columns, indexes);
    if (fault !== null) faults.push(fault);
    else doubts.push(...doubtsOf(join, columns, indexes));
    const order = fittedOrder(join, columns, strict);
    faults.push(...order.faults);
    const mapping = { ...join, chosen: join.chosen && { ...join.chosen, order: order.terms } };
    const its = (indexes ?? []).map((index) => index.columns);
    const alone = keepApart(namesOf(join, columns, lastOf(join)), indexes ?? []);
    return [join.name, { mapping, alias: `j${place + 1}`, indexes: its, alone }];
  });
  return { bound: new Map(bound), faults, doubts };
}

/** The order by which a row is chosen, each column with the codec for just it, and the days that nothing sorts by. */
function fittedOrder(
  { name, at, table, chosen }: JoinMapping,
  columns: ReadonlyMap<string, ColumnInfo>,
  strict: boolean,
): { readonly terms: ChosenRow['order']; readonly faults: readonly WrittenFault[] } {
  const faults: WrittenFault[] = [];
  const terms = (chosen?.order ?? []).map((term) => {
    const info = columns.get(`${name}.${term.column}`);
    const fit = info && term.codec?.fit?.([{ ...info, strict }]);
    if (fit === undefined) return term;
    if ('mend' in fit) {
      faults.push({ ...at, ...fit });
      return term;
    }
    if (fit.ordering === undefined)
      faults.push({
        ...at,
        what: `the rows of “${table.table}” are put in order by “${term.column}”, and the database cannot sort days that are kept so`,
        mend: 'name another column of time, one of numbers without “date:”, or the key alone where it grows with time',
      });
    return { ...term, codec: fit };
  });
  return { terms, faults };
}

/** Why the database may have several rows to join, where one is meant. */
function severalRows(
  join: JoinMapping,
  columns: ReadonlyMap<string, ColumnInfo>,
  indexes: readonly TableIndex[],
): WrittenFault | null {
  const { name, table, at, on, where, chosen } = join;
  const fixed = where.flatMap((condition) =>
    'values' in condition && !condition.negated && condition.values.length === 1
      ? [condition.column.slice(name.length + 1)]
      : [],
  );
  const theirs = on.map((pair) => pair.theirs);
  const told = namesOf(join, columns, [...theirs, ...fixed, ...lastOf(join)]);
  if (keepApart(told, indexes)) return null;
  if (chosen !== null) {
    const what = `the last column of “${chosen.which}”, “${lastOf(join).join('')}”, does not tell the rows of “${table.table}” apart: no unique index has it, alone or beside ${theirs.join(', ')}`;
    return { ...at, what, mend: `end the list with the key of “${table.table}”` };
  }
  const what = `“${table.table}” may have several rows with the same ${theirs.join(', ')}: no unique index keeps them apart`;
  const mend = `say which one it is, as by “last: [a column of time, its key]”, or join by its key`;
  return { ...at, what, mend };
}

/** The column by which the row that is chosen is found again; none where nothing has to be chosen. */
function lastOf({ chosen }: JoinMapping): readonly string[] {
  return chosen?.order.slice(-1).map(({ column }) => column) ?? [];
}

/** Columns of the other table as the database writes them. */
function namesOf(
  { name }: JoinMapping,
  columns: ReadonlyMap<string, ColumnInfo>,
  of: readonly string[],
): readonly string[] {
  return of.flatMap((column) => columns.get(`${name}.${column}`)?.name ?? []);
}

function keepApart(told: readonly string[], indexes: readonly TableIndex[]): boolean {
  return indexes.some(
    ({ unique, columns }) => unique && columns.every((one) => told.includes(one)),
  );
}

function doubtsOf(
  { name, table, at, on, chosen }: JoinMapping,
  columns: ReadonlyMap<string, ColumnInfo>,
  indexes: readonly TableIndex[] | undefined,
): readonly WrittenFault[] {
  if (indexes === undefined) {
    const what = `the database does not say whether “${table.table}” has one row at most for the join “${name}”: of several, rows would be read twice`;
    return [{ ...at, what, mend: 'see that it has' }];
  }
  const pairs = on.map(({ theirs, ours }) => ({
    theirs: columns.get(`${name}.${theirs}`),
    ours: columns.get(ours),
  }));
  const leads = pairs.some(({ theirs }) =>
    indexes.some(({ columns: [first] }) => first === theirs?.name),
  );
  const unlike = pairs.find(
    ({ theirs, ours }) => theirs?.affinity === undefined && theirs?.kind !== ours?.kind,
  );
  const slow = 'each row is looked for among all rows of the table';
  return [
    ...(leads
      ? []
      : [
          {
            ...at,
            what: `no index of “${table.table}” begins with ${on.map(({ theirs }) => theirs).join(' or ')}: ${slow}`,
            mend: chosen === null ? 'join by a column that has one' : 'have the agency add one',
          },
        ]),
    ...(unlike === undefined
      ? []
      : [
          {
            ...at,
            what: `“${String(unlike.theirs?.name)}” (${String(unlike.theirs?.type)}) and “${String(unlike.ours?.name)}” (${String(unlike.ours?.type)}) are compared as text, which no index serves: ${slow}`,
            mend: 'join by columns of one type where there are such',
          },
        ]),
  ];
}
