import { z } from 'zod';
import { DATE_FORMATS } from '../codecs/index.ts';
import { USUAL_LIMITS, USUAL_LOCKS } from '../dialects/dialect.ts';
import type { EntityShape, FieldType } from '../model/entity.ts';
import { number, text, truth } from './scalars.ts';
import { canonicalUrl, urlFault } from './url.ts';

/** Brackets, quotes and dots inside a name would be dropped or split on the way to the database: refused instead. */
const plainName = z
  .string()
  .regex(/^[^[\]"`.;\0]+$/u, 'A name holds no bracket, quote, dot or semicolon')
  .max(128);
const name = text(plainName);

/** Whether a mapping can say the name of a column. */
export function isNameable(column: string): boolean {
  return plainName.safeParse(column).success;
}

/** Of the table itself, or of one joined to it. */
const plainColumn = z
  .string()
  .regex(
    /^(?:[A-Za-z]\w*\.)?[^[\]"`.;\0]+$/u,
    'A column is written `column`, or `join.column` where it lies in a joined table; a name holds no bracket, quote, dot or semicolon',
  )
  .max(128);
const columnName = text(plainColumn);
const tableName = text(
  z
    .string()
    .regex(/^[^[\]"`.;\0]+(\.[^[\]"`.;\0]+)?$/u, 'A table is written `table` or `schema.table`')
    .max(257),
);
const raw = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const none = z.array(raw).describe('Raw values that mean “none”, such as 01/01/1900');

const encoding = z.enum([
  'unicode',
  'tcvn3',
  'vni',
  'cp1258',
  'viscii',
  'vps',
  'viqr',
  'character-references',
  'utf8-as-cp1252',
]);
const textEncoding = z
  .union([
    encoding,
    z.literal('mixed'),
    z.strictObject({
      mixed: z
        .array(encoding)
        .min(1)
        .describe('What rows of several times may be in, the likelier first'),
    }),
    z.strictObject({
      encoding: z.literal('tcvn3').describe('The encoding under the font'),
      capitals: z.boolean().describe('A font such as .VnTimeH shows each letter as a capital'),
    }),
  ])
  .describe('How the bytes of Vietnamese text are to be read; each value is looked at by itself');
const codeEntry = z.union([
  text(),
  z.strictObject({
    value: text().describe('What the code means'),
    label: text().optional().describe('How the legacy program shows it'),
  }),
]);
const codeTable = z.union([
  z.string().regex(/\.csv$/iu, 'A crosswalk is a .csv file beside the mapping'),
  z.record(z.string(), codeEntry),
]);
const codes = z
  .union([codeTable, z.array(codeTable).min(1)])
  .describe(
    'Local code → canonical code: a table here, or a CSV file beside this one; of several, a later one goes before those named earlier',
  );
/** A place in the documents that a column holds. */
const inside = {
  json: text(
    z.string().regex(/^\$(?:\.[^.[\]"'\s]+)+$/u, 'A path in JSON is written $.field.field'),
  )
    .optional()
    .describe('The column holds JSON, and the value stands there in it: $.field.field, $.list.0'),
  xml: text(
    z
      .string()
      .regex(
        /^(?:\/[\p{L}_][\p{L}\p{N}_.-]*(?:\[[1-9]\d{0,2}\])?)+(?:\/@[\p{L}_][\p{L}\p{N}_.-]*)?$/u,
        'A path in XML is written /root/child, /root/child[2] or /root/child/@attribute, without prefixes of namespaces',
      ),
  )
    .optional()
    .describe(
      'The column holds XML, and the value stands there in it: /root/child, /root/child[2], /root/child/@attribute',
    ),
};

const dateFormat = z.enum(DATE_FORMATS);
const dateFormats = z
  .union([dateFormat, z.array(dateFormat).min(1)])
  .describe('How days and moments are kept; the first of several that reads a value is believed');

const timezone = z
  .enum(['+07:00', 'UTC'])
  .describe('The zone of moments that the columns keep without one; Liferay products keep UTC');

const codePage = z
  .union([number(z.literal(1252)), number(z.literal(1258))])
  .describe(
    'The code page of varchar columns through which legacy bytes come; 1258 under Vietnamese collations',
  );
const storedNumber = z.enum(['number', 'text']).describe('Whether the column is a number or text');

const column = { column: columnName.describe('The legacy column') };
/** Texts in several columns, or several in one. */
const texts = {
  column: z
    .union([columnName, z.array(columnName).min(2).max(6)])
    .describe('The legacy column, or several whose texts stand one after the other'),
  separator: text(z.string())
    .optional()
    .describe('What stands between the texts of several columns, or the parts of one; a blank'),
  part: number(z.int().min(-20).max(20))
    .optional()
    .describe('Which of the parts of the column, from 1; from the end below 0'),
};
const columns = { column: z.union([columnName, z.array(columnName).min(1).max(4)]) };

/** What a mapping may say of a field of each kind, beside the short form (the column's name) and a constant. */
const fieldSchemas = {
  text: z.strictObject({
    ...texts,
    ...inside,
    text: textEncoding.optional(),
    codePage: codePage.optional(),
    html: truth()
      .optional()
      .describe('The column holds HTML: read as it is shown, without its tags'),
    codes: codes.optional(),
  }),
  code: z.strictObject({ ...texts, ...inside, codes: codes.optional() }),
  identifier: z.strictObject({
    ...column,
    ...inside,
    identifier: z
      .array(number(z.int().min(1).max(40)))
      .min(1)
      .optional()
      .describe('Lengths in digits'),
  }),
  list: z.strictObject({
    ...column,
    ...inside,
    list: text(z.string().min(1)).optional().describe('Separator'),
  }),
  moment: z.strictObject({
    ...column,
    ...inside,
    date: dateFormats.optional(),
    pivot: z
      .int()
      .min(1000)
      .max(9900)
      .optional()
      .describe('The first year that two digits may mean: 1950 for 1950 to 2049'),
    timezone: timezone.optional(),
    none: none.optional(),
    swapped: truth().optional().describe('Some rows hold the month before the day'),
  }),
  integer: z.strictObject({ ...column, ...inside, number: storedNumber.optional() }),
  decimal: z.strictObject({
    ...column,
    ...inside,
    number: storedNumber.optional(),
    per: number(z.number().positive())
      .optional()
      .describe('How many of the column’s unit make one: 8 for hours of which eight are a day'),
  }),
  money: z.strictObject({
    ...column,
    ...inside,
    money: z
      .enum(['number', 'text'])
      .optional()
      .describe('Whether the column is a number or text, such as 20.000 đ'),
  }),
  flag: z.strictObject({
    ...column,
    ...inside,
    flag: z
      .strictObject({
        true: z.array(raw).min(1).describe('Raw values that mean yes'),
        false: z.array(raw).describe('Raw values that mean no; null for none'),
      })
      .optional()
      .describe('Which raw values mean yes and no; usually 1 and 0'),
  }),
  coded: z.strictObject({
    ...columns,
    ...inside,
    codes,
    whenNull: text().optional().describe('What an empty column means'),
  }),
  reference: z.strictObject({
    ...columns,
    ...inside,
    codes: codes.optional(),
    whenNull: text().optional().describe('What an empty column means'),
  }),
} as const satisfies Record<FieldType['kind'], z.ZodType>;

/** The long form of one field, of whichever kind. */
export type FieldSpec = { readonly [K in FieldType['kind']]: z.infer<(typeof fieldSchemas)[K]> };

const isDay = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?$/u, 'A day is written yyyy-MM-dd');

/** What a field may be in every row, by its kind. */
function constantSchema(type: FieldType) {
  switch (type.kind) {
    case 'text':
    case 'code':
    case 'identifier':
    case 'reference':
      return text(z.string().min(1));
    case 'list':
      return z.array(text(z.string().min(1)));
    case 'moment':
      return text(isDay);
    case 'integer':
    case 'money':
      return number(z.int());
    case 'decimal':
      return number();
    case 'flag':
      return truth();
    case 'coded':
      return z.enum(type.values);
  }
}

/** A text or code put together of columns: `{SO}/{NAM}`. */
const formatSchema = z.strictObject({
  format: text(
    z
      .string()
      .regex(
        /^[^{}]*(?:\{(?:[A-Za-z]\w*\.)?[^{}[\]"`.;\0]+\}[^{}]*)+$/u,
        'A format has columns in braces and signs between: {SO}/{NAM}',
      ),
  ).describe('Columns in braces, and the signs between them: {SO}/{NAM}'),
  text: textEncoding.optional(),
  codePage: codePage.optional(),
});

