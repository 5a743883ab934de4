import { LRUCache } from 'lru-cache';
import { actingRole } from '../../../service/access/acting-role.ts';
import type { BrokenGlass, Identity } from '../../../service/access/identity.ts';
import type { Policy, Role } from '../../../service/access/policy.ts';
import { fault } from '../../../service/errors/faults.ts';
import { reasonOf } from '../../../service/errors/reasons.ts';
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

/** By how much the clocks of two hosts may differ. */
const CLOCKS_S = 5;

const ALWAYS = { usually: 'allow', for: {} } as const;
const NEVER = { usually: 'deny', for: {} } as const;

const NO_ROW: Predicate = { kind: 'any', of: [] };

/** Bearers whose rights are kept: an office's counters ask all day, a citizen once. */
const MOST_KEPT = 1_000;

/**
 * What each who asks may see, by the policy. Who has broken glass sees of its entity the one record, and nothing else. Throws
 * BREAK_GLASS_REFUSED.
 */
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

  const make = (role: Role | undefined, { claims, purpose, glass }: Identity): Rights => {
    const made = new Map<string, EntityRights>();
    for (const [entity, shape] of Object.entries(entities)) {
      const rule = role?.entities[entity];
      if (rule === undefined) continue;
      const broken = glass?.entity === entity ? rule.breakGlass : null;
      const rows =
        glass !== undefined && broken !== null
          ? (predicateOf(namedBy(glass), shape) ?? NO_ROW)
          : rowsOf(rule.rows, claims, (filter) => predicateOf(filter, shape));
      const shown = broken === null ? rule : { show: broken.show, groups: null };
      made.set(
        entity,
        entityRights(shape, shown, { rows, sensitive: sensitive[entity] ?? null, purpose }),
      );
    }
    const of = (entity: string): EntityRights | null => made.get(entity) ?? null;
    return { secondFactor: role?.secondFactor === true ? openedBeyond(of) : null, of };
  };

  /** Every row as it stands, but for what a sensitive procedure tells by itself where the role is not shown that either. */
  const openedBeyond = (own: Rights['of']): Rights => {
    const made = new Map<string, EntityRights>();
    for (const [entity, shape] of Object.entries(entities)) {
      const shown = own(entity);
      const showsProcedures = shown !== null && shown.sensitive === null;
      const show = {
        personal: ALWAYS,
        official: ALWAYS,
        ...(!showsProcedures && { procedure: NEVER }),
      };
      const which = { rows: null, sensitive: sensitive[entity] ?? null, purpose: undefined };
      made.set(entity, entityRights(shape, { show, groups: null }, which));
    }
    return { secondFactor: null, of: (entity) => made.get(entity) ?? null };
  };

  return (identity) => {
    const { purpose, claims, glass } = identity;
    const role = actingRole(policy.roles, identity);
    if (glass !== undefined) admitGlass(role, glass);
    const key = JSON.stringify([role?.name, purpose, claims, glass]);
    const rights = kept.get(key) ?? make(role, identity);
    kept.set(key, rights);
    return rights;
  };
}

/** What a role may take for the record; throws BREAK_GLASS_REFUSED where it may not, or its time is over. */
function admitGlass(role: Role | undefined, { entity, since, record }: BrokenGlass): void {
  const rule = role?.entities[entity]?.breakGlass;
  const now = Date.now() / 1_000;
  const isOver = rule != null && (now >= since + rule.minutes * 60 || since > now + CLOCKS_S);
  const isNamed =
    rule?.by.length === Object.keys(record).length &&
    rule.by.every((field) => Object.hasOwn(record, field));
  if (rule == null || !isNamed)
    throw fault('BREAK_GLASS_REFUSED', { reason: reasonOf('GLASS_NOT_YOURS') });
  if (isOver) throw fault('BREAK_GLASS_REFUSED', { reason: reasonOf('GLASS_OVER') });
}

/** The one record, whoever's it is. */
function namedBy({ record }: BrokenGlass): object {
  return Object.fromEntries(Object.entries(record).map(([field, value]) => [field, { eq: value }]));
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
