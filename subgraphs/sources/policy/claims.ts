/** What a token says of who asks, by name. */
export type Claims = Readonly<Record<string, readonly string[]>>;

/** A rule names a claim that the token has not: no row is its bearer's. */
export class MissingClaim extends Error {
  override readonly name = 'MissingClaim';
}

/** Longer ones name nothing in any source. */
const MOST_CHARACTERS = 200;

const CLAIM = /^\$claims\.(\w+)(.*)$/u;

/**
 * A filter with what the token says in the place of `$claims.NAME`, and of `$claims.NAME` with more behind it. Of a claim with
 * several values a row needs to fit one. Throws `MissingClaim`.
 */
export function withClaims(filter: object, claims: Claims): object {
  const parts = Object.entries(filter).map(([key, value]: [string, unknown]): object => {
    if (key === 'and' || key === 'or')
      return { [key]: (value as object[]).map((part) => withClaims(part, claims)) };
    if (key === 'not') return { not: withClaims(value as object, claims) };
    return {
      and: Object.entries(value as object).map(([op, operand]: [string, unknown]) =>
        testOf(key, op, operand, claims),
      ),
    };
  });
  return { and: parts };
}

function testOf(field: string, op: string, operand: unknown, claims: Claims): object {
  const [, name, rest = ''] = CLAIM.exec(String(operand)) ?? [];
  if (name === undefined) return { [field]: { [op]: operand } };
  const said = (Object.hasOwn(claims, name) ? (claims[name] ?? []) : []).filter(
    (value) => value.trim() !== '' && value.length <= MOST_CHARACTERS,
  );
  if (said.length === 0) throw new MissingClaim(name);
  const test = op === 'in' ? 'eq' : op;
  return { or: said.map((value) => ({ [field]: { [test]: `${value}${rest}` } })) };
}
