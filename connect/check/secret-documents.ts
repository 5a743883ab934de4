import type { WrittenFault } from '../../service/yaml/written-fault.ts';
import type { BoundRootTable } from '../../subgraphs/sources/compiler/bound-table.ts';

/** Documents of which nothing is left out: secret ones are never read, and only `where:` knows which these are. */
export function unguardedDocuments(
  entity: string,
  { mapping }: BoundRootTable,
): readonly WrittenFault[] {
  if (entity !== 'document' || mapping.where.length > 0) return [];
  const what = 'no “where:” leaves out secret documents (Mật and above), which must not be read';
  const mend = 'say by which column they are known: where: { DoMat: [null, 0] }';
  return [{ ...mapping.keyAt, what, mend }];
}
