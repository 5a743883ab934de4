import { fault } from '../../../service/errors/faults.ts';
import { type Dimension, fieldsOfDimension } from '../model/dimension.ts';
import { fieldsOf, type OrderTerm, type Predicate } from '../model/predicate.ts';
import { type EntityRights, isClosed, type Rights } from './rights.ts';

/** By what rows are chosen, ordered or told apart. */
export interface Asked {
  readonly where?: Predicate | null;
  readonly order?: readonly OrderTerm[];
  readonly by?: readonly Dimension[];
  /** The kind of rows under the entity's that the fields are of; its own unless told otherwise. */
  readonly child?: string | undefined;
}

/** Lets a read of rows through. Throws FORBIDDEN_ENTITY, FORBIDDEN_ROWS, FORBIDDEN_FIELD. */
export function admitRows(rights: Rights | null, entity: string, asked: Asked = {}): void {
  const least = rights?.of(entity)?.atLeast ?? null;
  if (least !== null) throw fault('FORBIDDEN_ROWS', { entity, least });
  admitAsked(rights, entity, asked);
}

/**
 * Lets counts of rows through: where they may only be told of so many at least, to who `suppresses` smaller ones. Throws
 * FORBIDDEN_ENTITY, FORBIDDEN_ROWS, FORBIDDEN_FIELD.
 */
export function admitCounts(
  rights: Rights | null,
  entity: string,
  asked: Asked,
  suppresses: boolean,
): void {
  if (suppresses) admitAsked(rights, entity, asked);
  else admitRows(rights, entity, asked);
}

/** Before anything is read: what is masked could be told by which rows pass, come first or stand together. */
function admitAsked(
  rights: Rights | null,
  entity: string,
  { where = null, order = [], by = [], child }: Asked,
): void {
  if (rights === null) return;
  const own = rights.of(entity);
  if (own === null) throw fault('FORBIDDEN_ENTITY', { entity });
  const fields = [
    ...(where === null ? [] : fieldsOf(where)),
    ...order.map(({ field }) => field),
    ...by.filter((dimension) => !isHidden(own, dimension)).flatMap(fieldsOfDimension),
  ];
  const closed = fields.find((field) => isClosedIn(own, child, field));
  if (closed !== undefined) throw fault('FORBIDDEN_FIELD', { field: closed });
}

/** What hangs under rows of which some are sensitive is asked by what may be withheld of it in none. */
function isClosedIn(own: EntityRights, child: string | undefined, field: string): boolean {
  if (child === undefined) return isClosed(own, field);
  const under = own.children[child];
  return under !== undefined && (isClosed(under, field) || under.withheld.has(field));
}

/** Who is told of many rows at once alone may have values counted that he may not see, by their hashes. */
function isHidden({ atLeast }: EntityRights, { kind }: Dimension): boolean {
  return kind === 'hash' && atLeast !== null;
}
