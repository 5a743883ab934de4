import type { Fragment } from '../dialect.ts';
import { isEncodable } from '../../model/text/charset.ts';
import { UNSEEN, WHITE_SPACE } from '../../model/text/white-space.ts';

/** Fragments put together as a template: glue`${name('t.a')} > ${value(3)}`. */
export function glue(strings: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment {
  return {
    sql: strings.reduce((sql, string, index) => `${sql}${parts[index - 1]?.sql ?? ''}${string}`),
    bindings: parts.flatMap(({ bindings }) => bindings),
  };
}

export function name(reference: string): Fragment {
  return { sql: '??', bindings: [reference] };
}

export function value(bound: unknown): Fragment {
  return { sql: '?', bindings: [bound] };
}

/** SQL text of our own, without values. */
export function text(sql: string): Fragment {
  return { sql, bindings: [] };
}

export function list(parts: readonly Fragment[], separator: string): Fragment {
  return {
    sql: parts.map(({ sql }) => sql).join(separator),
    bindings: parts.flatMap(({ bindings }) => bindings),
  };
}

/** The text with a blank for each white space and nothing for each unseen sign; `literal` writes a sign as SQL. */
export function withPlainBlanks(
  column: Fragment,
  literal: (sign: string) => string,
  charset?: string,
): Fragment {
  const replacements = [
    ...Array.from(signsIn(WHITE_SPACE, charset), (sign) => [sign, ' ']),
    ...Array.from(signsIn(UNSEEN, charset), (sign) => [sign, '']),
  ];
  return replacements.reduce(
    (inner, [sign = '', by = '']) =>
      glue`REPLACE(${inner}, ${text(literal(sign))}, ${text(`'${by}'`)})`,
    column,
  );
}

/** The text without any of the signs; `literal` writes a sign as SQL. */
export function without(
  column: Fragment,
  signs: string,
  literal: (sign: string) => string,
): Fragment {
  return Array.from(signs).reduce(
    (inner, sign) => glue`REPLACE(${inner}, ${text(literal(sign))}, '')`,
    column,
  );
}

/** Of the signs those that a character set has: the others stand nowhere, and a statement may not even name them. */
export function signsIn(signs: string, charset: string | undefined): string {
  if (charset === undefined) return signs;
  const set = charset === 'bytes' ? 'ascii' : charset;
  return Array.from(signs)
    .filter((sign) => isEncodable(sign, set))
    .join('');
}

export const NEVER = text('1 = 0');

/** NOT in three-valued SQL leaves NULL as NULL; this is the plain complement on every dialect. */
export function complement(condition: Fragment): Fragment {
  return glue`CASE WHEN ${condition} THEN 1 ELSE 0 END = 0`;
}
