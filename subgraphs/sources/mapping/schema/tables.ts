import { z } from 'zod';
import type { EntityShape } from '../../model/entity.ts';
import { text } from '../scalars.ts';
import { dateFormats, fieldSchema } from './fields.ts';
import { columnName, name, plainColumn, plainName, raw, tableName } from './names.ts';

const bound = z.union([z.string(), z.number()]).optional();
const rowConditions = z.record(
  plainColumn,
  z.union([
    raw,
    z.array(raw),
    z.strictObject({
      not: z
        .union([raw, z.array(raw)])
        .optional()
        .describe('None of these; null is none'),
      gt: bound.describe('After it, or more'),
      gte: bound.describe('It, or after it, or more'),
      lt: bound.describe('Before it, or less'),
      lte: bound.describe('It, or before it, or less'),
    }),
  ]),
);

const orderedBy = z.union([
  name,
  z.strictObject({ column: name.describe('A column of days kept as text'), date: dateFormats }),
]);
const order = z.union([orderedBy, z.array(orderedBy).min(1).max(4)]).optional();

/** Which one of several rows is joined. */
export const CHOICES = ['first', 'last', 'next', 'previous'] as const;

const joinSchema = z
  .strictObject({
    table: tableName.describe('The table, or a view'),
    on: z
      .record(plainName, columnName)
      .refine((pairs) => Object.keys(pairs).length > 0, {
        message: 'names no columns',
        params: { mend: 'write { their column: column of this table }' },
      })
      .describe('{ their column: our column }; ours may be `join.column` of one named before'),
    where: rowConditions.optional().describe('Only such rows of the table are joined'),
    first: order.describe('Of several rows the first in the order of these columns'),
    last: order.describe(
      'Of several rows the last in the order of these columns; the last column tells them apart',
    ),
    next: order.describe('The row that comes after this one in the order of these columns'),
    previous: order.describe('The row that comes before this one in the order of these columns'),
  })
  .check(({ value, issues }) => {
    const given = CHOICES.filter((key) => value[key] !== undefined);
    if (given.length < 2) return;
    const message = `has both ${given.map((key) => `“${key}”`).join(' and ')}`;
    const params = { mend: 'take all but one out' };
    issues.push({ code: 'custom', input: value, path: [], message, params });
  });

const joins = z
  .record(
    z
      .string()
      .regex(
        /^[A-Za-z]\w*$/u,
        'A join’s name is a letter from a to z, then such letters, digits and underscores',
      ),
    joinSchema,
  )
  .describe(
    'Rows of other tables that stand beside each row, at most one of each: their columns are called `name.column`',
  );

function tableSchema({ fields }: EntityShape) {
  return {
    table: tableName.describe('The table or view, with its schema where that is not the usual one'),
    joins: joins.optional(),
    where: rowConditions.optional().describe('Rows that do not pass do not exist for us'),
    changed: z
      .union([name, z.array(name).min(1)])
      .optional()
      .describe(
        'For copies: a column that grows whenever a row comes or changes, or several of which one does; the key, where rows only come',
      ),
    columns: z
      .strictObject(
        Object.fromEntries(
          Object.entries(fields).map(([field, type]) => [field, fieldSchema(type).optional()]),
        ),
      )
      .describe('Where each field lies; what is not mapped is null'),
  };
}

function childSchema(shape: EntityShape) {
  const parent = z.union([
    name,
    z.record(plainName, name).refine((pair) => Object.keys(pair).length === 1, {
      message: 'is not one pair of columns',
      params: {
        mend: 'write { child column: parent column }; where several columns tell whose a row is, have views of the agency’s put them into one',
      },
    }),
  ]);
  return z.strictObject({
    ...tableSchema(shape),
    key: name.optional().describe('Unique in the table; the rows of one parent come in its order'),
    parent: parent.describe(
      'The column that holds the parent’s key, or {child column: parent column}',
    ),
  });
}

const tableWord = text(
  z.string().regex(/^[a-z][a-z0-9-]*$/u, 'A table’s name is small letters, digits and dashes'),
);

/** What a mapping may say of an entity: one table, or a list of tables with names. */
export function rootSchema(shape: EntityShape) {
  const children = Object.fromEntries(
    Object.entries(shape.children).map(([child, its]) => [child, childSchema(its).optional()]),
  );
  const table = { ...tableSchema(shape), key: name.describe('Unique in the table'), ...children };
  return z.union([
    z.strictObject(table),
    z
      .array(
        z.strictObject({
          name: tableWord.describe('Tells the tables of the list apart; it is part of ids'),
          ...table,
        }),
      )
      .min(1)
      .check(({ value, issues }) => {
        for (const [index, { name: its }] of value.entries()) {
          if (value.findIndex(({ name: other }) => other === its) === index) continue;
          const message = `is “${its}”, as another table of the list is called`;
          const params = { mend: 'give each table a name of its own: it is part of ids' };
          issues.push({ code: 'custom', input: its, path: [index, 'name'], message, params });
        }
      }),
  ]);
}

export type RowConditions = z.infer<typeof rowConditions>;
export type JoinSpec = z.infer<typeof joinSchema>;

/** A table block after zod, where the entity's own keys are not known to TypeScript. */
export interface TableSpec {
  readonly name?: string;
  readonly table: string;
  readonly key?: string;
  readonly parent?: string | Readonly<Record<string, string>>;
  readonly joins?: Readonly<Record<string, JoinSpec>>;
  readonly where?: RowConditions;
  readonly changed?: string | readonly string[];
  readonly columns: Readonly<Record<string, unknown>>;
  readonly [child: string]: unknown;
}
