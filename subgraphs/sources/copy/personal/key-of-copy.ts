import type { SourceMapping } from '../../mapping/mapping.ts';
import type { CopyKey } from './copy-key.ts';

/** The key of a source's copies; null where they hold nothing personal, undefined where one is wanted and none is given. */
export function keyOfCopy(
  { copy, entities }: SourceMapping,
  given: CopyKey | undefined,
): CopyKey | null | undefined {
  return copy.personal && hasPersonal(entities) ? given : null;
}

function hasPersonal(entities: SourceMapping['entities']): boolean {
  return Object.values(entities)
    .flat()
    .flatMap((root) => [root, ...Object.values(root.children)])
    .flatMap(({ fields }) => Object.values(fields))
    .some((field) => !('constant' in field) && field.type.personal === true);
}
