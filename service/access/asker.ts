import type { Identity } from './identity.ts';

/** Who asks, and from which address. */
export interface Asker {
  readonly identity: Identity;
  readonly client: string;
}

/**
 * For whom something counts, and takes turns with what else is theirs: one who has shown who they are for themselves, wherever they
 * are; strangers for their address.
 */
export function whoOf({ identity, client }: Asker): string {
  return identity.kind === 'anonymous' ? `from ${client}` : identity.subject;
}
