import { z } from 'zod';
import { wholeNumber } from '../../service/settings/settings.ts';
import { KIB, MIB } from './sizes.ts';

/** What bounds all requests together, so that what cannot be done is refused before it is begun. */
export const admission = {
  maxRequests: wholeNumber(1).default(1_000).meta({
    env: 'MAX_REQUESTS',
    give: 'a number of requests',
    about: 'requests that are read, answered or sent at the same time',
  }),
  maxRequestsPerClient: wholeNumber(1).default(500).meta({
    env: 'MAX_REQUESTS_PER_CLIENT',
    give: 'a number of requests',
    about: 'the same for the requests of one client',
  }),
  maxRunningCost: wholeNumber(1).default(100_000).meta({
    env: 'MAX_RUNNING_COST',
    give: 'a cost',
    about: 'what the operations under way may cost together',
  }),
  maxRunningCostPerClient: wholeNumber(1).default(60_000).meta({
    env: 'MAX_RUNNING_COST_PER_CLIENT',
    give: 'a cost',
    about: 'the same for the operations of one client',
  }),
  maxSubscriptions: wholeNumber(0).default(1_000).meta({
    env: 'MAX_SUBSCRIPTIONS',
    give: 'a number of subscriptions',
    about: 'subscriptions that are open at the same time; none, if 0',
  }),
  maxSubscriptionsPerClient: wholeNumber(1).default(50).meta({
    env: 'MAX_SUBSCRIPTIONS_PER_CLIENT',
    give: 'a number of subscriptions',
    about: 'the same for the subscriptions of one who asks',
  }),
  queueMs: wholeNumber(0).default(2_000).meta({
    env: 'QUEUE_MS',
    give: 'milliseconds',
    about: 'how long an operation may wait for its turn',
  }),
  clientHeader: z
    .string()
    .regex(/^[!#$%&'*+.^_`|~\w-]+$/)
    .toLowerCase()
    .optional()
    .meta({
      env: 'CLIENT_HEADER',
      give: 'the name of a header, such as x-forwarded-for',
      about:
        'header in which the nearest proxy tells a client’s address, its last entry; the connection’s address, if not given',
    }),
  writeDeadlineMs: wholeNumber(1).default(10_000).meta({
    env: 'WRITE_DEADLINE_MS',
    give: 'milliseconds',
    about: 'time for a client to read the next 256 KiB of its answer',
  }),
  maxUnsentBytes: wholeNumber(KIB)
    .default(64 * MIB)
    .meta({
      env: 'MAX_UNSENT_BYTES',
      give: `a number of bytes, ${KIB} at least`,
      about: 'answers that one client has asked for and not read',
    }),
};
