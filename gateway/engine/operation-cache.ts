import type { DocumentNode } from 'graphql';
import { CompiledOperation } from './operation.ts';
import { PlanningQueue } from './planning-queue.ts';
import type { Planner } from './planner.ts';

/** What identifies an operation. */
export interface KnownOperation {
  readonly document: DocumentNode;
  /** Of the document's text. */
  readonly documentHash: string;
  readonly operationName?: string;
}

interface Cached {
  readonly known: KnownOperation;
  readonly compiled: Promise<CompiledOperation> | CompiledOperation;
  uses: number;
}

/** The compiled operations used last, each compiled once however many ask at the same time. */
export class OperationCache {
  readonly #planner: Planner;
  readonly #capacity: number;
  readonly #queue = new PlanningQueue();
  /** The least recently used first. */
  readonly #entries = new Map<string, Cached>();

  constructor(planner: Planner, capacity: number) {
    this.#planner = planner;
    this.#capacity = capacity;
  }

  get(known: KnownOperation): Promise<CompiledOperation> | CompiledOperation {
    const key = `${known.documentHash} ${known.operationName ?? ''}`;
    const cached = this.#entries.get(key);
    if (cached !== undefined) {
      cached.uses += 1;
      this.#entries.delete(key);
      this.#entries.set(key, cached);
      return cached.compiled;
    }
    const { document, operationName } = known;
    const compiled = this.#queue.run(
      () => new CompiledOperation(document, operationName, this.#planner),
    );
    this.#put(key, { known, compiled, uses: 1 });
    compiled.then(
      (operation) => {
        const entry = this.#entries.get(key);
        if (entry?.compiled === compiled) {
          this.#entries.set(key, { known, compiled: operation, uses: entry.uses });
        }
      },
      () => {
        if (this.#entries.get(key)?.compiled === compiled) this.#entries.delete(key);
      },
    );
    return compiled;
  }

  /** The operations used most, for another engine to begin with. */
  hottest(count: number): readonly KnownOperation[] {
    return [...this.#entries.values()]
      .sort((one, other) => other.uses - one.uses)
      .slice(0, count)
      .map(({ known }) => known);
  }

  #put(key: string, entry: Cached): void {
    this.#entries.set(key, entry);
    if (this.#entries.size <= this.#capacity) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}
