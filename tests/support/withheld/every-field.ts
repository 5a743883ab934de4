import {
  getNamedType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isListType,
  isObjectType,
  isRequiredArgument,
  getNullableType,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** One selection set that is being written. */
interface Selecting {
  readonly type: GraphQLObjectType | GraphQLInterfaceType;
  /** Whether there may be several of it in an answer. */
  readonly many: boolean;
  readonly parts: (string | { readonly head: string; readonly below: Selecting })[];
}

/**
 * A query for every field of a schema, at the least depth at which it can be had: once where there is one of its parent, and
 * once where there are many. Throws for a field that needs an argument and has none in `args`, which are by `Type.field`.
 */
export function everyFieldQuery(
  schema: GraphQLSchema,
  args: Readonly<Record<string, string>>,
): string {
  const query = schema.getQueryType();
  if (query === null || query === undefined) throw new Error('a schema without queries');
  const root: Selecting = { type: query, many: false, parts: [] };
  const seen = new Set<string>();
  const queue = [root];
  for (const selecting of queue) {
    for (const field of Object.values(selecting.type.getFields())) {
      const coordinate = `${selecting.type.name}.${field.name}`;
      const head = `${field.name}${argumentsOf(coordinate, field, args)}`;
      const type = getNamedType(field.type);
      if (!isObjectType(type) && !isInterfaceType(type)) {
        selecting.parts.push(head);
        continue;
      }
      const many = selecting.many || isListType(getNullableType(field.type));
      const place = `${coordinate} ${selecting.many ? 'of many' : 'of one'}`;
      if (seen.has(place)) continue;
      seen.add(place);
      const below: Selecting = { type, many, parts: [] };
      selecting.parts.push({ head, below });
      queue.push(below);
    }
  }
  return written(root);
}

function argumentsOf(
  coordinate: string,
  { args }: Field,
  given: Readonly<Record<string, string>>,
): string {
  const written = given[coordinate];
  if (written !== undefined) return `(${written})`;
  const needed = args.find(isRequiredArgument);
  if (needed !== undefined) throw new Error(`${coordinate} needs a value for “${needed.name}”`);
  return '';
}

function written({ parts }: Selecting): string {
  const all = parts.map((part) =>
    typeof part === 'string' ? part : `${part.head} ${written(part.below)}`,
  );
  return `{ ${all.join(' ')} }`;
}
