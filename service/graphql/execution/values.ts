import {
  defaultTypeResolver,
  getNullableType,
  GraphQLError,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { AskedField, Completion } from './asked-field.ts';
import { type Execution, isPromise, leave, type Path } from './execution.ts';
import { type Place, placeOf } from './place.ts';

/** How values of a type are completed, where a field asks for them. */
export function completionOf(type: GraphQLOutputType, asked: AskedField): Completion {
  if (!isNonNullType(type)) return nullable(completionOfKind(type, asked));
  const complete = nullable(completionOfKind(getNullableType(type), asked));
  const { parentType, definition } = asked;
  return (execution, value, path) => {
    const completed = complete(execution, value, path);
    if (completed !== null) return completed;
    throw new Error(
      `Cannot return null for non-nullable field ${parentType.name}.${definition.name}.`,
    );
  };
}

function nullable(complete: Completion): Completion {
  return (execution, value, path) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    return complete(execution, value, path);
  };
}

function completionOfKind(type: GraphQLOutputType, asked: AskedField): Completion {
  if (isListType(type)) return listOf(type.ofType, asked);
  if (isLeafType(type)) return leafOf(type);
  if (isAbstractType(type)) return abstractOf(type, asked);
  if (isObjectType(type)) return asked.objectOf(type);
  throw new TypeError(`No type of values: ${String(type)}`);
}

function leafOf(type: GraphQLLeafType): Completion {
  return (_execution, value) => {
    const serialized: unknown = type.serialize(value);
    if (serialized !== null && serialized !== undefined) return serialized;
    throw new Error(`Expected \`${String(type)}.serialize\` to return non-nullable value`);
  };
}

function listOf(type: GraphQLOutputType, asked: AskedField): Completion {
  const { parentType, definition, nodes } = asked;
  const place = placeOf(type, nodes, completionOf(type, asked), undefined);
  return (execution, value, path) => {
    if (!isIterable(value))
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${parentType.name}.${definition.name}".`,
      );
    const items: unknown[] = [];
    let isPending = false;
    try {
      for (const item of value) {
        const completed = completeItem(place, execution, item, path, items.length);
        items.push(completed);
        if (isPromise(completed)) isPending = true;
      }
    } catch (error) {
      leave(items);
      throw error;
    }
    return isPending ? Promise.all(items) : items;
  };
}

function completeItem(
  place: Place,
  execution: Execution,
  item: unknown,
  list: Path | undefined,
  index: number,
): unknown {
  const path = place.pathAt(list, index);
  try {
    return place.hold(execution, item, list, index, path);
  } catch (error) {
    return place.fail(execution, error, list, index, path);
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return (
    typeof value === 'object' &&
    typeof (value as { [Symbol.iterator]?: unknown } | null)?.[Symbol.iterator] === 'function'
  );
}

function abstractOf(type: GraphQLAbstractType, asked: AskedField): Completion {
  const { infoAt } = asked;
  const objects = new Map<string, Completion>();
  const resolveType = type.resolveType ?? defaultTypeResolver;
  return (execution, value, path) => {
    const info = infoAt(path as Path, execution);
    const named = resolveType(value, execution.contextValue, info, type);
    const completed = (name: unknown): unknown => {
      const known = objects.get(name as string);
      if (known !== undefined) return known(execution, value, path);
      const complete = asked.objectOf(possibleType(type, name, asked));
      objects.set(name as string, complete);
      return complete(execution, value, path);
    };
    return isPromise(named) ? named.then(completed) : completed(named);
  };
}

/** The type of this name, which values of an abstract type may have. Throws a `GraphQLError`. */
function possibleType(
  type: GraphQLAbstractType,
  name: unknown,
  { chosen: { schema }, parentType, definition, nodes }: AskedField,
): GraphQLObjectType {
  if (typeof name !== 'string')
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${parentType.name}.${definition.name}".`,
      { nodes },
    );
  const its = schema.getType(name);
  if (isObjectType(its) && schema.isSubType(type, its)) return its;
  throw new GraphQLError(
    `Runtime Object type "${name}" is not a possible type for "${type.name}".`,
    { nodes },
  );
}
