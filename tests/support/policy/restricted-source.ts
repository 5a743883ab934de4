import type { BoundRootTable } from '../../../subgraphs/sources/compiler/bound-table.ts';
import type { Source } from '../../../subgraphs/sources/database/source.ts';
import type { Predicate } from '../../../subgraphs/sources/model/predicate.ts';

/** A source seen with rights by which some rows are not there, and in some of the others procedures are withheld. */
export function restricted(
  source: Source,
  rows: Predicate | null,
  where: Predicate | null,
): Source {
  const tables = new Map<BoundRootTable, BoundRootTable>();
  return {
    ...source,
    async tables(entity) {
      return (await source.tables(entity)).map((table) => {
        const known = tables.get(table) ?? {
          ...table,
          rights: {
            whole: table,
            rows,
            closed: new Set<string>(),
            unsaid: new Set<string>(),
            withheld: where && { where, fields: new Set(['procedureCode']) },
          },
        };
        tables.set(table, known);
        return known;
      });
    },
  };
}
