import { Kind, parse, print, visit } from 'graphql';
import type { DirectiveNode, FieldNode, SelectionSetNode } from 'graphql';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * The same operation with everything decided that the stock executor decides wrongly (the named differences of the
 * differential test): `@skip` and `@include` applied, and `__typename` asked for everywhere.
 */
export function sparedOperation(
  query: string,
  variables: Readonly<Record<string, unknown>>,
): string {
  const document = parse(query);
  const values = new Map(Object.entries(variables));
  visit(document, {
    VariableDefinition: ({ variable, defaultValue }) => {
      const name = variable.name.value;
      if (!values.has(name) && defaultValue?.kind === Kind.BOOLEAN)
        values.set(name, defaultValue.value);
    },
  });
  const isIncluded = ({ name, arguments: given }: DirectiveNode) => {
    const value = given?.[0]?.value;
    const on =
      value?.kind === Kind.VARIABLE
        ? values.get(value.name.value)
        : value?.kind === Kind.BOOLEAN && value.value;
    return on === (name.value === 'include');
  };
  const decided = <T extends { readonly directives?: readonly DirectiveNode[] }>(
    node: T,
  ): T | null => ((node.directives ?? []).every(isIncluded) ? { ...node, directives: [] } : null);

  return print(
    visit(document, {
      Field: { enter: decided },
      InlineFragment: { enter: decided },
      FragmentSpread: { enter: decided },
      SelectionSet: {
        leave: (node: SelectionSetNode): SelectionSetNode => ({
          ...node,
          selections: [TYPENAME, ...node.selections],
        }),
      },
    }),
  );
}

/** Data without `__typename`, to compare what was asked with and without. */
export function withoutTypenames(data: unknown): unknown {
  return JSON.parse(
    JSON.stringify(data, (key, value: unknown) => (key === '__typename' ? undefined : value)),
  );
}
