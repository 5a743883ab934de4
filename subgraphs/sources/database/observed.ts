import { GraphQLError } from 'graphql';
import { statements, type StatementEvent } from '../../../service/telemetry/events.ts';
import type { RawRow } from '../model/raw.ts';

/**
 * Reads rows, and tells whoever listens how it went.
 *
 * @param read - Calls what it is given when the statement's turn has come.
 */
export async function observed(
  which: Pick<StatementEvent, 'source' | 'from' | 'sql'>,
  read: (onTurn: () => void) => Promise<readonly RawRow[]>,
): Promise<readonly RawRow[]> {
  const began = performance.now();
  let turn: number | undefined;
  const tell = (outcome: string, rows: number): void => {
    if (!statements.heard) return;
    const ended = performance.now();
    // A copy does not say; what has failed before its turn has only waited.
    const waitedMs = (turn ?? (outcome === 'ok' ? began : ended)) - began;
    statements.tell({ ...which, outcome, rows, ms: ended - began, waitedMs });
  };
  try {
    const rows = await read(() => {
      turn = performance.now();
    });
    tell('ok', rows.length);
    return rows;
  } catch (error) {
    tell(error instanceof GraphQLError ? String(error.extensions['code']) : 'INTERNAL', 0);
    throw error;
  }
}
