import { z } from 'zod';
import type { Log } from '../log.ts';
import { ConfigFault } from './config.ts';

/** Whether to serve to whoever reaches the port. It has to be asked for. */
export const insecure = z.stringbool().default(false).meta({
  flag: 'insecure',
  env: 'INSECURE',
  about:
    'serves to whoever reaches the port, without knowing who it is; for tests and tries alone, and logged at each start',
});

export interface Exposure {
  readonly host: string;
  /** Whether real data is served, and not the demo's. */
  readonly real: boolean;
  /** Whether it is known who asks. */
  readonly guarded: boolean;
  /** Settings by which it would be, as the end of the sentence “give …”. */
  readonly missing: string;
  readonly insecure: boolean;
}

/** Refuses to begin what would be open to whoever reaches the port, unless that is what was asked for. */
export function assertSafeStart(exposure: Exposure, log: Log): void {
  const { host, real, guarded, missing } = exposure;
  const open = isLoopback(host) ? [] : [`${host} is not this host alone`];
  if (real) open.push('the data is not the demo’s');
  if (guarded) return;
  if (exposure.insecure) {
    log.warn(
      { host },
      'INSECURE: whoever reaches the port is served, without asking who it is, as “anonymous”, and sees what the policy (--policy) shows that role',
    );
  } else if (open.length > 0) {
    const why = open.join(' and ');
    throw new ConfigFault([
      `Nobody would be asked who they are, and ${why}: give ${missing}, or --insecure (or INSECURE=yes).`,
    ]);
  }
}

/** Whether nobody but this host can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
