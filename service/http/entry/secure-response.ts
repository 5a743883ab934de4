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

/**
 * Answers that bear these headers. They join an answer's head when that is written: set one by one before, they would keep Node from
 * its fast way to write a head.
 *
 * @param isLast - Whether a connection is to be closed after the answer that begins now; its head tells the client so.
 */
export function secureResponses(isLast: () => boolean) {
  return class SecureResponse extends ServerResponse {
    /** Takes the head as an object; throws where it is a list, in which these could stand twice. */
    override writeHead(
      status: number,
      reason?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
      head = typeof reason === 'string' ? undefined : reason,
    ): this {
      if (Array.isArray(head)) throw new TypeError('an answer takes its head as an object');
      const whole: OutgoingHttpHeaders = { ...SECURE_HEADERS, ...head };
      if (isLast()) whole['connection'] = 'close';
      return super.writeHead(status, whole);
    }
  };
}
