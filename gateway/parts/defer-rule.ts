import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type DirectiveNode,
  type ValidationContext,
} from 'graphql';
import { fault } from '../../service/errors/faults.ts';
import { directiveAtRoot } from '../../service/graphql/directive-at-root.ts';

/**
 * What the specification's draft demands of `@defer`, as a rule of validation: each label once, and as it stands; nothing is
 * deferred at the root of a mutation, whose fields are done one after another. `@stream` is refused: lists come a page at a time.
 */
export function deferRule(context: ValidationContext): ASTVisitor {
  const labels = new Map<string, DirectiveNode>();
  return {
    [Kind.DIRECTIVE](node) {
      if (node.name.value === 'stream') context.reportError(fault('STREAM_NOT_SERVED'));
      if (node.name.value !== 'defer') return;
      const label = node.arguments?.find(({ name }) => name.value === 'label')?.value;
      if (label === undefined || label.kind === Kind.NULL) return;
      if (label.kind !== Kind.STRING) {
        context.reportError(
          new GraphQLError('The label of @defer is a text as it stands.', { nodes: node }),
        );
        return;
      }
      const other = labels.get(label.value);
      if (other === undefined) labels.set(label.value, node);
      else {
        context.reportError(
          new GraphQLError('A label of @defer stands at one place.', { nodes: [other, node] }),
        );
      }
    },
    [Kind.OPERATION_DEFINITION]({ operation, selectionSet }) {
      const deferred =
        operation === OperationTypeNode.QUERY
          ? undefined
          : directiveAtRoot(selectionSet, DEFER, context);
      if (deferred === undefined) return;
      context.reportError(
        new GraphQLError(`@defer cannot stand at the root of a ${operation}.`, { nodes: deferred }),
      );
    },
  };
}

const DEFER: ReadonlySet<string> = new Set(['defer']);
