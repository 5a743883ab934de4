import { z } from 'zod';
import { insecure } from '../service/settings/safe-start.ts';
import {
  adminSettings,
  allowedHosts,
  drainMs,
  host,
  logLevelSetting,
  portSetting,
  secretSetting,
  shutdownDelayMs,
  wholeNumber,
  yesNo,
} from '../service/settings/settings.ts';
import { tracingSettings } from '../service/telemetry/tracing/settings.ts';
import { documentSettings } from './asking/trusted-documents.ts';
import { auditSettings } from './access/audit/settings.ts';
import type { OverrideBy } from './executors/override-labels.ts';

/** A list as text, separated by commas or blanks. */
function listOf<Item extends z.ZodType<string, string>>(item: Item) {
  return z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter((entry) => entry !== ''))
    .pipe(z.array(item));
}

const KIB = 1024;
const MIB = 1024 * KIB;

/** What bounds a request, so that none can take the gateway from the others. */
const limits = {
  requestDeadlineMs: wholeNumber(1).default(30_000).meta({
    env: 'REQUEST_DEADLINE_MS',
    give: 'milliseconds',
    about: 'time for a request, all in all',
  }),
  subgraphDeadlineMs: wholeNumber(1).default(15_000).meta({
    env: 'SUBGRAPH_DEADLINE_MS',
    give: 'milliseconds',
    about: 'time for one answer of a subgraph',
  }),
  maxRequestBytes: wholeNumber(KIB)
    .default(MIB)
    .meta({
      env: 'MAX_REQUEST_BYTES',
      give: `a number of bytes, ${KIB} at least`,
      about: 'largest request',
    }),
  maxAnswerBytes: wholeNumber(KIB)
    .default(64 * MIB)
    .meta({
      env: 'MAX_ANSWER_BYTES',
      give: `a number of bytes, ${KIB} at least`,
      about: 'largest answer of a subgraph',
    }),
  maxTokens: wholeNumber(1).default(10_000).meta({
    env: 'MAX_TOKENS',
    give: 'a number of tokens',
    about: 'longest query',
  }),
  maxDepth: wholeNumber(1).default(20).meta({
    env: 'MAX_DEPTH',
    give: 'a number of levels',
    about: 'deepest query',
  }),
  maxFields: wholeNumber(1).default(5_000).meta({
    env: 'MAX_FIELDS',
    give: 'a number of fields',
    about: 'most fields of a query, its fragments spread out',
  }),
  maxAliases: wholeNumber(0).default(500).meta({
    env: 'MAX_ALIASES',
    give: 'a number of aliases',
    about: 'most aliases of a query, its fragments spread out',
  }),
  maxBatch: wholeNumber(0).default(0).meta({
    env: 'MAX_BATCH',
    give: 'a number of operations',
    about: 'operations that one request may bring as a list; none, if 0',
  }),
  maxRootFields: wholeNumber(1).default(100).meta({
    env: 'MAX_ROOT_FIELDS',
    give: 'a number of fields',
    about: 'most fields at the root of a query, its fragments spread out',
  }),
  maxDirectives: wholeNumber(0).default(500).meta({
    env: 'MAX_DIRECTIVES',
    give: 'a number of directives',
    about: 'most directives of a document',
  }),
  maxDocumentChars: wholeNumber(KIB)
    .default(100_000)
    .meta({
      env: 'MAX_DOCUMENT_CHARS',
      give: `a number of characters, ${KIB} at least`,
      about: 'longest document',
    }),
  maxInputChars: wholeNumber(1).default(10_000).meta({
    env: 'MAX_INPUT_CHARS',
    give: 'a number of characters',
    about: 'longest text among variables and literals',
  }),
  maxInputItems: wholeNumber(1).default(1_000).meta({
    env: 'MAX_INPUT_ITEMS',
    give: 'a number of items',
    about: 'longest list among variables and literals',
  }),
  maxInputDepth: wholeNumber(1).default(50).meta({
    env: 'MAX_INPUT_DEPTH',
    give: 'a number of levels',
    about: 'deepest variable or literal',
  }),
  maxInputValues: wholeNumber(1).default(10_000).meta({
    env: 'MAX_INPUT_VALUES',
    give: 'a number of values',
    about: 'most values of all variables of a request together',
  }),
  maxResponseBytes: wholeNumber(KIB)
    .default(32 * MIB)
    .meta({
      env: 'MAX_RESPONSE_BYTES',
      give: `a number of bytes, ${KIB} at least`,
      about: 'largest answer to a client',
    }),
  maxCost: wholeNumber(1).default(50_000).meta({
    env: 'MAX_COST',
    give: 'a cost',
    about: 'what an operation may cost by its estimate, in rows or their like',
  }),
  maxValues: wholeNumber(1).default(100_000).meta({
    env: 'MAX_VALUES',
    give: 'a number of values',
    about: 'what an answer may hold by its estimate: each field of each row, aliases too',
  }),
  defaultListSize: wholeNumber(1).default(5).meta({
    env: 'DEFAULT_LIST_SIZE',
    give: 'a number of items',
    about: 'how long a list is taken to be of which the supergraph does not tell by @listSize',
  }),
};

