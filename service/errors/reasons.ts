import { fault, type Language } from './faults.ts';
import { reasons } from './reason-sentences.ts';
import { type DetailsIn, filled, PLACEHOLDER } from './sentences.ts';

type ReasonCode = keyof typeof reasons;

type Details<Code extends ReasonCode> = DetailsIn<(typeof reasons)[Code]['en']>;

type Given<Code extends ReasonCode> = [keyof Details<Code>] extends [never]
  ? []
  : [details: Details<Code>];

/** A longer text is none of ours, or quotes a client at length: it is not worth being looked through. */
const LONGEST = 1_000;

/** A reason as it is told between services. */
export function reasonOf<Code extends ReasonCode>(code: Code, ...[details]: Given<Code>): string {
  return filled(reasons[code].en, details ?? {});
}

/** A request that is not as it should be: BAD_REQUEST with a reason. */
export function unfit<Code extends ReasonCode>(code: Code, ...given: Given<Code>) {
  return fault('BAD_REQUEST', { reason: reasonOf(code, ...given) });
}

/** A reason in a language: what is none of ours, as graphql-js's own sentences, stays as it is. */
export function reasonIn(language: Language, reason: string): string {
  if (language === 'en') return reason;
  // Of a variable's value graphql-js tells where it stands, and then what is wrong with it.
  const own = reason.startsWith('Variable "$') ? reason.lastIndexOf('; ') + '; '.length : 0;
  const told = reason.slice(own);
  if (told.length > LONGEST) return reason;
  for (const { pattern, sentences } of KNOWN) {
    const details = pattern.exec(told);
    if (details !== null)
      return reason.slice(0, own) + filled(sentences[language], details.groups ?? {});
  }
  return reason;
}

const KNOWN = Object.values(reasons).map((sentences) => ({
  sentences,
  pattern: patternOf(sentences.en),
}));

function patternOf(sentence: string): RegExp {
  const parts = sentence.split(PLACEHOLDER);
  const source = parts.map((part, at) =>
    at % 2 === 1 ? `(?<${part}>.*)` : part.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'),
  );
  return new RegExp(`^${source.join('')}$`, 'su');
}
