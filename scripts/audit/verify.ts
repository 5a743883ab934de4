import { existsSync } from 'node:fs';
import { z } from 'zod';
import { noTrailAt } from '../../gateway/access/audit/day-files.ts';
import { keyFileIn } from '../../gateway/access/audit/settings.ts';
import { publicFileOf, readPublicKey } from '../../gateway/access/audit/signing-key.ts';
import { verifyTrail } from '../../gateway/access/audit/verify.ts';
import { subcommand } from '../../service/settings/arguments.ts';
import { ConfigFault } from '../../service/settings/config.ts';
import { storedLines, trailSettings } from './trail-settings.ts';

export const verify = subcommand(
  {
    usage: 'npm run audit -- verify [--noted LINE:HASH] [--public-key FILES]',
    about: 'Holds the trail against itself and its key; names the first broken place, and exits 1.',
    settings: z.object({
      ...trailSettings,
      publicKeys: z
        .string()
        .transform((list) => list.split(',').map((file) => file.trim()))
        .optional()
        .meta({
          flag: 'public-key',
          give: 'files, separated by commas: one a gateway that writes the trail',
          about: 'public half of the key, as it was kept elsewhere; beside the trail, if not given',
        }),
      noted: z
        .string()
        .regex(/^\d+:[0-9a-f]{64}$/)
        .transform((text) => text.split(':') as [string, string])
        .transform(([line, stands]) => ({ line: Number(line), stands }))
        .optional()
        .meta({
          flag: 'noted',
          give: 'LINE:HASH, as an earlier verify told it',
          about: 'checkpoint that was kept elsewhere: a trail that ends before it was cut off',
        }),
    }),
  },
  async ({ publicKeys, noted, ...kept }) => {
    if (kept.auditUrl !== undefined && publicKeys === undefined) {
      throw new ConfigFault(['Where AUDIT_URL is given, --public-key names the gateways’ keys.']);
    }
    if (kept.auditUrl === undefined && !existsSync(kept.auditDir)) throw noTrailAt(kept.auditDir);
    const files = publicKeys ?? [publicFileOf(keyFileIn(kept.auditDir))];
    const keys = files.map(readPublicKey);
    const { broken, lines, checkpoint } = await verifyTrail(storedLines(kept), keys, noted);
    if (broken !== undefined) {
      process.stdout.write(`Broken at ${broken.place}: ${broken.reason}.\n`);
      process.exitCode = 1;
      return;
    }
    process.stdout.write(`The trail holds: ${lines} lines.\n`);
    process.stdout.write(
      checkpoint === undefined
        ? 'Nothing to keep elsewhere yet: lines are signed a minute after they were written at the latest.\n'
        : `Keep elsewhere, for --noted: ${checkpoint.line}:${checkpoint.stands}\n`,
    );
  },
);
