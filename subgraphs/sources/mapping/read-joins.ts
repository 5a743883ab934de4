import { dateCodec } from '../codecs/index.ts';
import type { TableName } from '../dialects/dialect.ts';
import type { RawValue } from '../model/raw.ts';
import { type ChosenRow, type JoinMapping, joinNameOf, type RowCondition } from './mapping.ts';
import { didYouMean } from '../../../service/nearest.ts';
import type { Place, WrittenFault } from '../../../service/yaml/written-fault.ts';
import { CHOICES, type JoinSpec, type RowConditions, type TableSpec } from './schema/tables.ts';

type Path = readonly PropertyKey[];

/** How the text of a mapping is read on. */
export interface Reading {
  readonly placeOf: (path: Path) => Place;
  readonly tableName: (written: string) => TableName;
  readonly refuse: (fault: WrittenFault) => void;
}

/** The joins of a table, each after those that it is found by. */
export function readJoins(
  { joins = {} }: TableSpec,
  path: Path,
  reading: Reading,
): readonly JoinMapping[] {
  const known: string[] = [];
  return Object.entries(joins).map(([name, spec]): JoinMapping => {
    const at = reading.placeOf([...path, 'joins', name]);
    const on = Object.entries(spec.on).map(([theirs, ours]) => {
      const ownPath = [...path, 'joins', name, 'on', theirs];
      checkJoin(ours, known, reading.placeOf(ownPath), reading);
      return { theirs, ours };
    });
    known.push(name);
    const where = readConditions(spec.where, [...path, 'joins', name, 'where'], reading);
    for (const { column, at: its } of where)
      if (column.includes('.')) {
        const what = `the rows of the join “${name}” are told by its own columns, and “${column}” is of another`;
        reading.refuse({ ...its, what, mend: 'name a column of its table, without a dot' });
      }
    return {
      name,
      at,
      table: reading.tableName(spec.table),
      on,
      where: where.map((one) => ({ ...one, column: `${name}.${one.column}` })),
      chosen: chosenBy(spec),
    };
  });
}

function chosenBy(spec: JoinSpec): ChosenRow | null {
  const which = CHOICES.find((key) => spec[key] !== undefined);
  if (which === undefined) return null;
  const order = [spec[which] ?? []].flat().map((one) => {
    if (typeof one === 'string') return { column: one, codec: null };
    return {
      column: one.column,
      codec: dateCodec({ format: one.date }),
    };
  });
  return { which, order };
}

/** What rows must pass. */
export function readConditions(
  where: RowConditions | undefined,
  path: Path,
  { placeOf }: Pick<Reading, 'placeOf'>,
): readonly RowCondition[] {
  return Object.entries(where ?? {}).flatMap(([column, condition]): readonly RowCondition[] => {
    const at = placeOf([...path, column]);
    if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) {
      const values: readonly RawValue[] = [condition].flat();
      return [{ column, at, values, negated: false }];
    }
    const { not, ...bounds } = condition;
    return [
      ...(not === undefined ? [] : [{ column, at, values: [not].flat(), negated: true }]),
      ...COMPARISONS.flatMap(([key, op]) => {
        const value = bounds[key];
        return value === undefined ? [] : [{ column, at, op, value }];
      }),
    ];
  });
}

const COMPARISONS = [
  ['gt', '>'],
  ['gte', '>='],
  ['lt', '<'],
  ['lte', '<='],
] as const;

/** Says so where a column is called by the name of a join that is not there. */
export function checkJoin(
  column: string,
  known: readonly string[],
  at: Place,
  { refuse }: Pick<Reading, 'refuse'>,
): void {
  const join = joinNameOf(column);
  if (join === null || known.includes(join)) return;
  const otherwise =
    known.length === 0
      ? `write “joins: { ${join}: { table: …, on: { … } } }” beside “columns:”; a column’s own name holds no dot`
      : `the joins are ${known.join(', ')}`;
  const mend = didYouMean(join, known, otherwise);
  refuse({ ...at, what: `“${column}” is of a join “${join}”, which is not there`, mend });
}