export type FormatSpec = z.infer<typeof formatSchema>;

function fieldSchema(type: FieldType) {
  const constant = z.strictObject({
    constant: constantSchema(type).describe('The same in every row'),
  });
  if (type.kind === 'text' || type.kind === 'code')
    return z.union([columnName, fieldSchemas[type.kind], constant, formatSchema]);
  return type.kind === 'coded'
    ? z.union([fieldSchemas[type.kind], constant])
    : z.union([columnName, fieldSchemas[type.kind], constant]);
}

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

function rootSchema(shape: EntityShape) {
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

const duration = text(z.string().regex(/^\d+(ms|s)$/u, 'A duration is written 500ms or 5s'));

const limits = z
  .strictObject({
    rows: number(z.int().min(1_000).max(10_000_000))
      .default(USUAL_LIMITS.rows)
      .describe('Rows that a statement may answer with'),
    bytes: number(z.int().min(1_048_576).max(1_073_741_824))
      .default(USUAL_LIMITS.bytes)
      .describe('Bytes that a statement may answer with'),
    queue: number(z.int().min(1).max(100_000))
      .default(USUAL_LIMITS.queue)
      .describe('Statements that wait for their turn'),
    wait: duration
      .default(`${USUAL_LIMITS.wait}ms`)
      .describe('How long a statement waits for its turn'),
    scannedRows: number(z.int().min(1_000).max(1_000_000_000))
      .default(USUAL_LIMITS.scannedRows)
      .describe(
        'Rows of a table, by its statistics, that a read without an index may look through',
      ),
  })
  .describe('What one statement may read, and how many may wait');

/** How a source’s database is reached, and what may be taken of it. */
export const databaseSchema = z
  .strictObject({
    client: z
      .enum(['sqlite', 'postgres', 'mysql', 'mssql'])
      .describe('The kind of database; mysql is MariaDB too'),
    url: z.string().min(1).describe('Where it is; passwords come from the environment, as ${NAME}'),
    schema: name.optional().describe('Where tables lie that are named without a schema'),
    timezone: timezone.default('+07:00'),
    statementTimeout: duration.default('5s').describe('How long a statement may take'),
    connectTimeout: duration.default('3s').describe('How long connecting may take'),
    pool: z
      .strictObject({
        max: number(z.int().min(1).max(50)).default(5).describe('Connections at most'),
      })
      .default({ max: 5 })
      .describe('The connections that are held'),
    limits: limits.prefault({}),
    encrypt: truth().default(true).describe('SQL Server: encrypt the connection'),
    trustServerCertificate: truth()
      .default(false)
      .describe('SQL Server: take a certificate that nobody vouches for'),
    legacyTls: truth().default(false).describe('SQL Server 2008 R2 and TLS 1.0'),
    readOnlyIntent: truth().default(true).describe('SQL Server: ApplicationIntent=ReadOnly'),
    isolation: z
      .enum(['auto', 'snapshot', 'read-committed'])
      .default(USUAL_LOCKS.isolation)
      .describe('SQL Server: auto reads a snapshot where the database allows it'),
    lockTimeout: duration
      .default(`${USUAL_LOCKS.lockTimeout}ms`)
      .describe('SQL Server: how long a statement waits for rows that another program holds'),
  })
  .check(({ value: { client, url }, issues }) => {
    const fault = urlFault(client, canonicalUrl(client, url));
    if (fault !== undefined) {
      const { message, mend } = fault;
      issues.push({ code: 'custom', input: undefined, path: ['url'], message, params: { mend } });
    }
  });

/** What whoever copies the source may take of it. */
const copySchema = z
  .strictObject({
    personal: truth()
      .default(false)
      .describe(
        'Whether names, numbers, telephones and addresses of citizens are copied too, encrypted under COPY_KEY',
      ),
    share: number(z.number().gt(0).max(1))
      .default(0.5)
      .describe('The part of the time in which the database may be busy with being copied'),
    hours: text(
      z
        .string()
        .regex(
          /^(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d$/u,
          'Hours are written 18:00-06:00',
        ),
    )
      .optional()
      .describe('When a server copies by itself, local time: 18:00-06:00'),
    check: duration
      .optional()
      .describe(
        'Answers with the copy, at most so long after a look at the database has shown that nothing has changed since: for what is small and changes rarely. Each table tells its changes (changed:), or the database is written by nobody (asOf:)',
      ),
  })
  .describe('The copy that answers in the place of the database');

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

export type TextEncoding = z.infer<typeof textEncoding>;
export type CodePage = z.infer<typeof codePage>;
export type CodesSpec = z.infer<typeof codes>;
export type CodeTableSpec = z.infer<typeof codeTable>;
export type Timezone = z.infer<typeof timezone>;
export type CopySpec = z.infer<typeof copySchema>;
export type DatabaseSpec = z.infer<typeof databaseSchema>;

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
