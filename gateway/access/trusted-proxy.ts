import { BlockList, isIPv6 } from 'node:net';
import type { Identity } from '../../service/access/identity.ts';
import type { ProxySettings } from './identity-file.ts';
import { unauthenticated } from './unauthenticated.ts';

/** Whose a certificate is that a proxy has checked; throws `UNAUTHENTICATED` where it comes from anybody else. */
export function createProxyReader({ addresses, services }: ProxySettings) {
  const trusted = new BlockList();
  for (const entry of addresses) {
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const known = new Map(Object.entries(services));

  return (subject: string, from: string): Identity => {
    if (!trusted.check(from, isIPv6(from) ? 'ipv6' : 'ipv4')) {
      throw unauthenticated('PROXY_NOT_TRUSTED');
    }
    const rights = known.get(subject);
    if (rights === undefined) throw unauthenticated('CLIENT_CERTIFICATE_UNKNOWN');
    return { subject: `certificate#${subject}`, kind: 'service', ...rights };
  };
}
