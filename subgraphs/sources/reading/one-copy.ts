import type { Source } from '../database/source.ts';

/** The source for one request: its copy is the same from first to last, so that rows and what hangs under them are of one moment. */
export function withOneCopy<Extra>(source: Source<Extra>): Source<Extra> {
  let held: { readonly copy: Source<Extra> | null } | undefined;
  return {
    ...source,
    copy() {
      held ??= { copy: source.copy() };
      return held.copy;
    },
  };
}
