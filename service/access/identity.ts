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
  /** For which record a higher right was taken; the gateway has recorded it, subgraphs hold it against their policy. */
  readonly glass?: BrokenGlass;
}

/** A higher right that was taken for one record, with a reason. */
export interface BrokenGlass {
  /** The policy's name of the entity. */
  readonly entity: string;
  /** What names the record: the values of its fields. */
  readonly record: Readonly<Record<string, string>>;
  /** When it was taken, in seconds since 1970. */
  readonly since: number;
  /** The request in which it was taken, as the trail has it. */
  readonly request: string;
}

/** Who shows nothing. */
export const ANONYMOUS: Identity = {
  subject: 'anonymous',
  kind: 'anonymous',
  roles: [],
  claims: {},
  scopes: [],
};
