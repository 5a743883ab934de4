import { z } from 'zod';
import { pairsOf } from './lists.ts';

/** Where subgraphs are. */
export const places = {
  subgraphUrls: pairsOf(/^[^=]+=https?:\/\/.+$/).meta({
    flag: 'subgraph-urls',
    env: 'SUBGRAPH_URLS',
    give: 'name=url pairs, separated by commas',
    about: 'where subgraphs are, if not where the supergraph says',
  }),
  subscriptionUrls: pairsOf(/^[^=]+=(?:https?|wss?):\/\/.+$/).meta({
    flag: 'subscription-urls',
    env: 'SUBSCRIPTION_URLS',
    give: 'name=url pairs, separated by commas, such as offices=ws://127.0.0.1:4001/graphql',
    about:
      'where subgraphs are subscribed to: by graphql-ws at ws: and wss:, by server-sent events at http: and https:; by these where they are asked, if not given',
  }),
};

/** Headers of the connection, of the body and of the request itself: the gateway's own requests to subgraphs have theirs. */
const OWN_HEADERS = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-api-key',
  'x-identity',
  'x-motcua-client',
  'x-motcua-language',
  'x-motcua-traversal',
  'x-request-id',
  'x-subgraph-secret',
]);

/** A header's name (RFC 9110 §5.6.2) that may be passed on. */
const forwardable = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~\w-]+$/)
  .refine((name) => !OWN_HEADERS.has(name));

/** What subgraphs get to see of a request's headers. */
export const forwardHeaders = z
  .string()
  .default('authorization')
  .transform((list) =>
    list
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((name) => name !== ''),
  )
  .pipe(z.array(forwardable))
  .meta({
    flag: 'forward-headers',
    env: 'FORWARD_HEADERS',
    give: 'names of headers, separated by commas, without those that the gateway sets itself, such as host or x-request-id',
    about: 'headers of a request that subgraphs get to see',
  });

/** Extensions of errors that have a meaning of ours. */
const OWN_EXTENSIONS = ['code', 'details', 'service'];

/** What clients get to see of subgraphs' errors. */
export const errorExtensions = z
  .string()
  .default('')
  .transform((list) => new Set(list.split(/[\s,]+/).filter((name) => name !== '')))
  .refine((names) => OWN_EXTENSIONS.every((name) => !names.has(name)))
  .transform((names): ReadonlySet<string> => names)
  .meta({
    env: 'ERROR_EXTENSIONS',
    give: `names, separated by commas, without ${OWN_EXTENSIONS.join(', ')}`,
    about: 'extensions of subgraphs’ errors that clients may see, beside their code',
  });
