import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
} from 'graphql';
import type {
  ConstDirectiveNode,
  GraphQLField,
  GraphQLInterfaceType,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';

/** A field set of a directive, with where its fields are declared. */
export interface FieldSet {
  readonly schema: GraphQLSchema;
  readonly selections: SelectionSetNode;
}

/** An argument that comes from an ancestor (`@fromContext`): the ancestor's types, and what is read of it. */
export interface ContextualArgument {
  readonly name: string;
  readonly context: string;
  readonly fieldSet: FieldSet;
}

type Fielded = GraphQLObjectType | GraphQLInterfaceType;

/**
 * What the directives of all subgraphs together say of the world: which types share their entities, which fields are
 * keys or required, and which types and values all subgraphs know that answer a field.
 */
export class Rules {
  /** Keyed interfaces by their implementations; an interface object knows its entities by the interface alone. */
  readonly families = new Map<string, string>();
  readonly members = new Map<string, string[]>();
  readonly entities = new Set<string>();
  /** Fields of keys: always there, and other for each entity. */
  readonly keyFields = new Set<string>();
  /** Fields that other fields are computed from. */
  readonly requiredFields = new Set<string>();
  readonly requires = new Map<string, FieldSet>();
  readonly contextual = new Map<string, ContextualArgument[]>();
  readonly contexts = new Map<string, Set<string>>();
  /** Keyed interfaces that some subgraph has an interface object for. */
  readonly interfaceObjects = new Set<string>();
  /** Names of the interface objects' fields that take arguments. */
  readonly interfaceObjectArguments = new Set<string>();
  readonly #objects = new Map<string, ReadonlySet<string>>();
  readonly #enums = new Map<string, ReadonlySet<string>>();

  constructor(schemas: readonly GraphQLSchema[]) {
    for (const schema of schemas) this.#readFamilies(schema);
    for (const schema of schemas) this.#readFields(schema);
  }

  /** What a type's fields are known by in the world: all implementations of a keyed interface by the interface. */
  familyOf(typename: string): string {
    return this.families.get(typename) ?? typename;
  }

  coordinate(typename: string, field: string): string {
    return `${this.familyOf(typename)}.${field}`;
  }

  /** Names of the fields that require, or require what requires, objects within lists of lists. */
  get requiringListsOfLists(): ReadonlySet<string> {
    const names = new Set<string>();
    for (let known = -1; known < names.size;) {
      known = names.size;
      for (const [coordinate, { schema, selections }] of this.requires) {
        const [typename, name] = coordinate.split('.') as [string, string];
        const type = schema.getType(typename);
        if (type && hasListOfLists(schema, type, selections, names)) names.add(name);
      }
    }
    return names;
  }

  /** Whether a subgraph may be asked for more than the client asks for. */
  get fetchesBesides(): boolean {
    return this.requires.size + this.contextual.size + this.interfaceObjects.size > 0;
  }

  /** The types that a field of an abstract type may have, in every subgraph that answers it. */
  objectsOf(coordinate: string): readonly string[] {
    return [...(this.#objects.get(coordinate) ?? [])].sort();
  }

  enumsOf(coordinate: string): readonly string[] {
    return [...(this.#enums.get(coordinate) ?? [])].sort();
  }

  #readFamilies(schema: GraphQLSchema): void {
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isFielded(type)) continue;
      for (const directive of directivesOf(type, 'context')) {
        const name = argumentOf(directive, 'name');
        this.contexts.set(name, (this.contexts.get(name) ?? new Set()).add(type.name));
      }
      if (directivesOf(type, 'key').length === 0) continue;
      this.entities.add(type.name);
      if (directivesOf(type, 'interfaceObject').length > 0) {
        this.interfaceObjects.add(type.name);
        for (const { name, args } of Object.values(type.getFields()))
          if (args.length > 0) this.interfaceObjectArguments.add(name);
      }
      if (!isInterfaceType(type)) continue;
      const members = schema.getPossibleTypes(type).map(({ name }) => name);
      this.members.set(type.name, members.sort());
      for (const member of members) this.families.set(member, type.name);
    }
  }

  #readFields(schema: GraphQLSchema): void {
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isFielded(type)) continue;
      for (const key of directivesOf(type, 'key')) {
        note(this.keyFields, this, schema, type, fieldSetOf(key));
      }
      for (const field of Object.values(type.getFields())) this.#readField(schema, type, field);
    }
  }

  #readField(schema: GraphQLSchema, type: Fielded, field: GraphQLField<unknown, unknown>): void {
    const coordinate = this.coordinate(type.name, field.name);
    for (const requires of directivesOf(field, 'requires')) {
      const selections = fieldSetOf(requires);
      this.requires.set(coordinate, { schema, selections });
      note(this.requiredFields, this, schema, type, selections);
    }
    for (const argument of field.args) {
      for (const directive of directivesOf(argument, 'fromContext')) {
        const [, context, fields] = /^\s*\$(\w+)\s*(.*)$/s.exec(argumentOf(directive, 'field'))!;
        const written = fields!.startsWith('{') ? fields! : `{ ${fields!} }`;
        const fieldSet = { schema, selections: selectionSet(written) };
        const known = this.contextual.get(coordinate) ?? [];
        this.contextual.set(coordinate, [
          ...known,
          { name: argument.name, context: context!, fieldSet },
        ]);
        for (const ancestor of this.contexts.get(context!) ?? []) {
          const type = schema.getType(ancestor);
          if (type) note(this.requiredFields, this, schema, type, fieldSet.selections);
        }
      }
    }
    const named = getNamedType(field.type);
    if (isAbstractType(named)) {
      const possible = schema.getPossibleTypes(named).map(({ name }) => name);
      narrow(this.#objects, coordinate, possible);
    } else if (isEnumType(named)) {
      narrow(
        this.#enums,
        coordinate,
        named.getValues().map(({ name }) => name),
      );
    }
  }
}

