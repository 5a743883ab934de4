import { z } from 'zod';
import type { EntityShape } from '../../model/entity.ts';
import { text } from '../scalars.ts';
import { copySchema } from './copy.ts';
import { databaseSchema } from './database.ts';
import { codePage, textEncoding } from './fields.ts';
import { rootSchema } from './tables.ts';

/** Who a source is. */
export const sourceSchema = z.strictObject({
  code: text(
    z.string().regex(/^[A-Za-z0-9.-]+$/u, 'A source code is letters, digits, dots and dashes'),
  ).describe('The source’s own code, which begins the ids of its rows'),
  name: text(z.string().min(1)).describe('What the source is called'),
  asOf: text(
    z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/u, 'A moment is written 2016-12-30T17:00:00'),
  )
    .optional()
    .describe(
      'Local moment at which the database was copied, where it is a copy that nobody writes to',
    ),
});

const includedFile = text(
  z.string().regex(/^[^/\\]+\.ya?ml$/iu, 'An included file is a mapping beside this one'),
);

/** Whose blocks stand for those that a file does not have itself. */
export const includeSchema = z
  .union([
    includedFile,
    z.strictObject({
      file: includedFile.describe('The mapping that is included'),
      with: z
        .record(z.string().regex(/^\w+$/u, 'A name is letters, digits and underscores'), text())
        .optional()
        .describe('What ${NAME} stands for in the included file, before the environment'),
    }),
  ])
  .describe('Another office’s mapping: its blocks stand for those that this file does not have');

const variable = z.string().regex(/^\w+$/u, 'A name is letters, digits and underscores');

/** The offices whose rows one database has, each with what `${NAME}` stands for in it. */
export const officesSchema = z
  .union([
    z.string().regex(/\.csv$/iu, 'A list of offices is a .csv file beside the mapping'),
    z.array(z.record(variable, text())).min(1),
  ])
  .describe(
    'One source for each office that the database is of: what ${NAME} stands for in this file, as a list here or a CSV file beside this one whose header has the names',
  );

/** The schema of one subgraph's mapping files: what its entities are, and the keys that are its own. */
export function mappingSchema(
  entities: Readonly<Record<string, EntityShape>>,
  extra: Readonly<Record<string, z.ZodType>>,
) {
  return z.strictObject({
    include: includeSchema.optional(),
    offices: officesSchema.optional(),
    source: sourceSchema.describe('Who the source is'),
    ...extra,
    database: databaseSchema.describe('How the database is reached, and what may be taken of it'),
    copy: copySchema.prefault({}),
    text: textEncoding.optional(),
    codePage: codePage.optional(),
    ...Object.fromEntries(
      Object.entries(entities).map(([entityName, shape]) => [
        entityName,
        rootSchema(shape).optional(),
      ]),
    ),
  });
}
