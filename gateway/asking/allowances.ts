import { actingRole } from '../../service/access/acting-role.ts';
import type { Identity } from '../../service/access/identity.ts';
import type { Asks, AskingPolicy } from '../../service/access/policy.ts';
import { USUAL_ASKS } from '../../service/access/policy-schema.ts';

/** What one who asks may ask, and how much. */
export interface Allowance extends Asks {
  /** The role that says so; absent: who asks has none that the policy knows. */
  readonly role?: string;
}

export type AllowanceOf = (identity: Identity) => Allowance;

/** Where nothing says who may ask what. */
const UNBOUNDED: Allowance = {
  documents: 'any',
  schema: true,
  suggestions: true,
  plans: true,
  explorer: true,
  cost: Infinity,
  costPerMinute: Infinity,
  requestsPerMinute: Infinity,
  rowsPerHour: Infinity,
  citizensPerHour: Infinity,
  breakGlassPerHour: Infinity,
};

/** What each may ask by a policy; all may ask everything where there is none. */
export function createAllowances(policy: AskingPolicy | undefined): AllowanceOf {
  if (policy === undefined) return () => UNBOUNDED;
  const { roles, documentScopes } = policy;
  const named = roles.map(({ name, asks }) => ({ name, allowance: { ...asks, role: name } }));
  const allowanceFor = (identity: Identity): Allowance => {
    const allowance = actingRole(named, identity)?.allowance ?? USUAL_ASKS;
    return identity.scopes.some((scope) => documentScopes.includes(scope))
      ? { ...allowance, documents: 'any' }
      : allowance;
  };
  // One request asks for it at each of its steps.
  const known = new WeakMap<Identity, Allowance>();
  return (identity) => {
    let allowance = known.get(identity);
    if (allowance === undefined) known.set(identity, (allowance = allowanceFor(identity)));
    return allowance;
  };
}
