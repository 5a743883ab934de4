import type { Identity } from './identity.ts';

/** The role that who bears no token acts in, where the policy has it. */
const ANONYMOUS = 'anonymous';

/**
 * Of the roles of a token the first of the policy: who has two sees what one of them shows, never a mixture that none allows. Undefined
 * where the policy has none of them.
 */
export function actingRole<Role extends { readonly name: string }>(
  roles: readonly Role[],
  { roles: borne, kind }: Pick<Identity, 'roles' | 'kind'>,
): Role | undefined {
  return roles.find(({ name }) =>
    kind === 'anonymous' && borne.length === 0 ? name === ANONYMOUS : borne.includes(name),
  );
}
