import { LRUCache } from 'lru-cache';
import type { Identity } from '../../../service/access/identity.ts';
import type { Policy, Role } from '../../../service/access/policy.ts';
import type { EntityShape } from '../model/entity.ts';
import type { Predicate } from '../model/predicate.ts';
import { MissingClaim, withClaims } from './claims.ts';
import { type EntityRights, entityRights, type Rights } from './rights.ts';

/** Which fields of an entity say what its rows' procedure is: its code, and that of its field. */
export interface ProcedureFields {
  readonly procedure: string;
  readonly field: string;
}

export interface RightsOptions {
  readonly policy: Policy;
  readonly entities: Readonly<Record<string, EntityShape>>;
  /** Of the entities whose rows are about one procedure. */
  readonly procedureFields: Readonly<Record<string, ProcedureFields>>;
  /** A filter of the graph's form as a predicate. */
  readonly predicateOf: (filter: object, shape: EntityShape) => Predicate | null;
}

/** The role that who bears no token acts in, where the policy has it. */
const ANONYMOUS = 'anonymous';

const NO_ROW: Predicate = { kind: 'any', of: [] };

/** Bearers whose rights are kept: an office's counters ask all day, a citizen once. */
const MOST_KEPT = 1_000;

/** What each who asks may see, by the policy. */
export function createRightsOf({
  policy,
  entities,
  procedureFields,
  predicateOf,
}: RightsOptions): (identity: Identity) => Rights {
  const kept = new LRUCache<string, Rights>({ max: MOST_KEPT });
  const sensitive = Object.fromEntries(
    Object.entries(procedureFields).map(([entity, fields]) => [
      entity,
      sensitiveRows(policy, fields, (filter) => {
        const shape = entities[entity];
        return shape === undefined ? null : predicateOf(filter, shape);
      }),
    ]),
  );

  const make = (role: Role | undefined, { claims, purpose }: Identity): Rights => {
    const made = new Map<string, EntityRights>();
    for (const [entity, shape] of Object.entries(entities)) {
      const rule = role?.entities[entity];
      if (rule === undefined) continue;
      const rows = rowsOf(rule.rows, claims, (filter) => predicateOf(filter, shape));
      made.set(
        entity,
        entityRights(shape, rule, { rows, sensitive: sensitive[entity] ?? null, purpose }),
      );
    }
    return { of: (entity) => made.get(entity) ?? null };
  };

  return (identity) => {
    const role = roleOf(policy, identity);
    const key = JSON.stringify([role?.name, identity.purpose, identity.claims]);
    const rights = kept.get(key) ?? make(role, identity);
    kept.set(key, rights);
    return rights;
  };
}

/** Of the roles of a token the first of the policy: who has two sees what one of them shows, never a mixture that none allows. */
function roleOf({ roles }: Policy, { roles: borne, kind }: Identity): Role | undefined {
  return roles.find(({ name }) =>
    kind === 'anonymous' && borne.length === 0 ? name === ANONYMOUS : borne.includes(name),
  );
}

function rowsOf(
  rows: 'all' | object,
  claims: Identity['claims'],
  read: (filter: object) => Predicate | null,
): Predicate | null {
  if (rows === 'all') return null;
  try {
    return read(withClaims(rows, claims)) ?? NO_ROW;
  } catch (error) {
    if (error instanceof MissingClaim) return NO_ROW;
    throw error;
  }
}

/** Rows whose procedure tells by itself; null where the policy names no such procedure. */
function sensitiveRows(
  { sensitive: { procedures, fields } }: Policy,
  of: ProcedureFields,
  read: (filter: object) => Predicate | null,
): Predicate | null {
  if (procedures.length + fields.length === 0) return null;
  return read({
    or: [
      ...(procedures.length === 0 ? [] : [{ [of.procedure]: { in: procedures } }]),
      ...(fields.length === 0 ? [] : [{ [of.field]: { in: fields } }]),
    ],
  });
}
