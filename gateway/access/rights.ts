import type { Identity } from '../../service/access/identity.ts';
import type { Right } from '../engine/rights/access-rules.ts';

/** What one who asks has of what a supergraph's directives demand. */
export type RightsOf = (identity: Identity) => (right: Right) => boolean;

/** Policies by the roles that consent to them. */
export type PoliciesOfRoles = Readonly<Record<string, readonly string[]>>;

const SCOPE = '@scope ';
const POLICY = '@policy ';

/** A role consents to the policy that bears its name, and to those that it is given. */
export function createRightsOf(policies: PoliciesOfRoles = {}): RightsOf {
  const given = new Map(Object.entries(policies));
  return ({ kind, scopes, roles }) =>
    (right) => {
      if (right === '@authenticated') return kind !== 'anonymous';
      if (right.startsWith(SCOPE)) return scopes.includes(right.slice(SCOPE.length));
      const policy = right.slice(POLICY.length);
      return roles.some((role) => role === policy || given.get(role)?.includes(policy) === true);
    };
}
