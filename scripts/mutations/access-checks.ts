/** A check of who may see what, and how the sources are without it. */
export interface Check {
  /** What it holds. */
  readonly name: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly text: string;
  /** What stands there where the check is not made. */
  readonly without: string;
  /** Those of which one at least must fail then. */
  readonly tests: readonly string[];
}

const MATRIX = ['tests/integration/policy-matrix.test.ts'];
const RULES = ['tests/integration/policy-rules.test.ts'];
const WAYS = ['tests/integration/policy-ways.test.ts'];
const GLASS = ['tests/integration/break-glass.test.ts'];
const TRAIL = ['tests/unit/gateway/audit/trail.test.ts'];
const POSTGRES = ['tests/integration/audit-postgres.test.ts'];

const POLICY = 'subgraphs/sources/policy';
const COMPILER = 'subgraphs/sources/compiler';
const AUDIT = 'gateway/access/audit';

/** Every check that rights and the trail consist of, as far as one can be left out by itself. */
export const ACCESS_CHECKS: readonly Check[] = [
  {
    name: 'rows of a role',
    file: `${COMPILER}/where.ts`,
    text: 'if (rights === undefined || rights.rows === null) return null;\n  return compileWhole(rights.rows',
    without: 'if (true) return null;\n  return compileWhole(rights.rows',
    tests: MATRIX,
  },
  {
    name: 'rows that SQL does not decide',
    file: `${COMPILER}/row-plan.ts`,
    text: 'rows === null || matches(rows, values.decode(raw))',
    without: 'true',
    tests: RULES,
  },
  {
    name: 'masks',
    file: `${POLICY}/restricted-table.ts`,
    text: 'mask === undefined ? mapping : masked(mapping, mask)',
    without: 'mapping',
    tests: MATRIX,
  },
  {
    name: 'denied fields',
    file: `${POLICY}/restricted-table.ts`,
    text: 'if (denied.has(field)) return [];',
    without: '',
    tests: RULES,
  },
  {
    name: 'fields that do not say what they tell',
    file: `${POLICY}/rights.ts`,
    text: "if (tells === undefined) return 'deny';",
    without: "if (tells === undefined) return 'allow';",
    tests: RULES,
  },
  {
    name: 'what is masked is not asked by',
    file: `${POLICY}/admission.ts`,
    text: "if (closed !== undefined) throw fault('FORBIDDEN_FIELD', { field: closed });",
    without: '',
    tests: MATRIX,
  },
  {
    name: 'entities of no role',
    file: `${POLICY}/admission.ts`,
    text: "if (own === null) throw fault('FORBIDDEN_ENTITY', { entity });",
    without: 'if (own === null) return null;',
    tests: MATRIX,
  },
  {
    name: 'rows that are only counted',
    file: `${POLICY}/admission.ts`,
    text: "if (own !== null && own.atLeast !== null)\n    throw fault('FORBIDDEN_ROWS', { entity, least: own.atLeast });",
    without: '',
    tests: MATRIX,
  },
  {
    name: 'what stood there before a repair',
    file: `${COMPILER}/row-plan.ts`,
    text: '(unsaid.has(field) ? null : said)',
    without: 'said',
    tests: MATRIX,
  },
  {
    name: 'what stood there, in a copy',
    file: `${COMPILER}/row-plan.ts`,
    text: '(unsaid.has(repair.field) ? { ...repair, raw: null } : repair)',
    without: 'repair',
    tests: WAYS,
  },
  {
    name: 'sensitive rows, to a filter',
    file: `${COMPILER}/where.ts`,
    text: 'rights.withheld === null ? predicate : withNothingIn(predicate, rights.withheld)',
    without: 'predicate',
    tests: MATRIX,
  },
  {
    name: 'sensitive rows, as they are shown',
    file: `${COMPILER}/row-plan.ts`,
    text: 'return { ...withoutFields(row, withheld.fields), withheld: true };',
    without: 'return { ...row, withheld: true };',
    tests: MATRIX,
  },
  {
    name: 'what hangs under sensitive rows',
    file: `${POLICY}/sensitive-rows.ts`,
    text: 'if (own?.sensitive == null || withheld === false) return rows;',
    without: 'if (true) return rows;',
    tests: MATRIX,
  },
  {
    name: 'groups that are too small',
    file: `${POLICY}/small-groups.ts`,
    text: 'untold.has(group) || group.count < least',
    without: 'untold.has(group)',
    tests: ['tests/unit/sources/policy/small-groups.test.ts'],
  },
  {
    name: 'groups that would give small ones back',
    file: `${POLICY}/small-groups.ts`,
    text: 'for (const behind of sums) keepMore(behind, kept, least);',
    without: '',
    tests: ['tests/unit/sources/policy/small-groups.test.ts'],
  },
  {
    name: 'too few of all',
    file: 'subgraphs/sources/statistics/suppression.ts',
    text: "if (total.count < least) throw fault('TOO_FEW', { least });",
    without: '',
    tests: MATRIX,
  },
  {
    name: 'a claim that is missing',
    file: `${POLICY}/claims.ts`,
    text: 'if (said.length === 0) throw new MissingClaim(name);',
    without: 'if (said.length === 0) return {};',
    tests: ['tests/unit/sources/policy/claims.test.ts'],
  },
  {
    name: 'copies',
    file: `${POLICY}/with-rights.ts`,
    text: 'copy === null ? null : withRights(copy, rights)',
    without: 'copy',
    tests: WAYS,
  },
  {
    name: 'searches',
    file: 'subgraphs/sources/graph/ranked-search.ts',
    text: 'looked.filter((field) => reading.mayAskBy(list.entity, field))',
    without: 'looked',
    tests: WAYS,
  },
  {
    name: 'a second factor is a right',
    file: 'subgraphs/sources/graph/source-subgraph.ts',
    text: "if (rights?.secondFactor === false) throw fault('FORBIDDEN_ENTITY', { entity: what });",
    without: '',
    tests: WAYS,
  },
  {
    name: 'who may break glass, in a gateway',
    file: 'gateway/access/break-glass/break-glass.ts',
    text: 'if (rule === undefined) {',
    without: 'if (false) {',
    tests: GLASS,
  },
  {
    name: 'who is told of broken glass',
    file: 'gateway/access/break-glass/break-glass.ts',
    text: 'if (rulesOf(identity)?.reviewsBreakGlass !== true) {',
    without: 'if (false) {',
    tests: GLASS,
  },
  {
    name: 'whose broken glass it is',
    file: 'gateway/access/break-glass/glass-token.ts',
    text: 'typ: TYPE, subject },',
    without: 'typ: TYPE },',
    tests: GLASS,
  },
  {
    name: 'when broken glass ends, in a subgraph',
    file: `${POLICY}/rights-of.ts`,
    text: "if (isOver) throw fault('BREAK_GLASS_REFUSED', { reason: 'its time is over' });",
    without: '',
    tests: GLASS,
  },
  {
    name: 'who may break glass, in a subgraph',
    file: `${POLICY}/rights-of.ts`,
    text: 'if (rule == null || !isNamed)',
    without: 'if (false)',
    tests: GLASS,
  },
  {
    name: 'no trail, no data',
    file: 'gateway/seen-recorder.ts',
    text: "throw fault('AUDIT_UNAVAILABLE', { seconds: RETRY_AFTER_S });",
    without: 'return undefined;',
    tests: ['tests/integration/audit.test.ts'],
  },
  {
    name: 'the file is as it was left',
    file: `${AUDIT}/day-files.ts`,
    text: 'if (!file.torn) throw new Error(`the trail of ${file.day} was written by another process`);',
    without: '',
    tests: TRAIL,
  },
  {
    name: 'a line follows from the one before',
    file: `${AUDIT}/verify.ts`,
    text: "if (!line.follows(before)) return 'it does not follow from the line before: one was changed';",
    without: '',
    tests: TRAIL,
  },
  {
    name: 'a trail does not end before what was noted of it',
    file: `${AUDIT}/verify.ts`,
    text: 'if (noted !== undefined && (last?.n ?? 0) < noted.line) {',
    without: 'if (false) {',
    tests: TRAIL,
  },
  {
    name: 'whose signature it is',
    file: `${AUDIT}/verify.ts`,
    text: 'if (key === undefined) return',
    without: 'if (key === undefined) return undefined;\n  if (false) return',
    tests: POSTGRES,
  },
  {
    name: 'what others have written follows',
    file: `${AUDIT}/postgres-store.ts`,
    text: 'if (!found || cutAt !== undefined) throw changed(known);',
    without: '',
    tests: POSTGRES,
  },
  {
    name: 'one gateway writes at a time',
    file: `${AUDIT}/postgres-store.ts`,
    text: "SELECT pg_advisory_xact_lock(hashtext('${TABLE}'), '${TABLE}'::regclass::oid::int)",
    without: 'SELECT 1',
    tests: POSTGRES,
  },
];
