import { policyOf } from '../../../scripts/run/policy-file.ts';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import { ANONYMOUS, type Identity } from '../../../service/access/identity.ts';
import type { IdentityReader } from '../../../service/access/identity-token.ts';
import type { Policy } from '../../../service/access/policy.ts';

/** The policy that comes with the graph, by which the procedure of the second of two halves is sensitive (`withheld/sources.ts`). */
export const policy: Policy = {
  ...policyOf(inRepository('policy.yaml')),
  sensitive: { procedures: ['1.000002'], fields: [] },
};

function acting(role: string, more: Partial<Identity> = {}): Identity {
  const person = { subject: `test#${role}`, kind: 'person', roles: [role], scopes: [] } as const;
  return { claims: {}, ...person, ...more };
}

/** Who asks, in every role that the policy has: of the first half where a role is somebody's. */
export const IDENTITIES = {
  officer: acting('officer', { claims: { office: ['A1'] } }),
  leader: acting('leader', { claims: { office: ['A1'] } }),
  supervisor: acting('supervisor'),
  inspector: acting('supervisor', { purpose: 'INSPECTION' }),
  integrator: acting('integrator'),
  analyst: acting('analyst'),
  auditor: acting('auditor'),
  citizen: acting('citizen', { claims: { idNumber: ['380 000 011'] } }),
  anonymous: ANONYMOUS,
} as const satisfies Readonly<Record<string, Identity>>;

export type Asker = keyof typeof IDENTITIES;

export const ASKERS = Object.keys(IDENTITIES) as readonly Asker[];

/** Hands on one of them after the other, as a test says. */
export function actingAs(): IdentityReader & { become(asker: Asker): void } {
  let now: Identity = ANONYMOUS;
  return {
    read: () => Promise.resolve(now),
    become(asker) {
      now = IDENTITIES[asker];
    },
  };
}
