import { z } from 'zod';

/** By what the gateway knows who asks, and what they get of what is closed to them: docs/access.md. */
export const access = {
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
  /** What becomes of an operation with fields that `@authenticated` and its like close to who asks. */
  closedFields: z.enum(['filter', 'reject']).default('filter').meta({
    flag: 'closed-fields',
    env: 'CLOSED_FIELDS',
    give: 'filter or reject',
    about:
      'whether fields that @authenticated, @requiresScopes or @policy close are null with an error, or the operation is refused',
  }),
};
