import { type GraphQLSchema, getNamedType, isObjectType, Kind } from 'graphql';
import type { Rights } from './rights.ts';

/** Rows of an entity as a type of the graph shows them. */
export interface ShownRows {
  readonly type: string;
  readonly entity: string;
  /** The fields of the entity behind fields of the type, a dot between one and another within it. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
}

const PERSONAL = 'personal/';

/**
 * Coordinates of fields tagged as personal that show masks to who has these rights. Rights mask a field in all rows or in none: what is
 * withheld of some rows is null, and shows nothing.
 */
export function createMaskedFields(
  schema: GraphQLSchema,
  rows: readonly ShownRows[],
): (rights: Rights) => readonly string[] {
  const personal = rows.flatMap(({ type, entity, needs }) =>
    Object.entries(needs).flatMap(([path, fields]) => {
      const coordinate = personalCoordinate(schema, type, path.split('.'));
      return coordinate === undefined ? [] : [{ coordinate, entity, fields }];
    }),
  );
  const known = new WeakMap<Rights, readonly string[]>();
  return (rights) => {
    const masked =
      known.get(rights) ??
      personal.flatMap(({ coordinate, entity, fields }) =>
        fields.some((field) => rights.of(entity)?.masks.has(field) === true) ? [coordinate] : [],
      );
    known.set(rights, masked);
    return masked;
  };
}

/** The last field of a path from a type, where it is tagged as personal. */
function personalCoordinate(
  schema: GraphQLSchema,
  of: string,
  [name = '', ...rest]: readonly string[],
): string | undefined {
  const type = schema.getType(of);
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  if (field === undefined) return undefined;
  if (rest.length > 0) return personalCoordinate(schema, getNamedType(field.type).name, rest);
  const tags = (field.astNode?.directives ?? []).flatMap((directive) => directive.arguments ?? []);
  const isPersonal = tags.some(
    ({ value }) => value.kind === Kind.STRING && value.value.startsWith(PERSONAL),
  );
  return isPersonal ? `${of}.${name}` : undefined;
}
