import { z } from 'zod';
import { DATE_FORMATS } from '../../codecs/index.ts';
import type { FieldType } from '../../model/entity.ts';
import { number, text, truth } from '../scalars.ts';
import { columnName, raw } from './names.ts';

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
export const textEncoding = z
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
export const dateFormats = z
  .union([dateFormat, z.array(dateFormat).min(1)])
  .describe('How days and moments are kept; the first of several that reads a value is believed');

export const timezone = z
  .enum(['+07:00', 'UTC'])
  .describe('The zone of moments that the columns keep without one; Liferay products keep UTC');

export const codePage = z
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

/** What a mapping may say of a field of a kind: a column's name, the long form, or what it is in every row. */
export function fieldSchema(type: FieldType) {
  const constant = z.strictObject({
    constant: constantSchema(type).describe('The same in every row'),
  });
  if (type.kind === 'text' || type.kind === 'code')
    return z.union([columnName, fieldSchemas[type.kind], constant, formatSchema]);
  return type.kind === 'coded'
    ? z.union([fieldSchemas[type.kind], constant])
    : z.union([columnName, fieldSchemas[type.kind], constant]);
}

export type TextEncoding = z.infer<typeof textEncoding>;
export type CodePage = z.infer<typeof codePage>;
export type CodesSpec = z.infer<typeof codes>;
export type CodeTableSpec = z.infer<typeof codeTable>;
export type Timezone = z.infer<typeof timezone>;
