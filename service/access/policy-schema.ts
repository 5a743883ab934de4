import { z } from 'zod';
import { SHOWINGS, type ShowRule } from './policy.ts';

/** What a policy may speak of: the entities, the fields that their rows are chosen by, and what is shown of them. */
export type Vocabulary = Readonly<
  Record<
    string,
    {
      /** Fields that rows are chosen by. */
      readonly fields: readonly string[];
      /** Fields, `steps.name` of children. */
      readonly shown: readonly string[];
    }
  >
>;

/** Groups of rows that `show` knows beside fields. */
export type Classes = readonly string[];

const showing = z.enum(SHOWINGS);

const showRule = z
  .union([
    showing,
    z.strictObject({
      usually: showing,
      for: z.record(z.string(), showing).describe('By the purpose that the request states'),
    }),
  ])
  .transform((said): ShowRule => (typeof said === 'string' ? { usually: said, for: {} } : said));

const value = z.union([z.string(), z.number(), z.boolean()]);

const test = z
  .strictObject({
    eq: value,
    ne: value,
    in: z.union([z.array(value), z.string().regex(/^\$claims\.\w+$/u)]),
    notIn: z.array(value),
    lt: value,
    lte: value,
    gt: value,
    gte: value,
    startsWith: z.string(),
    isNull: z.boolean(),
  })
  .partial()
  .describe('Tests as filters of the graph have them; $claims.NAME is what the token says');

/** A filter over fields, in the graph's form. */
function filterOf(fields: readonly string[]): z.ZodType<object> {
  const filter: z.ZodType<object> = z.strictObject({
    ...Object.fromEntries(fields.map((field) => [field, test.optional()])),
    get and() {
      return z.array(filter).optional();
    },
    get or() {
      return z.array(filter).optional();
    },
    get not() {
      return filter.optional();
    },
  });
  return filter;
}

/** What a policy file may say. */
export function policySchema(vocabulary: Vocabulary, classes: Classes) {
  const entities = Object.fromEntries(
    Object.entries(vocabulary).map(([entity, { fields, shown }]) => [
      entity,
      z
        .strictObject({
          rows: z.union([z.literal('all'), filterOf(fields)]).describe('Which rows it sees'),
          show: z
            .strictObject(
              Object.fromEntries(
                ['personal', ...classes, ...shown].map((name) => [name, showRule.optional()]),
              ),
            )
            .default({})
            .describe('What it sees of them: by field, else by class, else personal; nothing else'),
          groups: z
            .strictObject({ atLeast: z.number().int().min(2).max(1_000) })
            .optional()
            .describe('Rows are only counted, in groups of at least so many'),
        })
        .optional(),
    ]),
  );
  return z.strictObject({
    sensitive: z
      .strictObject({
        procedures: z.array(z.string()).default([]).describe('National codes of procedures'),
        fields: z
          .array(z.string())
          .default([])
          .describe('Codes of fields, as the sources have them'),
      })
      .prefault({})
      .describe('Procedures that tell by themselves what a person would not have told'),
    roles: z
      .record(
        z.string().regex(/^[a-z][\w-]*$/u, 'write small letters'),
        z.strictObject({
          about: z.string().optional().describe('For people'),
          entities: z.strictObject(entities),
        }),
      )
      .describe('What each role sees; of a token’s roles the first here counts'),
  });
}
