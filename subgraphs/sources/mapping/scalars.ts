import { z } from 'zod';

/** As editors take it: YAML's number or yes and no are read as the text that stands there. */
const ANY_SCALAR = { type: ['string', 'number', 'boolean'] } as const;

/** Text, also where YAML reads it as a number or a truth value: `970`, `true`. */
export function text(schema: z.ZodString = z.string()) {
  return z.preprocess(
    (given) => (typeof given === 'number' || typeof given === 'boolean' ? String(given) : given),
    schema.meta({ ...schema.meta(), ...ANY_SCALAR }),
  );
}

/** A number, also in quotes, from a variable or with zeros in front. */
export function number<S extends z.ZodType = z.ZodNumber>(schema: S = z.number() as unknown as S) {
  return z.preprocess(
    (given) =>
      typeof given === 'string' && /^[+-]?\d+(?:\.\d+)?$/u.test(given) ? Number(given) : given,
    schema,
  );
}

const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['no', false],
  ['off', false],
]);

/** Yes or no in the words that YAML has had for it. */
export function truth() {
  return z.preprocess(
    (given) => (typeof given === 'string' ? (ANSWERS.get(given.toLowerCase()) ?? given) : given),
    z.boolean(),
  );
}
