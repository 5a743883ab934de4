import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type FaultCode, isFaultCode } from '../../service/errors/faults.ts';
import { challenge } from '../../service/graphql/answering.ts';
import { present } from '../../service/graphql/error-plugin.ts';
import { RETRY_AFTER_S } from '../../service/http/admission/overloaded.ts';
import type { Exchange } from '../../service/http/exchange.ts';
import { METHODS } from './export-request.ts';

/** Codes that say nothing against what was asked, or that HTTP has a word of its own for. */
const STATUSES = new Map<FaultCode, number>([
  ['INTERNAL', 500],
  ['REQUEST_TOO_LARGE', 413],
  ['INPUT_TOO_LARGE', 413],
  ['REQUEST_TIMEOUT', 408],
  ['REQUEST_CANCELLED', 499],
  ['UNAUTHENTICATED', 401],
  ['FORBIDDEN_ENTITY', 403],
  ['FORBIDDEN_ROWS', 403],
  ['FORBIDDEN_FIELD', 403],
  ['TOO_FEW', 403],
  ['UNAUTHORIZED_FIELD', 403],
  ['UNAUTHORIZED_OPERATION', 403],
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
  ['SOURCE_NOT_SORTED', 502],
  ['ALL_SOURCES_FAILED', 502],
  ['REPORT_INCONSISTENT', 502],
]);

/** The answer to a request that gets no file; what is none of ours goes on to the log. */
export function refusalOf(error: unknown, method: string | undefined, exchange: Exchange) {
  const told = toldOf(error, exchange);
  // As `/graphql` does: HTTP has a word of its own for what is only asked in the wrong way.
  const otherwise = statusOf(told) === 400 && !METHODS.includes(method ?? '');
  const status = otherwise ? 405 : statusOf(told);
  const head = {
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': exchange.requestId,
    ...challenge(told),
    ...(otherwise && { allow: METHODS.join(', ') }),
    ...((status === 503 || status === 429) && {
      'retry-after': String(exchange.told.retryAfterS ?? RETRY_AFTER_S),
    }),
  };
  return { status, head, body: Buffer.from(JSON.stringify({ errors: [told] })) };
}

/** The error as this client is told it; what is none of ours goes on to the log. */
export function toldOf(error: unknown, exchange: Exchange): GraphQLFormattedError {
  if (!(error instanceof GraphQLError)) throw error;
  const [told = error.toJSON()] = present([error.toJSON()], exchange);
  return told;
}

function statusOf({ extensions }: GraphQLFormattedError): number {
  const code = extensions?.['code'];
  return isFaultCode(code) ? (STATUSES.get(code) ?? 400) : 502;
}
