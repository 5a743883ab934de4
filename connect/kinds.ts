import { onestopKind } from '../subgraphs/onestop/context.ts';
import { proceduresKind } from '../subgraphs/procedures/context.ts';
import {
  openSources,
  type SourcesOptions,
} from '../subgraphs/sources/database/opening/open-sources.ts';
import type { Source } from '../subgraphs/sources/database/source.ts';
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

/** Opens a folder of mappings of a kind. */
export function openKind(
  name: KindName,
  options: Omit<SourcesOptions<unknown>, 'kind'>,
): readonly Source[] {
  switch (name) {
    case 'onestop':
      return openSources({ ...options, kind: onestopKind });
    case 'vic':
      return openSources({ ...options, kind: vicKind });
    case 'procedures':
      return openSources({ ...options, kind: proceduresKind });
  }
}
