import type { EntityRule, Showing } from '../../../service/access/policy.ts';
import type { EntityShape, FieldType } from '../model/entity.ts';
import type { Predicate } from '../model/predicate.ts';
import { maskOf } from './masks.ts';

/** How fields of one kind of row are shown. */
export interface FieldRights {
  readonly masks: ReadonlyMap<string, (value: unknown) => unknown>;
  readonly denied: ReadonlySet<string>;
  /** Those that are withheld in rows of a sensitive procedure. */
  readonly withheld: ReadonlySet<string>;
}

/** What who asks may see of an entity. */
export interface EntityRights extends FieldRights {
  /** Null for all rows. */
  readonly rows: Predicate | null;
  /** Rows may only be counted, in groups of at least so many; null where they may be read. */
  readonly atLeast: number | null;
  /** Rows whose fields are withheld as far as they tell of the procedure; null where none are. */
  readonly sensitive: Predicate | null;
  readonly children: Readonly<Record<string, FieldRights>>;
}

/** What who asks may see: nothing of an entity for which there is null. */
export interface Rights {
  /** What a second factor opens that is not shown otherwise; null where it opens nothing. */
  readonly secondFactor: Rights | null;
  of(entity: string): EntityRights | null;
}

/** Whether nothing may be asked by the field. */
export function isClosed({ masks, denied }: FieldRights, field: string): boolean {
  return masks.has(field) || denied.has(field);
}

/** What a rule shows of an entity, of which some rows may be sensitive. */
export function entityRights(
  shape: EntityShape,
  rule: Pick<EntityRule, 'show' | 'groups'>,
  {
    rows,
    sensitive,
    purpose,
  }: Pick<EntityRights, 'rows' | 'sensitive'> & { readonly purpose: string | undefined },
): EntityRights {
  const fieldsOf = (fields: EntityShape['fields'], prefix = ''): FieldRights =>
    fieldRights(rule, fields, { prefix, purpose });
  const own = fieldsOf(shape.fields);
  const children = Object.fromEntries(
    Object.entries(shape.children).map(([child, { fields }]) => [
      child,
      fieldsOf(fields, `${child}.`),
    ]),
  );
  const withholds = [own, ...Object.values(children)].some(({ withheld }) => withheld.size > 0);
  return {
    ...own,
    rows,
    sensitive: withholds ? sensitive : null,
    atLeast: rule.groups?.atLeast ?? null,
    children,
  };
}

function fieldRights(
  rule: Pick<EntityRule, 'show' | 'groups'>,
  fields: EntityShape['fields'],
  { prefix, purpose }: { readonly prefix: string; readonly purpose: string | undefined },
): FieldRights {
  const said = (name: string): Showing | undefined => {
    const its = Object.hasOwn(rule.show, name) ? rule.show[name] : undefined;
    if (its === undefined) return undefined;
    return (
      (purpose !== undefined && Object.hasOwn(its.for, purpose) && its.for[purpose]) || its.usually
    );
  };
  const ofClass = (tells: FieldType['tells']): Showing => {
    if (tells === undefined) return 'deny';
    return said(tells) ?? (tells === 'public' ? 'allow' : said('personal')) ?? 'deny';
  };
  const procedures = ofClass('procedure');
  const masks = new Map<string, (value: unknown) => unknown>();
  const denied = new Set<string>();
  const withheld = new Set<string>();
  for (const [field, { tells, names }] of Object.entries(fields)) {
    const own = said(`${prefix}${field}`);
    const usual = own ?? (tells === 'procedure' ? 'allow' : ofClass(tells));
    // One count less than another that is narrower by one row would tell of that row.
    const showing = names === true && rule.groups != null ? 'deny' : usual;
    if (showing === 'mask') masks.set(field, maskOf(tells));
    else if (showing === 'deny') denied.add(field);
    else if (procedures !== 'allow' && (tells === 'procedure' || tells === 'text'))
      withheld.add(field);
  }
  return { masks, denied, withheld };
}
