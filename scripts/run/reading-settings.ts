import type { z } from 'zod';
import type { Policy } from '../../service/access/policy.ts';
import type { OnestopOptions } from '../../subgraphs/onestop/server.ts';
import { copiesOf, copySettings } from './copy-settings.ts';
import { policy, policyOf } from './policy-file.ts';
import { calendar } from './source-settings.ts';

/** Settings of every process that reads the sources, in how many subgraphs it may. */
export const readingSettings = { calendar, policy, ...copySettings };

type Given = Readonly<z.output<z.ZodObject<typeof readingSettings>>>;

/** What a subgraph is told of them. Throws a `ConfigFault`. */
export function readingOptions(
  given: Given,
): Pick<OnestopOptions, 'calendar' | 'copies'> & { readonly policy: Policy } {
  return {
    calendar: given.calendar,
    policy: policyOf(given.policy),
    copies: copiesOf(given),
  };
}
