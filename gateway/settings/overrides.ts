import { z } from 'zod';
import type { OverrideBy } from '../executors/override-labels.ts';
import { listOf, splitOnce } from './lists.ts';

/** Which way a field goes that `@override(from:, label:)` moves from one subgraph to another. */
export const overrides = {
  overrideLabels: listOf(z.string()).meta({
    flag: 'override-labels',
    env: 'OVERRIDE_LABELS',
    give: 'labels, separated by commas',
    about:
      'labels of @override that are on; percent(n) is on for n of a hundred without being named',
  }),
  overrideBy: z
    .string()
    .regex(/^(header|claim):[!#$%&'*+.^_`|~\w-]+$/)
    .transform((text): OverrideBy => {
      const [kind, name] = splitOnce(text, ':');
      return kind === 'header' ? { kind, name: name.toLowerCase() } : { kind: 'claim', name };
    })
    .optional()
    .meta({
      flag: 'override-by',
      env: 'OVERRIDE_BY',
      give: 'header:NAME or claim:NAME, such as claim:sub',
      about:
        'by what percent(n) of @override is the same whenever one asks; another for each request, if not given',
    }),
};
