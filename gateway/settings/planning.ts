import { z } from 'zod';
import { wholeNumber } from '../../service/settings/settings.ts';

/** What bounds planning, which is done once an operation. */
export const planning = {
  plannerThreads: wholeNumber(0).default(1).meta({
    env: 'PLANNER_THREADS',
    give: 'a number of threads',
    about:
      'threads that plan new operations while others are answered; 0: the gateway’s own, which stands still meanwhile',
  }),
  planningMs: wholeNumber(1).default(3_000).meta({
    env: 'PLANNING_MS',
    give: 'milliseconds',
    about: 'processor time to plan an operation, if there are threads for it',
  }),
  maxPlanning: wholeNumber(1).default(200).meta({
    env: 'MAX_PLANNING',
    give: 'a number of operations',
    about: 'operations that may wait to be planned',
  }),
  plansDir: z.string().optional().meta({
    flag: 'plans-dir',
    env: 'PLANS_DIR',
    give: 'a folder',
    about: 'where plans are kept for the next start; nowhere, if not given',
  }),
};
