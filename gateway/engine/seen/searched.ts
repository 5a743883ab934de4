import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { DefinitionNode, GraphQLInputType, GraphQLSchema } from 'graphql';
import type { ClientOperation } from '../document/client-operation.ts';
import type { PersonalClasses } from './personal-classes.ts';

type Classes = PersonalClasses['classes'];

/** By which classes an operation searches: who finds a record by a telephone knows the telephone of whom it is. */
export interface Searched {
  /** Whatever its variables are. */
  readonly always: ReadonlySet<string>;
  /** Whether it may search by more. */
  readonly depends: boolean;
  /** The classes by which it searches with these variables, coerced. */
  with(variables: Readonly<Record<string, unknown>>): ReadonlySet<string>;
}

/** Looks through the arguments of an operation, and for fields that find by what is personal. */
export function searchedIn(
  { definition, fragments }: Pick<ClientOperation, 'definition' | 'fragments'>,
  { classes, finding }: Pick<PersonalClasses, 'classes' | 'finding'>,
  schema: GraphQLSchema,
): Searched {
  const always = new Set<string>();
  const open: { readonly variable: string; readonly type: GraphQLInputType }[] = [];
  const types = new TypeInfo(schema);
  const given = (coordinate: string) => {
    const found = classes.get(coordinate);
    if (found !== undefined) always.add(found);
  };
  visit(
    { kind: Kind.DOCUMENT, definitions: [definition, ...fragments.values()] as DefinitionNode[] },
    visitWithTypeInfo(types, {
      [Kind.VARIABLE_DEFINITION]: () => false,
      [Kind.FIELD]() {
        const coordinate = `${types.getParentType()?.name ?? ''}.${types.getFieldDef()?.name ?? ''}`;
        for (const name of finding.get(coordinate) ?? []) always.add(name);
      },
      [Kind.ARGUMENT](node) {
        const of = types.getParentType()?.name ?? '';
        const field = types.getFieldDef()?.name ?? '';
        if (node.value.kind !== Kind.NULL) given(`${of}.${field}.${node.name.value}`);
      },
      [Kind.OBJECT_FIELD](node) {
        const of = types.getParentInputType();
        if (node.value.kind !== Kind.NULL && of != null)
          given(`${getNamedType(of).name}.${node.name.value}`);
      },
      [Kind.VARIABLE](node) {
        const type = types.getInputType();
        if (type != null && mayHold(type, classes, new Set()))
          open.push({ variable: node.name.value, type });
      },
    }),
  );
  return {
    always,
    depends: open.length > 0,
    with(variables) {
      if (open.length === 0) return always;
      const found = new Set(always);
      for (const { variable, type } of open) collect(type, variables[variable], classes, found);
      return found;
    },
  };
}

/** Whether a value of the type may have a field with a class. */
function mayHold(type: GraphQLInputType, classes: Classes, known: Set<string>): boolean {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || known.has(named.name)) return false;
  known.add(named.name);
  return Object.values(named.getFields()).some(
    (field) => classes.has(`${named.name}.${field.name}`) || mayHold(field.type, classes, known),
  );
}

function collect(
  type: GraphQLInputType,
  value: unknown,
  classes: Classes,
  found: Set<string>,
): void {
  if (value === null || value === undefined) return;
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const of = inner.ofType;
    for (const item of Array.isArray(value) ? value : [value]) collect(of, item, classes, found);
    return;
  }
  if (!isInputObjectType(inner) || typeof value !== 'object') return;
  const fields = inner.getFields();
  for (const [name, given] of Object.entries(value)) {
    const field = fields[name];
    if (field === undefined || given === null || given === undefined) continue;
    const own = classes.get(`${inner.name}.${name}`);
    if (own !== undefined) found.add(own);
    collect(field.type, given, classes, found);
  }
}
