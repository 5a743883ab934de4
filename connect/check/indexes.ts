import type {
  BoundChildTable,
  BoundRootTable,
} from '../../subgraphs/sources/compiler/bound-table.ts';
import { servedBy, type ReadShape } from '../../subgraphs/sources/compiler/served-by.ts';
import type { Place } from '../../service/yaml/written-fault.ts';
import type { Predicate } from '../../subgraphs/sources/model/predicate.ts';

/** An index that a usual query would need. */
export interface MissingIndex {
  readonly at: Place;
  readonly columns: readonly string[];
  readonly query: string;
}

/** By which field of an entity people look rows up, or walk and bound lists. */
const USUAL: Readonly<
  Record<string, { readonly sought: readonly string[]; readonly walked: readonly string[] }>
> = {
  dossier: { sought: ['code', 'applicantIdNumber'], walked: ['receivedAt'] },
  rating: { sought: [], walked: ['ratedAt'] },
  document: { sought: ['notation'], walked: ['arrivedAt', 'issuedAt'] },
  agency: { sought: ['code'], walked: [] },
  procedure: { sought: ['code'], walked: [] },
};

/** Below so many rows a server looks through them all in no time. */
const SMALL = 5_000;

/** The indexes that a table of more than a few thousand rows lacks for the usual queries of its entity. */
export function missingIndexes(entity: string, table: BoundRootTable): readonly MissingIndex[] {
  if (table.rows !== null && table.rows <= SMALL) return [];
  const { fields, key, keyAt } = table.mapping;
  const { sought = [], walked = [] } = USUAL[entity] ?? {};
  const lacks = (field: string, read: ReadShape, query: string): readonly MissingIndex[] => {
    const mapping = fields[field];
    if (mapping === undefined || 'constant' in mapping || isServed(table, read)) return [];
    return [{ at: mapping.at, columns: mapping.columns, query }];
  };
  const by = (field: string, value: string): Predicate => ({
    kind: 'test',
    field,
    test: { op: 'eq', value },
  });
  return [
    ...(isServed(table, { where: null, order: [] })
      ? []
      : [{ at: keyAt, columns: [key], query: 'lists and look-ups by the key' }]),
    ...sought.flatMap((field) =>
      lacks(field, { where: by(field, '012345678'), order: null }, `${field} is looked up`),
    ),
    ...walked.flatMap((field) =>
      lacks(
        field,
        { where: null, order: [{ field, direction: 'DESC' }] },
        `lists go along ${field}`,
      ),
    ),
    ...Object.entries(table.children).flatMap(([child, its]) => missingForChild(child, its)),
  ];
}

function missingForChild(child: string, table: BoundChildTable): readonly MissingIndex[] {
  if (table.rows !== null && table.rows <= SMALL) return [];
  const column = table.columns.get(table.mapping.childColumn)?.name;
  if (table.indexes.some(([first]) => first === column)) return [];
  const query = `${child} are found by their parent`;
  return [{ at: table.mapping.at, columns: [table.mapping.childColumn], query }];
}

/** A field that cannot be asked for at all is no matter of an index. */
function isServed(table: BoundRootTable, read: ReadShape): boolean {
  try {
    return servedBy(table, read).by === 'index';
  } catch {
    return true;
  }
}
