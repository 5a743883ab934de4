import {
  type DocumentNode,
  getNamedType,
  getNullableType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type FieldNode,
  isCompositeType,
  isListType,
  isObjectType,
  isInterfaceType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

export type ColumnKind =
  'text' | 'json' | 'day' | 'moment' | 'integer' | 'money' | 'number' | 'truth';

const KINDS: Readonly<Record<string, ColumnKind>> = {
  Date: 'day',
  DateTime: 'moment',
  Money: 'money',
  Int: 'integer',
  Float: 'number',
  Boolean: 'truth',
};

/** A value of each row: what stands at the end of a way through objects. */
export interface Column {
  /** The way, `applicant.name`. */
  readonly name: string;
  /** What its values are, as far as the schema says: `day`, `yyyy-MM-dd`; `moment`, ISO 8601 with its offset; `money`, whole đồng. */
  readonly kind: ColumnKind;
  /** Undefined where the row has none, or no object on the way. */
  readonly valueOf: (row: object) => unknown;
}

/**
 * The columns of a list's rows, in the order in which they were selected. A list within a row is one column. The document is one
 * that the schema has nothing against.
 */
export function columnsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  list: FieldNode,
  type: GraphQLOutputType,
): readonly Column[] {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const columns = new Map<string, Column>();

  function collect(
    selected: SelectionSetNode | undefined,
    of: GraphQLNamedType | undefined,
    way: readonly string[],
  ): void {
    for (const node of selected?.selections ?? []) {
      if (node.kind === Kind.FIELD) {
        const fields = isObjectType(of) || isInterfaceType(of) ? of.getFields() : {};
        const its = fields[node.name.value]?.type;
        const here = [...way, (node.alias ?? node.name).value];
        const isOneObject =
          its !== undefined &&
          !isListType(getNullableType(its)) &&
          isCompositeType(getNamedType(its));
        if (isOneObject) collect(node.selectionSet, getNamedType(its), here);
        else columns.set(here.join('.'), columnAt(here, kindOf(its)));
      } else {
        const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
        const narrowed = inner?.typeCondition?.name.value;
        const type = narrowed === undefined ? of : schema.getType(narrowed);
        collect(inner?.selectionSet, type, way);
      }
    }
  }

  collect(list.selectionSet, getNamedType(type), []);
  return [...columns.values()];
}

/** Undefined: a field that every type has, `__typename`. */
function kindOf(type: GraphQLOutputType | undefined): ColumnKind {
  if (type === undefined) return 'text';
  return isListType(getNullableType(type)) ? 'json' : (KINDS[getNamedType(type).name] ?? 'text');
}

function columnAt(way: readonly string[], kind: ColumnKind): Column {
  return {
    name: way.join('.'),
    kind,
    valueOf(row) {
      let value: unknown = row;
      for (const step of way) {
        if (typeof value !== 'object' || value === null) return undefined;
        value = (value as Readonly<Record<string, unknown>>)[step];
      }
      return value;
    },
  };
}
