import { z } from 'zod';
import { KIND_NAMES } from '../kinds.ts';

/** A mapping file, or a folder of them. */
export const fileOrFolder = z.string().meta({
  word: 'FILE',
  give: 'a mapping, or a folder of them',
  about:
    'a mapping, or a folder of them as SOURCES_DIR has it; ${NAME} in it comes from the environment',
});

export const file = z.string().meta({
  word: 'FILE',
  give: 'a mapping',
  about: 'a mapping; ${NAME} in it comes from the environment',
});

/** What a mapping's entities do not tell. */
export const kind = z
  .enum(KIND_NAMES)
  .optional()
  .meta({
    flag: 'kind',
    give: `one of ${KIND_NAMES.join(', ')}`,
    about: 'whose mappings they are, where their entities do not tell',
  });
