import { onestopKind } from '../subgraphs/onestop/context.ts';
import { proceduresKind } from '../subgraphs/procedures/context.ts';
import { type MappingRead, readMapping } from '../subgraphs/sources/mapping/read-mapping.ts';
import type { Environment } from '../subgraphs/sources/mapping/yaml-text.ts';
import { vicKind } from '../subgraphs/vic/context.ts';

/** What a database may be connected as, and the entity that it stands or falls with. */
export const KINDS = {
  onestop: { entities: onestopKind.entities, root: 'dossier', called: 'dossier’s (hồ sơ)' },
  vic: { entities: vicKind.entities, root: 'document', called: 'document’s (văn bản)' },
  procedures: {
    entities: proceduresKind.entities,
    root: 'procedure',
    called: 'procedure’s (thủ tục)',
  },
} as const;

export type KindName = keyof typeof KINDS;

export const KIND_NAMES = Object.keys(KINDS) as [KindName, ...KindName[]];

/** Reads a mapping file of a kind. */
export function readMappingOf(
  name: KindName,
  file: string,
  environment: Environment,
): MappingRead<unknown> {
  switch (name) {
    case 'onestop':
      return readMapping(file, onestopKind, environment);
    case 'vic':
      return readMapping(file, vicKind, environment);
    case 'procedures':
      return readMapping(file, proceduresKind, environment);
  }
}
