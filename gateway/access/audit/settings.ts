import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../../../service/log.ts';
import { ConfigFault } from '../../../service/settings/config.ts';
import { wholeNumber } from '../../../service/settings/settings.ts';
import { openDayFiles } from './day-files.ts';
import { openSigningKey } from './signing-key.ts';
import { openTrail, type Trail } from './trail.ts';

/** Where the trail is kept, and for how long. */
export const auditSettings = {
  auditDir: z.string().optional().meta({
    flag: 'audit-dir',
    env: 'AUDIT_DIR',
    give: 'a folder',
    about: 'where the trail of who saw personal data is kept, a file a day; one gateway writes it',
  }),
  auditUrl: z
    .string()
    .regex(/^postgres(?:ql)?:\/\/\S+$/)
    .optional()
    .meta({
      env: 'AUDIT_URL',
      give: 'a URL such as postgres://trail@db.camau.gov.vn/motcua',
      about: 'PostgreSQL in which several gateways keep one trail, instead of AUDIT_DIR',
      secret: true,
    }),
  auditKey: z.string().optional().meta({
    env: 'AUDIT_KEY',
    give: 'a file',
    about:
      'key that signs the trail, made at the first start; trail.key in AUDIT_DIR, if not given',
  }),
  auditFailure: z.enum(['refuse', 'withhold']).default('refuse').meta({
    env: 'AUDIT_FAILURE',
    give: 'refuse or withhold',
    about:
      'while the trail cannot be written, answers with personal data are refused, or sent without it',
  }),
  auditKeepDays: wholeNumber(1).optional().meta({
    env: 'AUDIT_KEEP_DAYS',
    give: 'a number of days',
    about: 'how long the trail is kept; for ever, if not given',
  }),
};

export type AuditConfig = Readonly<z.output<z.ZodObject<typeof auditSettings>>> & {
  readonly engine: 'stock' | 'compiled';
};

/** The key of a trail in a folder. */
export function keyFileIn(directory: string): string {
  return join(directory, 'trail.key');
}

/** Opens the trail that is asked for; undefined: none is. */
export async function openAudit(config: AuditConfig, log: Log): Promise<Trail | undefined> {
  const { auditKeepDays: keepDays, engine } = config;
  const place = placeOf(config);
  if (place === undefined) return undefined;
  if (engine === 'stock') {
    throw new ConfigFault(['--engine stock keeps no trail: leave out AUDIT_DIR, or the engine.']);
  }
  return openTrail({
    store: await place.open(),
    key: openSigningKey(place.key),
    keepDays,
    onError: (error) => {
      log.error({ err: error }, 'the trail could not be signed or shortened');
    },
  });
}

/** Where the trail is to be kept, and what signs it. */
function placeOf({ auditDir, auditUrl, auditKey }: AuditConfig) {
  if (auditUrl === undefined) {
    if (auditDir === undefined) return undefined;
    return { key: auditKey ?? keyFileIn(auditDir), open: () => openDayFiles(auditDir) };
  }
  if (auditDir !== undefined) {
    throw new ConfigFault(['The trail is kept in one place: give AUDIT_DIR or AUDIT_URL.']);
  }
  if (auditKey === undefined) {
    throw new ConfigFault(['AUDIT_URL needs AUDIT_KEY: a file for the key that signs the trail.']);
  }
  return {
    key: auditKey,
    // Only where it is asked for is the driver loaded.
    open: async () => (await import('./postgres-store.ts')).openPostgresTrail(auditUrl),
  };
}
