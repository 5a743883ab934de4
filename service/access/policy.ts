/** What a role sees of a field: its value, a form of it that gives nobody away, or nothing. */
export const SHOWINGS = ['allow', 'mask', 'deny'] as const;

export type Showing = (typeof SHOWINGS)[number];

/** What is seen usually, and where the request states a purpose. */
export interface ShowRule {
  readonly usually: Showing;
  readonly for: Readonly<Record<string, Showing>>;
}

/** What a role sees of an entity. */
export interface EntityRule {
  /** All rows, or those that pass a filter of the graph's form in which `$claims.NAME` stands for what the token says. */
  readonly rows: 'all' | object;
  /** By field (`steps.name` of a child's), by class of fields, or `personal` for all classes of people. */
  readonly show: Readonly<Record<string, ShowRule>>;
  /** Its rows are only counted, and in groups of at least so many; null where they are read too. */
  readonly groups: { readonly atLeast: number } | null;
  /** The higher right that it may take for one record, and what it then sees of it; null where it may take none. */
  readonly breakGlass: (GlassRule & Pick<EntityRule, 'show'>) | null;
}

/** For what a higher right is taken, and for how long. */
interface GlassRule {
  /** The fields that name the record. */
  readonly by: readonly string[];
  readonly minutes: number;
}

/** What a role may do with glass, for who needs to know no more of the policy. */
export interface GlassRole {
  readonly name: string;
  /** It is told of all glass that is broken. */
  readonly reviewsBreakGlass: boolean;
  /** By the name of the entity. */
  readonly breakGlass: Readonly<Record<string, GlassRule>>;
}

/** What a role may ask, and how much; `Infinity` where there is no bound. */
export interface Asks {
  /** Whether it may send other documents than trusted ones. */
  readonly documents: 'any' | 'trusted';
  /** Whether it may ask for the schema, is suggested names of it, is told what was fetched, is served the explorer. */
  readonly schema: boolean;
  readonly suggestions: boolean;
  readonly plans: boolean;
  readonly explorer: boolean;
  /** What one operation may cost by its estimate, and all within a minute. */
  readonly cost: number;
  readonly costPerMinute: number;
  readonly requestsPerMinute: number;
  /** Records of persons that it may be shown within an hour, and of how many persons. */
  readonly rowsPerHour: number;
  readonly citizensPerHour: number;
  /** Higher rights for one record that one who has the role may take within an hour. */
  readonly breakGlassPerHour: number;
}

/** What the roles may ask. */
export interface AskingPolicy {
  /** In the file's order. */
  readonly roles: readonly { readonly name: string; readonly asks: Asks }[];
  /** Scopes of which each lets who has it send other documents than trusted ones. */
  readonly documentScopes: readonly string[];
}

export interface Role extends Pick<GlassRole, 'name' | 'reviewsBreakGlass'> {
  /** It may ask what a second factor opens, whoever's it is. */
  readonly secondFactor: boolean;
  readonly asks: Asks;
  /** By the name of the entity; the others are closed to it. */
  readonly entities: Readonly<Record<string, EntityRule>>;
}

/** Who may see what: a policy file, checked. */
export interface Policy extends AskingPolicy {
  /** In the file's order: of a token's roles the first here is the one that it acts in. */
  readonly roles: readonly Role[];
  /** Procedures that tell by themselves what a person would not have told, by their code or their field's. */
  readonly sensitive: {
    readonly procedures: readonly string[];
    readonly fields: readonly string[];
  };
}
