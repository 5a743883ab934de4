import type { SubgraphOperation } from './transport.ts';

const kinds = new WeakMap<SubgraphOperation, boolean>();

/** True where the operation only reads. Planners write the operation before its fragments; what is unclear is no query. */
export function isQuery(operation: SubgraphOperation): boolean {
  let query = kinds.get(operation);
  if (query === undefined) {
    query = /^\s*(?:query\b|\{)/.test(operation.text);
    kinds.set(operation, query);
  }
  return query;
}
