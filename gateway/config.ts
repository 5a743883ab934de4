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
import { access } from './settings/access.ts';
import { admission } from './settings/admission.ts';
import { limits } from './settings/limits.ts';
import { overrides } from './settings/overrides.ts';
import { planning } from './settings/planning.ts';
import { errorExtensions, forwardHeaders, places } from './settings/subgraphs.ts';
import { web } from './settings/web.ts';

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
  forwardHeaders,
  ...access,
  ...overrides,
  errorExtensions,
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

/** The gateway's settings. Here and in settings/, group by group, is the one place where their names, meanings and defaults stand. */
export const gatewaySettings = z.object({
  supergraph: z.string().meta({
    flag: 'supergraph',
    env: 'SUPERGRAPH_FILE',
    give: 'the path of a composed supergraph (.graphql)',
    about: 'supergraph to serve; the file is watched',
  }),
  ...places,
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

/** What the assembly needs to know, whoever runs it; what establishes who asks is opened before. */
export type ServingConfig = Omit<
  Readonly<z.output<z.ZodObject<typeof servingSettings>>>,
  'identity' | 'apiKeys'
>;
