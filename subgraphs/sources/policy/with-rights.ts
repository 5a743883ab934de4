import type { Source } from '../database/source.ts';
import { restrictedTable } from './restricted-table.ts';
import type { Rights } from './rights.ts';

/** The source as who has these rights sees it: of its tables and its copy's there is nothing else. */
export function withRights<Extra>(source: Source<Extra>, rights: Rights): Source<Extra> {
  return {
    ...source,
    copy() {
      const copy = source.copy();
      return copy === null ? null : withRights(copy, rights);
    },
    // A look at the copy is everybody's: it counts rows that who asks may not see, and is not made anew for each who asks.
    async isUnchangedSince() {
      const copy = source.copy();
      return copy !== null && (await source.isUnchangedSince(copy));
    },
    async tables(entity) {
      const own = rights.of(entity);
      if (own === null) return [];
      const written = source.mapping?.entities[entity] ?? [];
      return (await source.tables(entity)).flatMap(
        (table) =>
          restrictedTable(
            table,
            own,
            written.find(({ name }) => name === table.mapping.name),
          ) ?? [],
      );
    },
  };
}
