import { compileKeyset } from '../../subgraphs/sources/compiler/order/keyset.ts';
import type { BoundRootTable } from '../../subgraphs/sources/compiler/bound-table.ts';
import { isFault } from '../../service/errors/faults.ts';
import type { WrittenFault } from '../../service/yaml/written-fault.ts';

/** By which field an entity's lists are sorted where nobody says otherwise. */
const USUAL_ORDER: Readonly<Record<string, string>> = {
  dossier: 'receivedAt',
  document: 'issuedAt',
  agency: 'code',
  procedure: 'code',
};

/**
 * What keeps the usual lists from being sorted. One table of which that is so refuses the whole list, of all other sources
 * too: whoever connects it is to know before they do.
 */
export function unsortedLists(entity: string, table: BoundRootTable): readonly WrittenFault[] {
  const field = USUAL_ORDER[entity] ?? '';
  const mapping = table.mapping.fields[field];
  if (mapping === undefined || 'constant' in mapping || isSorted(table, field)) return [];
  const what = `the database cannot sort by ${entity}.${field}, as lists are unless they are asked otherwise: they are refused, of all sources`;
  const mend = 'map a column that it sorts by, or have a view of the agency’s make one';
  return [{ ...mapping.at, what, mend }];
}

function isSorted(table: BoundRootTable, field: string): boolean {
  try {
    compileKeyset(table, [{ field, direction: 'DESC' }], false);
    return true;
  } catch (error) {
    if (!isFault(error, 'NOT_FILTERABLE')) throw error;
    return false;
  }
}