/** What bounds planning, which is done once an operation. */
const planning = {
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

/** What bounds all requests together, so that what cannot be done is refused before it is begun. */
const admission = {
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

/** What pages in browsers and the caches before them are told. */
const web = {
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
  cacheMaxAges: listOf(z.string().regex(/^[_a-z]\w*=\d{1,8}$/i))
    .transform((entries) => new Map(entries.map((entry) => splitOnce(entry, '='))))
    .transform((ages) => new Map([...ages].map(([type, seconds]) => [type, Number(seconds)])))
    .meta({
      flag: 'cache-control',
      env: 'CACHE_CONTROL',
      give: 'type=seconds pairs, separated by commas, such as Procedure=3600,Agency=3600',
      about: 'how long answers to GET may be kept, by type; only of which all types are named',
    }),
};

/** Whether a request with the header `x-query-plan` is answered with what was fetched for it. */
export function queryPlansSetting(preset: 'yes' | 'no') {
  return yesNo(preset).meta({
    flag: 'query-plans',
    env: 'QUERY_PLANS',
    give: 'yes or no',
    about:
      'whether clients may see, with the header x-query-plan, what was fetched for them; never in production',
  });
}

/** By what the gateway knows who asks: docs/access.md. */
const identity = {
  identity: z.string().optional().meta({
    flag: 'identity',
    env: 'IDENTITY_FILE',
    give: 'a file such as identity.yaml',
    about: 'whose tokens and certificates are trusted, and how they are read',
  }),
  apiKeys: z.string().optional().meta({
    flag: 'api-keys',
    env: 'API_KEYS_FILE',
    give: 'a file of API keys, as npm run api-key writes it',
    about: 'API keys of services and notebooks; what each hashes to',
  }),
};

/** What becomes of an operation with fields that `@authenticated` and its like close to who asks. */
const closedFields = z.enum(['filter', 'reject']).default('filter').meta({
  flag: 'closed-fields',
  env: 'CLOSED_FIELDS',
  give: 'filter or reject',
  about:
    'whether fields that @authenticated, @requiresScopes or @policy close are null with an error, or the operation is refused',
});

/** Which way a field goes that `@override(from:, label:)` moves from one subgraph to another. */
const overrides = {
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
  'x-motcua-traversal',
  'x-request-id',
  'x-subgraph-secret',
]);

/** A header's name (RFC 9110 §5.6.2) that may be passed on. */
const forwardable = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~\w-]+$/)
  .refine((name) => !OWN_HEADERS.has(name));

/** Extensions of errors that have a meaning of ours. */
const OWN_EXTENSIONS = ['code', 'details', 'service'];

