import { z } from 'zod';
import type { Actors } from '../../gateway/explorer/actors.ts';
import type { DemoIssuer } from './demo-issuer.ts';
import type { Identity } from '../../service/access/identity.ts';
import { type IdentityReader, unsharedIdentities } from '../../service/access/identity-token.ts';

/** Somebody of the demo province whom one may act as. */
export interface DemoPerson {
  /** What the explorer calls them. */
  readonly name: string;
  readonly role: string;
  readonly claims: Readonly<Record<string, string>>;
}

/** One for each role of policy.yaml. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { name: 'Supervisor of the province', role: 'supervisor', claims: {} },
  { name: 'Counter officer of Năm Căn', role: 'officer', claims: { office: 'H12.NC' } },
  { name: 'Head of the Centre', role: 'leader', claims: { office: 'H12.TT' } },
  { name: 'Analyst', role: 'analyst', claims: {} },
  { name: 'Citizen', role: 'citizen', claims: { idNumber: '387585070' } },
  { name: 'Integrator', role: 'integrator', claims: {} },
  { name: 'Auditor', role: 'auditor', claims: {} },
];

/** The demo's roles. */
export const DEMO_ROLES = DEMO_PEOPLE.map(({ role }) => role);

/** Those of them whom one may act as in the explorer. */
export function demoActors({ sign }: Pick<DemoIssuer, 'sign'>): Actors {
  return {
    names: DEMO_PEOPLE.map(({ name }) => name),
    tokenFor(name) {
      const person = DEMO_PEOPLE.find((one) => one.name === name);
      if (person === undefined) return undefined;
      const { role, claims } = person;
      return sign({ subject: role, roles: [role], claims });
    },
  };
}

/** As whom a request acts that says nothing of who asks; over the demo on loopback alone. */
export const demoRole = z
  .enum(DEMO_ROLES)
  .default('supervisor')
  .meta({
    flag: 'demo-role',
    env: 'DEMO_ROLE',
    give: `one of ${DEMO_ROLES.join(', ')}`,
    about: 'over the demo on loopback, as whom a request acts that bears no token',
  });

/** What a subgraph over the demo reads that no gateway tells who asks. */
export function demoIdentities(role: string): IdentityReader {
  const identity = demoIdentity(role);
  return {
    async read(headers) {
      // Who is handed on all the same is refused: there is no secret to check it by.
      await unsharedIdentities.read(headers);
      return identity;
    },
  };
}

/** Who asks without a token, over the demo on loopback. */
export function demoIdentity(role: string): Identity {
  const person = DEMO_PEOPLE.find((one) => one.role === role);
  return {
    subject: `demo#${role}`,
    kind: 'person',
    roles: [role],
    claims: Object.fromEntries(
      Object.entries(person?.claims ?? {}).map(([name, value]) => [name, [value]]),
    ),
    scopes: [],
  };
}
