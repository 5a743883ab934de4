import type { GraphQLFormattedError } from 'graphql';
import { type FaultCode, isFaultCode } from '../../service/errors/faults.ts';

/** Codes that say nothing against what was asked, or that HTTP has a word of its own for. */
const STATUSES = new Map<FaultCode, number>([
  ['INTERNAL', 500],
  ['REQUEST_TOO_LARGE', 413],
  ['INPUT_TOO_LARGE', 413],
  ['REQUEST_TIMEOUT', 408],
  ['REQUEST_CANCELLED', 499],
  ['UNAUTHENTICATED', 401],
  ['BREAK_GLASS_REFUSED', 403],
  ['DOCUMENT_NOT_TRUSTED', 403],
  ['RATE_LIMITED', 429],
  ['COST_BUDGET_SPENT', 429],
  ['ROWS_BUDGET_SPENT', 429],
  ['CITIZENS_BUDGET_SPENT', 429],
  ['IDENTITY_UNAVAILABLE', 503],
  ['OVERLOADED', 503],
  ['AUDIT_UNAVAILABLE', 503],
  ['DATABASE_BUSY', 503],
  ['ALL_SOURCES_BUSY', 503],
  ['EXPORT_PARTIAL', 503],
  ['SUBGRAPH_UNAVAILABLE', 502],
  ['SUBGRAPH_TIMEOUT', 502],
  ['SUBGRAPH_BAD_ANSWER', 502],
  ['DATABASE_UNAVAILABLE', 502],
  ['DATABASE_TIMEOUT', 502],
  ['SOURCE_MISCONFIGURED', 502],
  ['ALL_SOURCES_FAILED', 502],
  ['REPORT_INCONSISTENT', 502],
]);

/** The HTTP status of an export that is refused. */
export function statusOf({ extensions }: GraphQLFormattedError): number {
  const code = extensions?.['code'];
  return isFaultCode(code) ? (STATUSES.get(code) ?? 400) : 502;
}
