import { z } from 'zod';
import { ConfigFault } from '../../service/settings/config.ts';
import { runCommand } from '../../service/settings/arguments.ts';
import { ensureDemoData } from '../demo/ensure.ts';
import { openDemoIssuer } from './demo-issuer.ts';
import { DEMO_ROLES, demoIdentity } from './demo-people.ts';
import { demoDirectory } from '../run/source-settings.ts';

const HOUR_S = 3_600;

void runCommand(
  {
    usage: 'npm run token -- --role ROLE [--office CODE] [--id-number N] [--purpose NAME]',
    about:
      'Prints a token of the demo’s own issuer, which only the demo trusts. The roles are those of policy.yaml.',
    settings: z.object({
      role: z
        .string()
        .regex(/^[\w-]+$/)
        .meta({
          flag: 'role',
          give: `the name of a role, such as ${DEMO_ROLES.join(', ')}`,
          about: 'as whom',
        }),
      subject: z.string().min(1).optional().meta({
        flag: 'subject',
        give: 'a name',
        about: 'who it is; the role’s name, if not given',
      }),
      office: z.string().min(1).optional().meta({
        flag: 'office',
        give: 'the code of an office, such as H12.NC',
        about: 'the office of an officer or a leader; one of the demo’s, if not given',
      }),
      idNumber: z.string().min(1).optional().meta({
        flag: 'id-number',
        give: 'the number of an identity paper',
        about: 'of a citizen; one of the demo’s, if not given',
      }),
      scopes: z.string().default('').meta({
        flag: 'scopes',
        give: 'names, separated by blanks',
        about: 'scopes of the token',
      }),
      purpose: z.string().min(1).optional().meta({
        flag: 'purpose',
        give: 'one of the policy’s purposes',
        about: 'for what, where no header x-purpose says it',
      }),
      hours: z.coerce.number().positive().max(720).default(24).meta({
        flag: 'hours',
        give: 'a number of hours, 720 at most',
        about: 'how long it is good',
      }),
      demoDirectory,
    }),
  },
  async ({ role, subject = role, office, idNumber, scopes, purpose, hours, demoDirectory }) => {
    if (!DEMO_ROLES.includes(role)) {
      throw new ConfigFault([`There is no role “${role}”: give one of ${DEMO_ROLES.join(', ')}.`]);
    }
    const usual = Object.entries(demoIdentity(role).claims).map(([name, [value = '']]) => [
      name,
      value,
    ]);
    // Its key lies beside the demo’s databases, which are written anew where they are of another version.
    await ensureDemoData({ directory: demoDirectory });
    const issuer = await openDemoIssuer(demoDirectory);
    const token = await issuer.sign(
      {
        subject,
        roles: [role],
        claims: {
          ...(Object.fromEntries(usual) as Record<string, string>),
          ...(office !== undefined && { office }),
          ...(idNumber !== undefined && { idNumber }),
        },
        scopes: scopes.split(' ').filter((scope) => scope !== ''),
        ...(purpose !== undefined && { purpose }),
      },
      Math.round(hours * HOUR_S),
    );
    process.stdout.write(`${token}\n`);
  },
);
