import { z } from 'zod';
import { yesNo } from '../../service/settings/settings.ts';
import { listOf, pairsOf } from './lists.ts';

/** What pages in browsers and the caches before them are told. */
export const web = {
  corsOrigins: listOf(z.string().regex(/^(?:\*|https?:\/\/[^\s/*]+)$/)).meta({
    flag: 'cors-origins',
    env: 'CORS_ORIGINS',
    give: 'origins, separated by commas, such as https://tra-cuu.camau.gov.vn, or *',
    about: 'pages of other origins that may ask; * is all, none if not given',
  }),
  corsCredentials: yesNo('no').meta({
    flag: 'cors-credentials',
    env: 'CORS_CREDENTIALS',
    give: 'yes or no; not with * for CORS_ORIGINS',
    about: 'whether browsers send cookies and the like of theirs along for such pages',
  }),
  cacheMaxAges: pairsOf(/^[_a-z]\w*=\d{1,8}$/i)
    .transform((ages) => new Map([...ages].map(([type, seconds]) => [type, Number(seconds)])))
    .meta({
      flag: 'cache-control',
      env: 'CACHE_CONTROL',
      give: 'type=seconds pairs, separated by commas, such as Procedure=3600,Agency=3600',
      about: 'how long answers to GET may be kept, by type; only of which all types are named',
    }),
};
