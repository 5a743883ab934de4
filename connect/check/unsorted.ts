import { isSortable } from '../../subgraphs/sources/compiler/order/keyset.ts';
import type { BoundRootTable } from '../../subgraphs/sources/compiler/bound-table.ts';
import type { WrittenFault } from '../../service/yaml/written-fault.ts';

/** By which field an entity's lists are sorted where nobody says otherwise. */
const USUAL_ORDER: Readonly<Record<string, string>> = {
  dossier: 'receivedAt',
  document: 'issuedAt',
  agency: 'code',
  procedure: 'code',
};

/** What keeps the usual lists from being sorted: they leave such a table out. Whoever connects it is to know before others do. */
export function unsortedLists(entity: string, table: BoundRootTable): readonly WrittenFault[] {
  const field = USUAL_ORDER[entity] ?? '';
  const mapping = table.mapping.fields[field];
  if (mapping === undefined || 'constant' in mapping) return [];
  if (isSortable(table, [{ field, direction: 'DESC' }])) return [];
  const what = `the database cannot sort by ${entity}.${field}, as lists are unless they are asked otherwise: these leave the source out, and say so`;
  const mend = 'map a column that it sorts by, or have a view of the agency’s make one';
  return [{ ...mapping.at, what, mend }];
}
