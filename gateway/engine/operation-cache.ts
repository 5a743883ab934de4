import type { DocumentNode } from 'graphql';
import { plans } from '../../service/telemetry/events.ts';
import { compileCost } from './cost/cost-formula.ts';
import type { CostFormula } from './cost/cost-formula.ts';
import type { CostModel } from './cost/cost-model.ts';
import { valuesModel } from './cost/values-model.ts';
import { createDocumentCache, type DocumentCache, roomFor } from './document-cache.ts';
import { readOperation } from './document/client-operation.ts';
import { compileOperation, isLasting } from './operation.ts';
import type {
  ClosedFields,
  CompiledOperation,
  Planning,
  RestrictedOperation,
  Watched,
} from './operation.ts';
import { restrictedFields, rightsIn } from './rights/restricted-fields.ts';
import type { KnownSupergraph } from './planning/planner.ts';
import type { Plans } from './planning/plans/plans.ts';
import type { Switches } from './document/switches.ts';

/** What identifies an operation. */
export interface OperationIdentity {
  readonly document: DocumentNode;
  /** Of the document's text. */
  readonly documentHash: string;
  readonly operationName?: string;
}

/** An operation that was executed, as another engine may compile it too. */
export interface KnownOperation extends OperationIdentity {
  readonly switches: Switches;
}

/**
 * An operation as its client wrote it, what it may cost, and for what of it one must have rights. These are among its switches,
 * and so are the labels of `@override` on which its plan depends.
 */
export interface ReadOperation extends RestrictedOperation {
  readonly cost: CostFormula;
  /** How many values its answer may hold. */
  readonly values: CostFormula;
}

interface Cached {
  readonly known: KnownOperation;
  compiled: Promise<CompiledOperation> | CompiledOperation;
  uses: number;
  /** Whether it cannot be planned, so that it need not be tried again. */
  isRefused: boolean;
}

interface OperationCacheOptions {
  readonly supergraph: KnownSupergraph;
  readonly plans: Plans;
  readonly costs: CostModel;
  /** Operations that are kept. */
  readonly capacity: number;
  readonly closedFields: ClosedFields;
  /** Whether subgraphs get numbers as they were written. */
  readonly exact: boolean;
  /** What is to be known of answers; undefined: nothing. */
  readonly watched: Watched | undefined;
}

/** The operations used last, each compiled once however many ask at the same time. */
export class OperationCache {
  readonly #planning: Planning;
  readonly #costs: CostModel;
  readonly #values: CostModel;
  readonly #clients: DocumentCache<ReadOperation>;
  readonly #compiled: DocumentCache<Cached>;

  constructor({ costs, capacity, ...planning }: OperationCacheOptions) {
    this.#planning = { ...planning, known: createDocumentCache(capacity) };
    this.#costs = costs;
    this.#values = valuesModel(costs);
    this.#clients = createDocumentCache(capacity);
    this.#compiled = createDocumentCache(capacity);
  }

  /** The operation as the client wrote it. */
  read(identity: OperationIdentity): ReadOperation {
    const key = keyOf(identity);
    let client = this.#clients.get(key);
    if (client === undefined) {
      const written = readOperation(identity.document, identity.operationName);
      const { access, overrideLabels, schema } = this.#planning.supergraph;
      const restricted = restrictedFields(written, access, schema);
      client = {
        ...written,
        restricted,
        switches: [
          ...written.switches,
          ...rightsIn(restricted),
          ...overrideLabels.switchesIn(written),
        ],
        cost: compileCost(written, this.#costs),
        values: compileCost(written, this.#values),
      };
      this.#clients.set(key, client, roomOf(identity));
    }
    return client;
  }

  /** The operation compiled for the values of its switches, which are variables, rights and labels: at once where it is known. */
  compile(
    identity: OperationIdentity,
    client: RestrictedOperation,
    isOn: (name: string) => boolean,
  ): Promise<CompiledOperation> | CompiledOperation {
    let key = keyOf(identity);
    for (const name of client.switches) key += isOn(name) ? '1' : '0';
    const cached = this.#compiled.get(key);
    if (plans.heard) plans.tell({ found: cached !== undefined });
    if (cached !== undefined) {
      cached.uses += 1;
      return cached.compiled;
    }
    const { document, documentHash, operationName } = identity;
    const switches: Switches = new Map(client.switches.map((name) => [name, isOn(name)]));
    const compiled = compileOperation(client, switches, this.#planning);
    const entry: Cached = {
      known: {
        document,
        documentHash,
        switches,
        ...(operationName !== undefined && { operationName }),
      },
      compiled,
      uses: 1,
      isRefused: false,
    };
    this.#compiled.set(key, entry, roomOf(identity));
    compiled.then(
      (operation) => {
        entry.compiled = operation;
      },
      (error: unknown) => {
        entry.isRefused = isLasting(error);
        if (!entry.isRefused) this.#compiled.delete(key);
      },
    );
    return compiled;
  }

  /** The operations used most. */
  hottest(count: number): readonly KnownOperation[] {
    return [...this.#compiled.values()]
      .filter(({ isRefused }) => !isRefused)
      .sort((one, other) => other.uses - one.uses)
      .slice(0, count)
      .map(({ known }) => known);
  }
}

function keyOf({ documentHash, operationName = '' }: OperationIdentity): string {
  return `${documentHash} ${operationName} `;
}

function roomOf({ document }: OperationIdentity) {
  return roomFor(document.loc?.end ?? 0);
}
