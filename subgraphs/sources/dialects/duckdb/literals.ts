import type { Statement } from '../dialect.ts';

/** Names, texts, and between them the places of values: `$1`. */
const PIECES = /"[^"]*"|'[^']*'|\$(\d+)/gu;

/** The statement with its values written into it; null where one of them cannot be written. */
export function withLiterals({ sql, bindings }: Statement): string | null {
  const literals = bindings.map(literalOf);
  if (literals.includes(null)) return null;
  return sql.replaceAll(PIECES, (piece, place?: string) =>
    place === undefined ? piece : (literals[Number(place) - 1] ?? piece),
  );
}

function literalOf(value: unknown): string | null {
  // Quotes are all that means anything in a text of DuckDB; one with U+0000 cannot stand in a statement.
  if (typeof value === 'string')
    return value.includes('\0') ? null : `'${value.replaceAll("'", "''")}'`;
  if (typeof value === 'number') return Number.isFinite(value) ? `(${value})` : null;
  return typeof value === 'boolean' ? String(value) : null;
}
