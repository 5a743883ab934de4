import { type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from 'node:http';

/**
 * What every answer carries unless its route says otherwise: nothing is kept by caches, taken for another type, framed,
 * or run as a page (OWASP HTTP Headers Cheat Sheet; MDN, Content-Security-Policy).
 */
const SECURE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** A list of names, each before its value, as Node itself writes the head where a request has no host (RFC 9112, section 3.2). */
function inPairs(head: readonly OutgoingHttpHeader[]): OutgoingHttpHeaders {
  const pairs = head.flatMap((name, at) =>
    at % 2 === 0 ? [[String(name).toLowerCase(), head[at + 1]] as const] : [],
  );
  return Object.fromEntries(pairs);
}

/**
 * Answers that bear these headers. They join an answer's head when that is written: set one by one before, they would keep Node from
 * its fast way to write a head.
 *
 * @param isLast - Whether a connection is to be closed after the answer that begins now; its head tells the client so.
 */
export function secureResponses(isLast: () => boolean) {
  return class SecureResponse extends ServerResponse {
    /** Of a head in a list each name has its last value, so that none of these stands twice. */
    override writeHead(
      status: number,
      reason?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
      head = typeof reason === 'string' ? undefined : reason,
    ): this {
      const own = Array.isArray(head) ? inPairs(head) : head;
      const whole: OutgoingHttpHeaders = Object.assign({}, SECURE_HEADERS, own);
      if (isLast()) whole['connection'] = 'close';
      return super.writeHead(status, whole);
    }
  };
}
