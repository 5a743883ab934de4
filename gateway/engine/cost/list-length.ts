import { Kind } from 'graphql';
import type { FieldNode, GraphQLField, ValueNode } from 'graphql';
import type { ListSize } from './cost-directives.ts';
import type { Amount, Variables } from './amount.ts';

/** How long a list is taken to be, and the argument by which it can be made shorter, if there is one. */
export interface ListLength {
  readonly length: Amount;
  readonly argument: string | undefined;
}

/** A size that is given, as far as it is known before the variables; undefined where it is none. */
type Asked = number | undefined | ((variables: Variables) => number | undefined);

/** The length that a field's arguments ask for: the largest, where there are several. */
export function listLength(
  { assumedSize, slicingArguments }: ListSize,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  defaultListSize: number,
): ListLength {
  const otherwise = assumedSize ?? defaultListSize;
  const asked = slicingArguments.map((path) => askedBy(path, node, field));
  const given = asked.findIndex((size) => size !== undefined);
  const argument = slicingArguments[Math.max(given, 0)];
  const lengthFor = (variables: Variables) =>
    longest(
      asked.map((size) => (typeof size === 'function' ? size(variables) : size)),
      otherwise,
    );
  const varies = asked.some((size) => typeof size === 'function');
  return { length: varies ? lengthFor : lengthFor({}), argument };
}

function longest(sizes: readonly (number | undefined)[], otherwise: number): number {
  const known = sizes.filter((size) => size !== undefined);
  return known.length === 0 ? otherwise : Math.max(0, ...known);
}

/** What an argument, or by dots a field of its input object, asks for. */
function askedBy(
  path: string,
  { arguments: given = [] }: FieldNode,
  { args }: GraphQLField<unknown, unknown>,
): Asked {
  const [name = '', ...fields] = path.split('.');
  const node = given.find((argument) => argument.name.value === name)?.value;
  if (node !== undefined) return askedIn(node, fields);
  return sizeIn(args.find((argument) => argument.name === name)?.defaultValue, fields);
}

function askedIn(node: ValueNode, fields: readonly string[]): Asked {
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value;
    return (variables) => sizeIn(variables[name], fields);
  }
  const [next, ...rest] = fields;
  if (next === undefined) return node.kind === Kind.INT ? Number(node.value) : undefined;
  const inner = node.kind === Kind.OBJECT && node.fields.find(({ name }) => name.value === next);
  return inner ? askedIn(inner.value, rest) : undefined;
}

function sizeIn(value: unknown, fields: readonly string[]): number | undefined {
  let at = value;
  for (const name of fields) {
    at = typeof at === 'object' && at !== null ? (at as Variables)[name] : undefined;
  }
  return typeof at === 'number' ? at : undefined;
}
