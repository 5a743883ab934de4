import { z } from 'zod';
import { type Asks, SHOWINGS, type ShowRule } from './policy.ts';

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

const may = z
  .enum(['allow', 'deny'])
  .default('deny')
  .transform((said) => said === 'allow');

/** A bound, or that there is none. */
function most(preset: number) {
  return z
    .union([z.number().int().min(1), z.literal('none')])
    .default(preset)
    .transform((said) => (said === 'none' ? Infinity : said));
}

/** What a role may ask; what is not said protects. */
const asks = z
  .strictObject({
    documents: z
      .enum(['any', 'trusted'])
      .default('trusted')
      .describe('Which documents, where trusted ones are enforced'),
    schema: may.describe('Introspection'),
    suggestions: may.describe('Names of the schema in errors: “Did you mean …?”'),
    plans: may.describe('What was fetched, with the header x-query-plan'),
    explorer: may.describe('The explorer’s page'),
    cost: most(50_000).describe('Of one operation, by its estimate'),
    costPerMinute: most(1_000_000).describe('Of all operations within a minute'),
    requestsPerMinute: most(600).describe('Of one identity; of strangers, of one address'),
    rowsPerHour: most(5_000).describe('Records of persons shown within an hour'),
    citizensPerHour: most(1_000).describe('Persons whose records are shown within an hour'),
    breakGlassPerHour: most(10).describe('Higher rights for one record taken within an hour'),
  })
  .prefault({})
  .describe('What it may ask, and how much; of what is not said the usual, which protects');

/** What roles may ask of whom no policy says anything. */
export const USUAL_ASKS: Asks = asks.parse(undefined);

const documents = z
  .strictObject({
    scopes: z.array(z.string().min(1)).default([]).describe('Scopes that each let send any'),
  })
  .prefault({})
  .describe('Who may send other documents than trusted ones, beside the roles that may');

const roleName = z.string().regex(/^[a-z][\w-]*$/u, 'write small letters');

/** What a policy file says of asking, whatever entities it speaks of. */
export const askingSchema = z.looseObject({
  documents,
  roles: z.record(roleName, z.looseObject({ asks })),
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
    documents,
    roles: z
      .record(
        roleName,
        z.strictObject({
          about: z.string().optional().describe('For people'),
          asks,
          ...glassRole,
          secondFactor: z
            .boolean()
            .default(false)
            .describe('Whether a receipt opens to it: dossierStatus, by a code and some digits'),
          entities: z.strictObject(entities),
        }),
      )
      .describe('What each role sees and asks; of a token’s roles the first here counts'),
  });
}
