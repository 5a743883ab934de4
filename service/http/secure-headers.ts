/**
 * What every answer carries unless its route says otherwise: nothing is kept by caches, taken for another type, framed,
 * or run as a page (OWASP HTTP Headers Cheat Sheet; MDN, Content-Security-Policy).
 */
export const SECURE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;