/** Settings of a gateway wherever its subgraphs are. */
export const servingSettings = {
  host,
  port: portSetting(4000),
  engine: z.enum(['stock', 'compiled']).default('compiled').meta({
    flag: 'engine',
    env: 'ENGINE',
    give: 'stock or compiled',
    about: 'what executes queries: @apollo/gateway or our own engine',
  }),
  introspection: yesNo('yes').meta({
    flag: 'introspection',
    env: 'INTROSPECTION',
    give: 'yes or no',
    about: 'whether clients may ask for the schema, and the explorer is served',
  }),
  queryPlans: queryPlansSetting('no'),
  production: z
    .string()
    .default('')
    .transform((name) => name === 'production')
    .meta({
      env: 'NODE_ENV',
      give: 'the name of an environment',
      about: 'where it runs; in “production” clients never see query plans',
    }),
  forwardHeaders: z
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
    }),
  ...identity,
  closedFields,
  ...overrides,
  errorExtensions: z
    .string()
    .default('')
    .transform((list) => new Set(list.split(/[\s,]+/).filter((name) => name !== '')))
    .refine((names) => OWN_EXTENSIONS.every((name) => !names.has(name)))
    .transform((names): ReadonlySet<string> => names)
    .meta({
      env: 'ERROR_EXTENSIONS',
      give: `names, separated by commas, without ${OWN_EXTENSIONS.join(', ')}`,
      about: 'extensions of subgraphs’ errors that clients may see, beside their code',
    }),
  ...web,
  ...limits,
  ...planning,
  ...admission,
  ...auditSettings,
  ...documentSettings,
  allowedHosts,
  shutdownDelayMs,
  drainMs,
};

/** The gateway's settings: the one place where their names, meanings and defaults stand. */
export const gatewaySettings = z.object({
  supergraph: z.string().meta({
    flag: 'supergraph',
    env: 'SUPERGRAPH_FILE',
    give: 'the path of a composed supergraph (.graphql)',
    about: 'supergraph to serve; the file is watched',
  }),
  subgraphUrls: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter((entry) => entry !== ''))
    .pipe(z.array(z.string().regex(/^[^=]+=https?:\/\/.+$/)))
    .transform((entries) => new Map(entries.map((entry) => splitOnce(entry, '='))))
    .meta({
      flag: 'subgraph-urls',
      env: 'SUBGRAPH_URLS',
      give: 'name=url pairs, separated by commas',
      about: 'where subgraphs are, if not where the supergraph says',
    }),
  subscriptionUrls: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter((entry) => entry !== ''))
    .pipe(z.array(z.string().regex(/^[^=]+=(?:https?|wss?):\/\/.+$/)))
    .transform((entries) => new Map(entries.map((entry) => splitOnce(entry, '='))))
    .meta({
      flag: 'subscription-urls',
      env: 'SUBSCRIPTION_URLS',
      give: 'name=url pairs, separated by commas, such as offices=ws://127.0.0.1:4001/graphql',
      about:
        'where subgraphs are subscribed to: by graphql-ws at ws: and wss:, by server-sent events at http: and https:; by these where they are asked, if not given',
    }),
  workers: wholeNumber(1, 64).default(1).meta({
    flag: 'workers',
    env: 'WORKERS',
    give: 'a number of processes from 1 to 64',
    about: 'processes that share the port, one for each core that it may have',
  }),
  compressRequestsAboveBytes: wholeNumber(0).optional().meta({
    env: 'COMPRESS_REQUESTS_ABOVE_BYTES',
    give: 'a number of bytes',
    about:
      'requests to subgraphs longer than this go compressed by gzip; never, if not given, since not every server takes them so',
  }),
  subgraphSecret: secretSetting('what the subgraphs know this gateway by'),
  policy: z.string().optional().meta({
    flag: 'policy',
    env: 'POLICY',
    give: 'a file',
    about:
      'policy of the subgraphs, for what roles may ask, and who may break glass; the usual for all and nobody, if not given',
  }),
  redisUrl: z
    .string()
    .regex(/^rediss?:\/\/\S+$/)
    .optional()
    .meta({
      flag: 'redis-url',
      env: 'REDIS_URL',
      give: 'a URL such as redis://127.0.0.1:6379',
      about:
        'Redis in which gateways share persisted operations, trusted documents, rates and budgets; each keeps its own, if not given',
    }),
  ...servingSettings,
  insecure,
  ...adminSettings,
  ...tracingSettings,
  logLevel: logLevelSetting('info'),
});

type GatewayConfig = Readonly<z.output<typeof gatewaySettings>>;

/** What the assembly needs to know, whoever runs it. */
export type ServingConfig = Omit<
  GatewayConfig,
  | 'supergraph'
  | 'subgraphUrls'
  | 'subscriptionUrls'
  | 'workers'
  | 'policy'
  | 'redisUrl'
  | 'compressRequestsAboveBytes'
  | 'subgraphSecret'
  | 'insecure'
  | 'identity'
  | 'apiKeys'
  | 'logLevel'
  | keyof typeof adminSettings
  | keyof typeof tracingSettings
>;

function splitOnce(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