function narrow(map: Map<string, ReadonlySet<string>>, key: string, names: readonly string[]) {
  const known = map.get(key);
  map.set(key, new Set(known === undefined ? names : names.filter((name) => known.has(name))));
}

/** Notes all fields that a field set names, below every type that they may stand below. */
function note(
  into: Set<string>,
  rules: Rules,
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  { selections }: SelectionSetNode,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const inner = condition === undefined ? type : schema.getType(condition);
      if (inner !== undefined) note(into, rules, schema, inner, selection.selectionSet);
      continue;
    }
    const name = selection.name.value;
    if (name === '__typename' || !isFielded(type)) continue;
    const types = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
    for (const one of types) into.add(rules.coordinate(one.name, name));
    const field = type.getFields()[name];
    if (selection.selectionSet !== undefined && field !== undefined)
      note(into, rules, schema, getNamedType(field.type), selection.selectionSet);
  }
}

function hasListOfLists(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  { selections }: SelectionSetNode,
  known: ReadonlySet<string>,
): boolean {
  return selections.some((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
    const { selectionSet } = selection;
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return hasListOfLists(schema, type, selection.selectionSet, known);
    if (known.has(selection.name.value)) return true;
    const field = isFielded(type) ? type.getFields()[selection.name.value] : undefined;
    if (field === undefined || selectionSet === undefined) return false;
    return (
      /\[.*\[/.test(String(field.type)) ||
      hasListOfLists(schema, getNamedType(field.type), selectionSet, known)
    );
  });
}

export function isFielded(type: GraphQLNamedType | undefined): type is Fielded {
  return isObjectType(type) || isInterfaceType(type);
}

interface Directed {
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] } | null | undefined;
  readonly extensionASTNodes?: readonly { readonly directives?: readonly ConstDirectiveNode[] }[];
}

/** Where a definition bears a directive of federation. */
export function directivesOf(
  { astNode, extensionASTNodes = [] }: Directed,
  name: string,
): readonly ConstDirectiveNode[] {
  return [astNode, ...extensionASTNodes]
    .flatMap((node) => node?.directives ?? [])
    .filter((directive) => directive.name.value === name);
}

function argumentOf(directive: ConstDirectiveNode, name: string): string {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind !== Kind.STRING) throw new Error(`@${directive.name.value} without ${name}`);
  return value.value;
}

export function fieldSetOf(directive: ConstDirectiveNode): SelectionSetNode {
  return selectionSet(`{ ${argumentOf(directive, 'fields')} }`);
}

function selectionSet(text: string): SelectionSetNode {
  const [definition] = parse(text, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`No field set: ${text}`);
  return definition.selectionSet;
}
