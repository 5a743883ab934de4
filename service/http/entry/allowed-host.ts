import { isIP } from 'node:net';

/**
 * Whether a request came by a name that is ours. A page of another site whose name is made to point at our address
 * (DNS rebinding) asks by that name; no such site has an address, or a name without a dot, for its name.
 */
export function isAllowedHost(header: string | undefined, allowed: readonly string[]): boolean {
  // HTTP/1.0 has no such header, and browsers do not speak it.
  if (header === undefined) return true;
  const name = nameIn(header);
  if (name === undefined) return false;
  if (isIP(name) !== 0 || !name.includes('.') || name.endsWith('.localhost')) return true;
  return allowed.some((pattern) =>
    pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : name === pattern,
  );
}

/** The name in `name:port` or `[address]:port`, without the dot that may end it. */
function nameIn(header: string): string | undefined {
  const [, address, name] = /^(?:\[([^\]]*)\]|([^:]+))(?::\d+)?$/.exec(header) ?? [];
  return address ?? name?.toLowerCase().replace(/\.$/, '');
}
