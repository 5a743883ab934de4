import { hash } from 'node:crypto';
import { GraphQLError, OperationTypeNode, print } from 'graphql';
import type { DocumentNode, FieldNode } from 'graphql';
import { fault } from '../../service/errors/faults.ts';
import { effectiveDeferrals } from './document/deferrals.ts';
import { unresolved } from './document/client-operation.ts';
import type { ClientOperation } from './document/client-operation.ts';
import { compilePlan } from './planning/compiling/compile-plan.ts';
import type { CompiledPlan } from './fetching/plan.ts';
import { withExactLiterals } from './planning/exact-literals.ts';
import { FieldNames } from './document/field-names.ts';
import { type DocumentCache, roomFor } from './document-cache.ts';
import { isLabelSwitch, labelOf } from './planning/override-labels.ts';
import { type CompiledParts, compileParts } from './parts/compiled-parts.ts';
import { plannableDocument } from './planning/plannable-document.ts';
import { closedFields, type RestrictedFields } from './rights/restricted-fields.ts';
import type { KnownSupergraph } from './planning/planner.ts';
import type { Plans } from './planning/plans/plans.ts';
import { Selection } from './document/selection.ts';
import type { WireEncoding } from '../../service/wire-text.ts';
import type { PersonalClasses } from './seen/personal-classes.ts';
import { originalOf, withRecordKeys } from './seen/record-keys.ts';
import { Sight } from './seen/sight.ts';
import type { Switches } from './document/switches.ts';

/** An operation with its switches set, planned and compiled: all that can be known before its variables. */
export interface CompiledOperation {
  readonly plan: CompiledPlan;
  readonly selection: Selection;
  /** What its answers show of persons; undefined where they cannot, or nobody wants to know. */
  readonly sight: Sight | undefined;
  /** Undefined where its answer comes as a whole. */
  readonly parts: CompiledParts | undefined;
}

/** What becomes of an operation with fields that are closed to whoever asks: they are null, or it is refused. */
export type ClosedFields = 'filter' | 'reject';

/** An operation, and the fields in it for which one must have rights. */
export interface RestrictedOperation extends ClientOperation {
  readonly restricted: RestrictedFields;
}

/** What is to be known of answers: the classes of personal data in a supergraph, and the form of its strings. */
export interface Watched extends PersonalClasses {
  readonly encoding: WireEncoding;
}

/** What operations are planned with, and the plans that there are already. */
export interface Planning {
  readonly supergraph: KnownSupergraph;
  readonly plans: Plans;
  /** What came of planning, by the operation as it was planned: a refusal too, which costs as much again. */
  readonly known: DocumentCache<Promise<CompiledPlan>>;
  readonly closedFields: ClosedFields;
  /** Whether subgraphs get numbers as they were written. */
  readonly exact: boolean;
  /** Undefined: nobody wants to know what answers show. */
  readonly watched: Watched | undefined;
}

/**
 * Plans and compiles an operation, which takes milliseconds. A plan knows nothing of the client's aliases, so operations
 * that differ in these only share one. Rights and the labels of `@override` are among the switches: an operation is compiled
 * once for those that matter to it, whoever has them.
 */
export async function compileOperation(
  client: RestrictedOperation,
  switches: Switches,
  planning: Planning,
): Promise<CompiledOperation> {
  const { supergraph, closedFields: mode, watched } = planning;
  const { schema } = supergraph;
  const { definition, fragments, restricted } = client;
  const root = schema.getRootType(definition.operation);
  if (root === undefined || root === null) {
    throw unresolved(`The schema has no ${definition.operation} type.`);
  }
  const mutates = definition.operation === OperationTypeNode.MUTATION;
  const names = new FieldNames(supergraph, new Set(mutates ? Object.keys(root.getFields()) : []));
  const closed = closedFields(restricted, (right) => switches.get(right) === true);
  const context = { schema, fragments, names, switches, closed, deferred: NONE };
  const selection = new Selection(root, [definition.selectionSet], context);
  const seen = watched && { ...watched, schema, names };
  const sight = seen && new Sight(client, selection, seen);
  const shows = sight?.mayShow === true;
  const asked =
    watched !== undefined && shows ? withRecordKeys(client, watched.records, schema) : client;
  const met = new Set<string>();
  const isClosed = (field: FieldNode): boolean => {
    const coordinate = closed.get(originalOf(field, asked));
    if (coordinate !== undefined) met.add(coordinate);
    return coordinate !== undefined;
  };
  const document = plannableDocument(
    ...([asked.definition, asked.fragments, names, switches, isClosed] as const),
    effectiveDeferrals(client, switches),
  );
  if (mode === 'reject' && met.size > 0) {
    throw fault('UNAUTHORIZED_OPERATION', { fields: [...met].slice(0, MOST_NAMED).join(', ') });
  }
  const labels = [...switches].flatMap(([name, on]) =>
    on && isLabelSwitch(name) ? labelOf(name) : [],
  );
  const plan =
    document === undefined ? NOTHING_TO_FETCH : await planFor(document, labels, planning);
  const fetched = new Set(plan.steps.flatMap(({ fetch: { deferral } }) => deferral ?? []));
  return {
    plan,
    selection,
    sight: shows ? sight : undefined,
    parts: fetched.size > 0 ? compileParts(client, root, fetched, context, seen) : undefined,
  };
}

const NONE: ReadonlySet<string> = new Set();

/** Fields that a refusal names. */
const MOST_NAMED = 10;

const NO_CONSTANTS: ReadonlyMap<string, unknown> = new Map();
const NOTHING_TO_FETCH: CompiledPlan = { steps: [], subscribed: undefined, contextual: false };

function planFor(
  document: DocumentNode,
  labels: readonly string[],
  planning: Planning,
): Promise<CompiledPlan> {
  const { known } = planning;
  const text = [print(document), ...labels].join('\n');
  // The text itself would be kept in the thousand pieces that it is printed in.
  const key = hash('sha256', text);
  let plan = known.get(key);
  if (plan === undefined) {
    plan = newPlan(document, labels, planning);
    known.set(key, plan, roomFor(text.length));
    plan.catch((error: unknown) => {
      if (!isLasting(error)) known.delete(key);
    });
  }
  return plan;
}

async function newPlan(
  document: DocumentNode,
  labels: readonly string[],
  { supergraph, plans, exact }: Planning,
): Promise<CompiledPlan> {
  const plannable = exact
    ? withExactLiterals(document, supergraph.schema)
    : { document, constants: NO_CONSTANTS };
  const { constants } = plannable;
  return compilePlan(await plans.plan(plannable.document, labels), { ...supergraph, constants });
}

const LASTING: ReadonlySet<unknown> = new Set(['PLANNING_FAILED', 'PLANNING_TOO_LONG']);

/** Whether planning would end in the same way again. */
export function isLasting(error: unknown): boolean {
  return error instanceof GraphQLError && LASTING.has(error.extensions['code']);
}
