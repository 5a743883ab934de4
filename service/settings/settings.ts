import { z } from 'zod';
import { LOG_LEVELS } from '../log.ts';

/** A whole number from `least` on, given as text. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER) {
  return z.coerce.number().int().min(least).max(most);
}

/** A setting that is on or off. */
export function yesNo(preset: 'yes' | 'no') {
  return z
    .enum(['yes', 'no'])
    .default(preset)
    .transform((answer) => answer === 'yes');
}

/** Where to listen. Loopback unless told otherwise: who opens a service to the network does so knowingly. */
export const host = z.string().default('127.0.0.1').meta({
  flag: 'host',
  env: 'HOST',
  give: 'a host name or address to listen on',
  about: 'address to listen on',
});

/** Names under which a service is asked for beside addresses and names without a dot; `*` is any. */
export const allowedHosts = z
  .string()
  .default('')
  .transform((list) =>
    list
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((name) => name !== ''),
  )
  .pipe(z.array(z.string().regex(/^(?:\*|(?:\*\.)?[a-z0-9_.-]+)$/)))
  .meta({
    env: 'ALLOWED_HOSTS',
    give: 'host names, separated by commas, such as graph.camau.gov.vn or *.svc.cluster.local',
    about:
      'names under which it is reached, beside localhost, addresses and names without a dot; * allows any',
  });

/** A gateway and its subgraphs share it; long enough not to be guessed. */
export function secretSetting(about: string) {
  return z
    .string()
    .min(16)
    .max(200)
    .regex(/^[!-~]+$/)
    .optional()
    .meta({
      env: 'SUBGRAPH_SECRET',
      give: 'at least 16 printable ASCII characters without spaces',
      about,
      secret: true,
    });
}

export function portSetting(preset: number) {
  return wholeNumber(0, 65_535).default(preset).meta({
    flag: 'port',
    env: 'PORT',
    give: 'a port number from 0 to 65535',
    about: 'port to listen on; 0 takes a free one',
  });
}

export function logLevelSetting(preset: (typeof LOG_LEVELS)[number]) {
  return z
    .enum(LOG_LEVELS)
    .default(preset)
    .meta({
      flag: 'log-level',
      env: 'LOG_LEVEL',
      give: `one of ${LOG_LEVELS.join(', ')}`,
      about: 'what the log tells',
    });
}

/** Whether `/ready` tells strangers what only the operator should know. */
export const readyDetails = yesNo('no').meta({
  flag: 'ready-details',
  env: 'READY_DETAILS',
  give: 'yes or no',
  about:
    'whether /ready also tells since when and why sources do not answer, with names of files and tables; only where strangers cannot reach it',
});

/** How long a load balancer is told that the service is not ready before it stops listening. */
export const shutdownDelayMs = wholeNumber(0).default(500).meta({
  env: 'SHUTDOWN_DELAY_MS',
  give: 'milliseconds',
  about: 'time in which /ready says 503 before no connection is taken any more, when closing',
});

/** How long requests under way may take to end when the process is told to. */
export const drainMs = wholeNumber(0).default(10_000).meta({
  env: 'DRAIN_MS',
  give: 'milliseconds',
  about: 'time for requests under way to end when closing',
});

/** What tells whoever runs a process how it does. */
export const adminSettings = {
  adminPort: wholeNumber(0, 65_535).optional().meta({
    flag: 'admin-port',
    env: 'ADMIN_PORT',
    give: 'a port number from 0 to 65535',
    about:
      'port for /metrics and, at /, how sources do; none, and nothing is counted, if not given',
  }),
  adminHost: z.string().default('127.0.0.1').meta({
    flag: 'admin-host',
    env: 'ADMIN_HOST',
    give: 'a host name or address to listen on',
    about: 'address for them; only where strangers cannot reach it',
  }),
  slowStatementMs: wholeNumber(1).default(2_000).meta({
    env: 'SLOW_STATEMENT_MS',
    give: 'milliseconds',
    about: 'statements that take longer stand in the log, without their values',
  }),
};
