import { getOperationAST, GraphQLError, Kind, OperationTypeNode, visit } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { compilePlan } from './compile-plan.ts';
import type { CompiledPlan } from './compile-plan.ts';
import { FieldNames } from './field-names.ts';
import type { Introspected } from './introspection.ts';
import { plannableDocument } from './plannable-document.ts';
import type { Planner } from './planner.ts';
import { Selection } from './selection.ts';

/** What an operation answers under one set of values of its `@skip` and `@include` variables. */
export interface Variant {
  readonly switches: ReadonlyMap<string, boolean>;
  readonly selection: Selection;
  /** Kept where it does not depend on variables. */
  introspected?: Introspected;
}

/** More sets of switches than this are no longer kept: an operation with many switches shall not fill the memory. */
const MAX_VARIANTS = 32;

/** An operation of a client, planned and compiled: all that is known before its variables. */
export class CompiledOperation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly plan: CompiledPlan;
  readonly #schema: GraphQLSchema;
  readonly #names: FieldNames;
  readonly #switches: readonly string[];
  readonly #variants = new Map<string, Variant>();

  /** Plans the operation, which takes milliseconds; throws a `GraphQLError` where it cannot be executed. */
  constructor(document: DocumentNode, operationName: string | undefined, planner: Planner) {
    this.definition = operationIn(document, operationName);
    this.fragments = fragmentsIn(document);
    this.#schema = planner.schema;
    this.#names = new FieldNames(planner.reserved);
    this.#switches = switchesIn(document);
    const plannable = plannableDocument(this.definition, this.fragments, this.#names);
    this.plan = compilePlan(
      plannable === undefined ? { kind: 'QueryPlan' } : planner.plan(plannable),
      planner.conditions,
    );
  }

  /** The compiled answer for coerced variables. */
  variantFor(variables: Readonly<Record<string, unknown>>): Variant {
    let key = '';
    for (const name of this.#switches) key += variables[name] === true ? '1' : '0';
    let variant = this.#variants.get(key);
    if (variant === undefined) {
      const switches = new Map(this.#switches.map((name) => [name, variables[name] === true]));
      variant = { switches, selection: this.#selection(switches) };
      if (this.#variants.size >= MAX_VARIANTS) this.#variants.clear();
      this.#variants.set(key, variant);
    }
    return variant;
  }

  #selection(switches: ReadonlyMap<string, boolean>): Selection {
    const root = this.#schema.getRootType(this.definition.operation);
    if (root === undefined || root === null) {
      throw new GraphQLError(`The schema has no ${this.definition.operation} type.`);
    }
    return new Selection(root, [this.definition.selectionSet], {
      schema: this.#schema,
      fragments: this.fragments,
      names: this.#names,
      switches,
    });
  }
}

function operationIn(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (operation === undefined || operation === null) {
    throw new GraphQLError('Which operation to execute is not clear.', {
      extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
    });
  }
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    throw new GraphQLError('Subscriptions are not served here.', { nodes: operation });
  }
  return operation;
}

function fragmentsIn({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = definitions.filter(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** The variables that decide over `@skip` and `@include` anywhere in the document. */
function switchesIn(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    [Kind.DIRECTIVE]: ({ name, arguments: given }) => {
      if (name.value === 'defer') {
        throw new GraphQLError('@defer is not served here.');
      }
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given ?? []) {
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
    },
  });
  return [...names].sort();
}
