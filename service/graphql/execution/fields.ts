import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import { argumentsOf } from './arguments.ts';
import type { AskedField, Chosen, Completion } from './asked-field.ts';
import { type Execution, isPromise, leave, type Path } from './execution.ts';
import { placeOf } from './place.ts';
import { collectFields, definitionOf, type FieldNodes } from './selections.ts';
import { completionOf } from './values.ts';

/** The fields that are selected of an object of some type, in the order in which they are answered. */
export interface Fields {
  readonly all: readonly CompiledField[];
  /** One has the name by which JavaScript sets an object's prototype. */
  readonly hasProto: boolean;
}

interface CompiledField {
  /** In the answer. */
  readonly name: string;
  /** The field's value of an object at a path. Throws, or rejects with, a located error where it must not be null. */
  readonly execute: (execution: Execution, source: unknown, parent: Path | undefined) => unknown;
}

/** Throws as `collectFields` does. */
export function fieldsOf(
  chosen: Chosen,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Fields {
  const all = [...collectFields(chosen, type, sets)].flatMap(([name, nodes]) => {
    const definition = definitionOf(chosen.schema, type, nodes[0].name.value);
    return definition === undefined ? [] : [compileField(chosen, type, definition, name, nodes)];
  });
  return { all, hasProto: all.some(({ name }) => name === '__proto__') };
}

/** An object with the values of fields; a promise of it where any is one (GraphQL, ExecuteSelectionSet). */
export function executeFields(
  { all, hasProto }: Fields,
  execution: Execution,
  source: unknown,
  path: Path | undefined,
): unknown {
  const object = (hasProto ? Object.create(null) : {}) as Record<string, unknown>;
  let isPending = false;
  try {
    for (const { name, execute } of all) {
      const value = execute(execution, source, path);
      object[name] = value;
      if (isPromise(value)) isPending = true;
    }
  } catch (error) {
    leave(Object.values(object));
    throw error;
  }
  return isPending ? settled(object) : object;
}

/** The same object once its values have come. */
async function settled(object: Record<string, unknown>): Promise<Record<string, unknown>> {
  const values = await Promise.all(Object.values(object));
  for (const [place, name] of Object.keys(object).entries()) object[name] = values[place];
  return object;
}

function compileField(
  chosen: Chosen,
  parentType: GraphQLObjectType,
  definition: AskedField['definition'],
  name: string,
  nodes: FieldNodes,
): CompiledField {
  const { type, resolve = defaultFieldResolver } = definition;
  const { schema, fragments, operation } = chosen;
  const asked: AskedField = {
    chosen,
    parentType,
    definition,
    nodes,
    infoAt: (path, { rootValue, variableValues }) => ({
      fieldName: definition.name,
      fieldNodes: nodes,
      returnType: type,
      parentType,
      path,
      schema,
      fragments,
      rootValue,
      operation,
      variableValues,
    }),
    objectOf: (its) => objectOf(its, asked),
  };
  const place = placeOf(type, nodes, completionOf(type, asked), parentType.name);
  const argumentsIn = argumentsOf(definition, nodes[0]);
  const isProperty = definition.resolve === undefined;

  return {
    name,
    execute(execution, source, parent) {
      let path = place.pathAt(parent, name);
      try {
        const given = argumentsIn(execution);
        let value = isProperty ? propertyOf(source, definition.name) : undefined;
        if (!isProperty || typeof value === 'function') {
          path ??= { prev: parent, key: name, typename: parentType.name };
          const info = asked.infoAt(path, execution);
          value = resolve(source, given, execution.contextValue, info);
        }
        return place.hold(execution, value, parent, name, path);
      } catch (error) {
        return place.fail(execution, error, parent, name, path);
      }
    },
  };
}

/** As graphql-js's own resolver reads it, which calls it as well where it is a function. */
function propertyOf(source: unknown, name: string): unknown {
  const isObject = typeof source === 'object' ? source !== null : typeof source === 'function';
  return isObject ? (source as Record<string, unknown>)[name] : undefined;
}

function objectOf(
  type: GraphQLObjectType,
  { chosen, nodes, infoAt }: Omit<AskedField, 'objectOf'>,
): Completion {
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  // Of the types of an interface most never come.
  let fields: Fields | undefined;
  const execute: Completion = (execution, value, path) =>
    executeFields((fields ??= fieldsOf(chosen, type, sets)), execution, value, path);
  const { isTypeOf } = type;
  if (isTypeOf == null) return execute;
  return (execution, value, path) => {
    const answered = (isOne: boolean): unknown => {
      if (isOne) return execute(execution, value, path);
      throw new GraphQLError(`Expected value of type "${type.name}", but got another.`, { nodes });
    };
    fields ??= fieldsOf(chosen, type, sets);
    const held = isTypeOf(value, execution.contextValue, infoAt(path as Path, execution));
    return isPromise(held) ? held.then(answered) : answered(held);
  };
}
