import type { IncomingMessage } from 'node:http';

/** The header by which a gateway tells its subgraphs whom a request counts for; no client's own gets through to them. */
export const CLIENT_HEADER = 'x-motcua-client';

/**
 * Whom a request counts for: the address it comes from, or the last one in a header that the nearest proxy writes, such as
 * `x-forwarded-for`. Of IPv6 the network of 64 bits, which one client has to itself (RFC 6177).
 */
export function clientOf({ headers, socket }: IncomingMessage, header?: string): string {
  const given = header === undefined ? undefined : headers[header];
  const told = String(given ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  const address = told === undefined || told === '' ? (socket.remoteAddress ?? '') : told;
  return networkOf(address.slice(0, MOST_CHARS));
}

/** No address is longer; what a proxy passes on need not be one. */
const MOST_CHARS = 64;
const MAPPED = '::ffff:';

/** An IPv4 address, or of an IPv6 one its network. */
export function networkOf(address: string): string {
  if (address.startsWith(MAPPED)) return address.slice(MAPPED.length);
  if (!address.includes(':')) return address;
  const [before = '', after = ''] = address.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === '' ? [] : after.split(':');
  const zeros = address.includes('::') ? Math.max(0, 8 - head.length - tail.length) : 0;
  const groups = [...head, ...new Array<string>(zeros).fill('0'), ...tail];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
