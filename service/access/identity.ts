/** Who asks: what the gateway has established, and what it hands on to subgraphs. */
export interface Identity {
  /** Stable id: `issuer#sub`, or `anonymous`. */
  readonly subject: string;
  readonly kind: 'person' | 'service' | 'anonymous';
  /** Names of roles in policy.yaml. */
  readonly roles: readonly string[];
  /** What row rules may name as `$claims.NAME`: office, district, idNumber and the like. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
  readonly scopes: readonly string[];
  /** What personal data is asked for: the header x-purpose, one of the policy's purposes. */
  readonly purpose?: string;
}

/** Who shows nothing. */
export const ANONYMOUS: Identity = {
  subject: 'anonymous',
  kind: 'anonymous',
  roles: [],
  claims: {},
  scopes: [],
};
