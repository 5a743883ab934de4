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
  const { auditDir, auditKeepDays: keepDays, engine } = config;
  if (auditDir === undefined) return undefined;
  if (engine === 'stock') {
    throw new ConfigFault(['--engine stock keeps no trail: leave out AUDIT_DIR, or the engine.']);
  }
  return openTrail({
    store: await openDayFiles(auditDir),
    key: openSigningKey(keyFileIn(auditDir)),
    keepDays,
    onError: (error) => {
      log.error({ err: error }, 'the trail could not be signed or shortened');
    },
  });
}
