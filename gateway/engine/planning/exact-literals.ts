import {
  getNullableType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parseType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type {
  DocumentNode,
  GraphQLSchema,
  OperationDefinitionNode,
  ValueNode,
  VariableDefinitionNode,
} from 'graphql';
import { exactly } from '../../../service/exact-numbers.ts';

/** A document for the planner, and the values of variables that no client gives. */
export interface ExactDocument {
  readonly document: DocumentNode;
  readonly constants: ReadonlyMap<string, unknown>;
}

/**
 * The same operation, with literals of scalars that are not GraphQL's own as variables where JavaScript would change their
 * digits: the planner (2.14) reads every literal as a value and writes it anew. So it does with what variables are by
 * default, which is therefore a constant too.
 */
export function withExactLiterals(document: DocumentNode, schema: GraphQLSchema): ExactDocument {
  const constants = new Map<string, unknown>();
  if (!holdsInexact(document)) return { document, constants };
  const info = new TypeInfo(schema);
  const taken = new Set<string>();
  visit(document, { [Kind.VARIABLE]: ({ name }) => void taken.add(name.value) });
  const made: VariableDefinitionNode[] = [];

  const replaced = (node: ValueNode): ValueNode | false | undefined => {
    // Within a list the type is that of its items already.
    const type = node.kind === Kind.LIST ? info.getParentInputType() : info.getInputType();
    const scalar = type && getNullableType(type);
    if (!isScalarType(scalar) || isSpecifiedScalarType(scalar)) return undefined;
    if (!holdsInexact(node)) return false;
    const value = constantOf(node);
    if (value === undefined) return false;
    let name = `exact_${constants.size}`;
    while (taken.has(name)) name += '_';
    constants.set(name, value);
    const variable = {
      kind: Kind.VARIABLE as const,
      name: { kind: Kind.NAME as const, value: name },
    };
    made.push({ kind: Kind.VARIABLE_DEFINITION, variable, type: parseType(String(type)) });
    return variable;
  };
  const visitor = { enter: replaced };
  const changed = visit(
    document,
    visitWithTypeInfo(info, {
      // What a variable is by default stays, so that it may stand wherever it stood; the constant goes before it.
      [Kind.VARIABLE_DEFINITION]: ({ variable, defaultValue }) => {
        const value = defaultValue && constantOf(defaultValue);
        if (defaultValue && holdsInexact(defaultValue)) constants.set(variable.name.value, value);
        return false;
      },
      [Kind.INT]: visitor,
      [Kind.FLOAT]: visitor,
      [Kind.LIST]: visitor,
      [Kind.OBJECT]: visitor,
    }),
  );
  const [operation, ...fragments] = changed.definitions as readonly [OperationDefinitionNode];
  const variableDefinitions = [...(operation.variableDefinitions ?? []), ...made];
  return {
    document: { ...changed, definitions: [{ ...operation, variableDefinitions }, ...fragments] },
    constants,
  };
}

function holdsInexact(node: DocumentNode | ValueNode): boolean {
  let found = false;
  const look = ({ value }: { readonly value: string }) => {
    found ||= typeof exactly(value) === 'object';
  };
  visit(node, { [Kind.INT]: look, [Kind.FLOAT]: look });
  return found;
}

/** The value of a literal; undefined where variables have a part in it. */
function constantOf(node: ValueNode): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return undefined;
    case Kind.INT:
    case Kind.FLOAT:
      return exactly(node.value);
    case Kind.LIST: {
      const items = node.values.map(constantOf);
      return items.includes(undefined) ? undefined : items;
    }
    case Kind.OBJECT: {
      const fields = node.fields.map(({ name, value }) => [name.value, constantOf(value)] as const);
      return fields.some(([, value]) => value === undefined)
        ? undefined
        : Object.fromEntries(fields);
    }
    case Kind.NULL:
      return null;
    default:
      return node.value;
  }
}
