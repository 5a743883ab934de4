import { z } from 'zod';

/** Where a benchmark finds the province that it asks. */
export const provinceSettings = {
  demo: z.string().meta({
    flag: 'demo',
    give: 'a folder',
    about: 'where `npm run demo-data` has written the province',
  }),
  copies: z.string().meta({
    flag: 'copy-dir',
    give: 'a folder',
    about: 'where `npm run copy` has written the copies',
  }),
};
