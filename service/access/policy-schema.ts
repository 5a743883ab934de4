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
      /** Fields that tell nothing of people: what a record may be named by. */
      readonly open: readonly string[];
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

const minutes = z.number().int().min(1).max(240);

const glassRole = {
  reviewsBreakGlass: z
    .boolean()
    .default(false)
    .describe('Whether it is told of all glass that is broken, with reasons'),
};

/** What a policy says of glass; all else in it is passed over. */
export const glassSchema = z.object({
  roles: z.record(
    z.string(),
    z.object({
      ...glassRole,
      entities: z.record(
        z.string(),
        z.object({ breakGlass: z.object({ by: z.array(z.string()), minutes }).optional() }),
      ),
    }),
  ),
});

/** What a policy file may say. */
export function policySchema(vocabulary: Vocabulary, classes: Classes) {
  const entities = Object.fromEntries(
    Object.entries(vocabulary).map(([entity, { fields, shown, open }]) => {
      const show = z
        .strictObject(
          Object.fromEntries(
            ['personal', ...classes, ...shown].map((name) => [name, showRule.optional()]),
          ),
        )
        .default({});
      const rule = z
        .strictObject({
          rows: z.union([z.literal('all'), filterOf(fields)]).describe('Which rows it sees'),
          show: show.describe(
            'What it sees of them: by field, else by class, else personal; nothing else',
          ),
          groups: z
            .strictObject({ atLeast: z.number().int().min(2).max(1_000) })
            .optional()
            .describe('Rows are only counted, in groups of at least so many'),
          breakGlass: z
            .strictObject({
              by: z.array(z.enum(open)).min(1).describe('Fields that name the one record'),
              minutes: minutes.describe('For how long'),
              show: show.describe('What it then sees of the record'),
            })
            .optional()
            .describe('A higher right that it may take for one record, with a reason'),
        })
        .optional();
      return [entity, rule];
    }),
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
          ...glassRole,
          secondFactor: z
            .boolean()
            .default(false)
            .describe('Whether a receipt opens to it: dossierStatus, by a code and some digits'),
          entities: z.strictObject(entities),
        }),
      )
      .describe('What each role sees; of a token’s roles the first here counts'),
  });
}
