import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type ValidationContext,
} from 'graphql';
import { directiveAtRoot } from '../directive-at-root.ts';

/**
 * Refuses `@skip` and `@include` at the root of a subscription, as the specification does since September 2025 (§5.2.4.1): it has one
 * field, whatever the variables. graphql-js (16) has variables be nothing there, and throws what becomes a fault of ours.
 */
export function subscriptionRootRule(context: ValidationContext): ASTVisitor {
  return {
    [Kind.OPERATION_DEFINITION]({ operation, selectionSet }) {
      if (operation !== OperationTypeNode.SUBSCRIPTION) return;
      const nodes = directiveAtRoot(selectionSet, SWITCHES, context);
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

const SWITCHES: ReadonlySet<string> = new Set(['skip', 'include']);
