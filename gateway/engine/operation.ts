import { OperationTypeNode, print } from 'graphql';
import type { DocumentNode } from 'graphql';
import { unresolved } from './document/client-operation.ts';
import type { ClientOperation } from './document/client-operation.ts';
import { compilePlan } from './planning/compile-plan.ts';
import type { CompiledPlan } from './fetching/plan.ts';
import { FieldNames } from './document/field-names.ts';
import type { Introspected } from './answering/introspection.ts';
import { type DocumentCache, roomFor } from './document-cache.ts';
import { plannableDocument } from './planning/plannable-document.ts';
import type { Planner } from './planning/planner.ts';
import { Selection } from './document/selection.ts';
import type { Switches } from './document/switches.ts';

/** An operation with its switches set, planned and compiled: all that can be known before its variables. */
export interface CompiledOperation {
  readonly plan: CompiledPlan;
  readonly selection: Selection;
  /** Kept once it was asked for, where it does not depend on variables. */
  introspected?: Introspected;
}

/**
 * Plans and compiles an operation, which takes milliseconds. A plan knows nothing of the client's aliases, so operations
 * that differ in these only share one.
 */
export function compileOperation(
  { definition, fragments }: ClientOperation,
  switches: Switches,
  planner: Planner,
  plans: DocumentCache<CompiledPlan>,
): CompiledOperation {
  const { schema } = planner;
  const root = schema.getRootType(definition.operation);
  if (root === undefined || root === null) {
    throw unresolved(`The schema has no ${definition.operation} type.`);
  }
  const mutates = definition.operation === OperationTypeNode.MUTATION;
  const names = new FieldNames(planner, new Set(mutates ? Object.keys(root.getFields()) : []));
  const document = plannableDocument(definition, fragments, names, switches);
  const context = { schema, fragments, names, switches };
  return {
    plan: document === undefined ? NOTHING_TO_FETCH : planFor(document, planner, plans),
    selection: new Selection(root, [definition.selectionSet], context),
  };
}

const NOTHING_TO_FETCH: CompiledPlan = { steps: [], contextual: false };

function planFor(
  document: DocumentNode,
  planner: Planner,
  plans: DocumentCache<CompiledPlan>,
): CompiledPlan {
  const key = print(document);
  let plan = plans.get(key);
  if (plan === undefined) {
    plan = compilePlan(planner.plan(document), planner.conditions);
    plans.set(key, plan, roomFor(key.length));
  }
  return plan;
}
