import type { SourceMapping } from '../../mapping/mapping.ts';
import type { BaseCopy, HeldSource } from '../keeping/copy-store.ts';
import type { CopyKey } from '../personal/copy-key.ts';
import type { CopyOptions } from './copying.ts';

const A_DAY = 86_400_000;

/** The newest copy where just its changes are to be read; null where all rows are. */
export async function baseOf(
  { digest, entities }: SourceMapping,
  key: CopyKey | null,
  held: HeldSource,
  { full = false, fullEvery = A_DAY }: CopyOptions,
): Promise<BaseCopy | null> {
  const tellsChanges = Object.values(entities)
    .flat()
    .some(({ changed }) => changed.length > 0);
  if (full || !tellsChanges || (await held.isBegun())) return null;
  const newest = await held.newest();
  if (newest?.manifest.digest !== digest || newest.manifest.key !== (key?.id ?? null)) return null;
  const age = Date.now() - Date.parse(newest.manifest.full);
  // A clock that was set back tells nothing.
  return age >= 0 && age < fullEvery ? newest : null;
}
