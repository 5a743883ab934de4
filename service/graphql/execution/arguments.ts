import { type FieldNode, getArgumentValues, type GraphQLField, Kind, visit } from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

type Arguments = Readonly<Record<string, unknown>>;

/** By what told them: arguments of the fields of one execution that name variables, the same wherever in the answer a field is. */
export type KnownArguments = Map<object, Arguments>;

interface Told {
  readonly variableValues: Variables;
  readonly knownArguments: KnownArguments;
}

const NONE: Arguments = Object.freeze({});

/** The values of a field's arguments, told once for all where they name no variable. What it gives throws a `GraphQLError`. */
export function argumentsOf(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): (told: Told) => Arguments {
  if (definition.args.length === 0) return () => NONE;
  if (!namesVariables(node)) {
    let values: Arguments | undefined;
    return () => (values ??= frozen(getArgumentValues(definition, node)));
  }
  const place = {};
  return ({ variableValues, knownArguments }) => {
    let values = knownArguments.get(place);
    if (values === undefined) {
      values = Object.freeze(getArgumentValues(definition, node, variableValues));
      knownArguments.set(place, values);
    }
    return values;
  };
}

/** What is told to many rows, and of many requests, is nobody's to change. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isOurs = Array.isArray(value) || prototype === null || prototype === Object.prototype;
  if (!isOurs) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

function namesVariables({ arguments: given = [] }: FieldNode): boolean {
  let found = false;
  for (const one of given)
    visit(one, {
      [Kind.VARIABLE]() {
        found = true;
      },
    });
  return found;
}
