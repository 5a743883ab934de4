import { TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { FieldNode, GraphQLSchema } from 'graphql';
import type { ClientOperation } from '../document/client-operation.ts';
import { type AccessRules, isMet, type Requirement, type Right } from './access-rules.ts';

/** A field as an operation selects it, for which one must have rights. */
interface RestrictedField {
  readonly coordinate: string;
  readonly requirement: Requirement;
}

/** The fields of an operation, those of its fragments too, for which one must have rights. */
export type RestrictedFields = ReadonlyMap<FieldNode, RestrictedField>;

const NONE: RestrictedFields = new Map();

/** Finds them, each by the type that it is selected on. */
export function restrictedFields(
  { definition, fragments }: Pick<ClientOperation, 'definition' | 'fragments'>,
  rules: AccessRules,
  schema: GraphQLSchema,
): RestrictedFields {
  if (rules.isEmpty) return NONE;
  const found = new Map<FieldNode, RestrictedField>();
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    Field(node) {
      const [type, field] = [types.getParentType(), types.getFieldDef()];
      if (!type || !field) return;
      const requirement = rules.requirementOf(type, field, schema);
      if (requirement.length === 0) return;
      found.set(node, { coordinate: `${type.name}.${field.name}`, requirement });
    },
  });
  for (const node of [definition, ...fragments.values()]) visit(node, visitor);
  return found;
}

/** The rights on which it depends what of an operation is answered. */
export function rightsIn(fields: RestrictedFields): readonly Right[] {
  const rights = new Set([...fields.values()].flatMap(({ requirement }) => requirement.flat(2)));
  return [...rights].sort();
}

/** The coordinates of the fields that are closed to one who has certain rights. */
export function closedFields(
  fields: RestrictedFields,
  holds: (right: Right) => boolean,
): ReadonlyMap<FieldNode, string> {
  const closed = new Map<FieldNode, string>();
  for (const [node, { coordinate, requirement }] of fields) {
    if (!isMet(requirement, holds)) closed.set(node, coordinate);
  }
  return closed;
}
