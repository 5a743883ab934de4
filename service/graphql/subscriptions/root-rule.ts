import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type DirectiveNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/**
 * Refuses `@skip` and `@include` at the root of a subscription, as the specification does since September 2025 (§5.2.4.1): it has one
 * field, whatever the variables. graphql-js (16) has variables be nothing there, and throws what becomes a fault of ours.
 */
export function subscriptionRootRule(context: ValidationContext): ASTVisitor {
  return {
    [Kind.OPERATION_DEFINITION]({ operation, selectionSet }) {
      if (operation !== OperationTypeNode.SUBSCRIPTION) return;
      const nodes = switchAtRoot(selectionSet, context, new Set());
      if (nodes === undefined) return;
      context.reportError(
        new GraphQLError('@skip and @include cannot stand at the root of a subscription.', {
          nodes,
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        }),
      );
    },
  };
}

function switchAtRoot(
  { selections }: SelectionSetNode,
  context: ValidationContext,
  spread: Set<string>,
): DirectiveNode | undefined {
  for (const node of selections) {
    const own = node.directives?.find(({ name }) => /^(?:skip|include)$/u.test(name.value));
    if (own !== undefined) return own;
    if (node.kind === Kind.FIELD) continue;
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      if (spread.has(node.name.value)) continue;
      spread.add(node.name.value);
    }
    const fragment =
      node.kind === Kind.INLINE_FRAGMENT ? node : context.getFragment(node.name.value);
    const found = fragment && switchAtRoot(fragment.selectionSet, context, spread);
    if (found) return found;
  }
  return undefined;
}
