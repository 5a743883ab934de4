import { GraphQLError } from 'graphql';
import { statements, type StatementEvent } from '../../../service/telemetry/events.ts';
import { inSpan, type SpanStart, tellSpan } from '../../../service/telemetry/tracing/spans.ts';
import type { ClientName } from '../dialects/dialect.ts';
import type { RawRow } from '../model/raw.ts';

type Which = Pick<StatementEvent, 'from' | 'sql'> & {
  readonly client: ClientName | 'duckdb';
  /** Whose rows it reads. */
  readonly sources: readonly string[];
};

/** Names of database systems by OpenTelemetry's semantic conventions. */
const SYSTEMS: Readonly<Record<Which['client'], string>> = {
  sqlite: 'sqlite',
  postgres: 'postgresql',
  mysql: 'mysql',
  mssql: 'microsoft.sql_server',
  duckdb: 'duckdb',
};

/** Characters of a statement that a trace shows: lists of keys make it long. */
const MOST_TEXT = 2_000;

/**
 * Reads rows, and tells whoever listens how it went.
 *
 * @param read - Calls what it is given when the statement's turn has come.
 */
export function observed(
  which: Which,
  read: (onTurn: () => void) => Promise<readonly RawRow[]>,
): Promise<readonly RawRow[]> {
  return inSpan(
    () => spanOf(which),
    () => told(which, read),
  );
}

/** Values are bound, so the text of a statement holds nobody's data. */
function spanOf({ client, sources, from, sql }: Which): SpanStart {
  return {
    name: sources.length === 1 ? `SELECT ${sources[0] ?? ''}` : 'SELECT of several',
    kind: 'client',
    attributes: {
      'db.system.name': SYSTEMS[client],
      'db.operation.name': 'SELECT',
      'db.query.text': sql.slice(0, MOST_TEXT),
      'motcua.source': sources.join(','),
      'motcua.source.from': from,
    },
  };
}

async function told(
  which: Which,
  read: (onTurn: () => void) => Promise<readonly RawRow[]>,
): Promise<readonly RawRow[]> {
  const times: Times = { began: performance.now(), turn: undefined };
  try {
    const rows = await read(() => {
      times.turn = performance.now();
    });
    tell(which, times, 'ok', rows.length);
    return rows;
  } catch (error) {
    const code = error instanceof GraphQLError ? String(error.extensions['code']) : 'INTERNAL';
    tell(which, times, code, 0);
    throw error;
  }
}

/** Of `performance.now()`. */
interface Times {
  readonly began: number;
  turn: number | undefined;
}

function tell(
  { sources, from, sql }: Which,
  { began, turn }: Times,
  outcome: string,
  rows: number,
): void {
  const ended = performance.now();
  // A copy does not say; what has failed before its turn has only waited.
  const waitedMs = (turn ?? (outcome === 'ok' ? began : ended)) - began;
  if (statements.heard)
    for (const source of sources)
      statements.tell({ source, from, sql, outcome, rows, ms: ended - began, waitedMs });
  tellSpan(() => ({
    'db.response.returned_rows': rows,
    'motcua.wait_ms': waitedMs,
    'error.type': outcome === 'ok' ? undefined : outcome,
  }));
}
