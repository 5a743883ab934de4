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

const MATRIX = ['tests/integration/access/policy-matrix.test.ts'];
const RULES = ['tests/integration/access/policy-rules.test.ts'];
const GROUPS = ['tests/unit/sources/policy/small-groups.test.ts'];
const WAYS = ['tests/integration/access/policy-ways.test.ts'];
const GLASS = ['tests/integration/access/break-glass.test.ts'];
const ASKING = ['tests/integration/access/asking.test.ts'];
const MASKED = ['tests/integration/access/masked-in-the-trail.test.ts'];
const TRAIL = ['tests/unit/gateway/audit/trail.test.ts'];
const POSTGRES = ['tests/integration/access/audit-postgres.test.ts'];

const POLICY = 'subgraphs/sources/policy';
const BUDGETS = 'gateway/asking/budgets.ts';
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
    name: 'masks that the trail is told of',
    file: `${POLICY}/masked-fields.ts`,
    text: 'rights.of(entity)?.masks.has(field) === true',
    without: 'rights.of(entity) !== null',
    tests: MASKED,
  },
  {
    name: 'classes of which something was plain',
    file: 'gateway/engine/seen/sight.ts',
    text: '!masks.has(coordinate)',
    without: 'masks.size === 0',
    tests: MASKED,
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
    tests: ['tests/unit/sources/policy/admission.test.ts'],
  },
  {
    name: 'entities of no role',
    file: `${POLICY}/admission.ts`,
    text: "if (own === null) throw fault('FORBIDDEN_ENTITY', { entity });",
    without: 'if (own === null) return;',
    tests: MATRIX,
  },
  {
    name: 'rows that are only counted',
    file: `${POLICY}/admission.ts`,
    text: "if (least !== null) throw fault('FORBIDDEN_ROWS', { entity, least });",
    without: '',
    tests: MATRIX,
  },
  {
    name: 'what stood there before a repair',
    file: `${COMPILER}/row-plan.ts`,
    text: 'raw: unsaid.has(field) ? null : stood',
    without: 'raw: stood',
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
    text: 'return { withheld: true, ...withoutFields(row, withheld.fields) };',
    without: 'return { withheld: true, ...row };',
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
    text: '({ group, count }) => count < least ||',
    without: '({ group }) =>',
    tests: GROUPS,
  },
  {
    name: 'groups that would give small ones back',
    file: `${POLICY}/small-groups.ts`,
    text: 'for (const { behind } of sums) keepMore(behind, kept, least);',
    without: '',
    tests: GROUPS,
  },
  {
    name: 'groups that several sums would give back',
    file: `${POLICY}/small-groups.ts`,
    text: 'if (!anyway.has(cell)) keepBeside(cell, narrow, kept, more);',
    without: 'if (false) keepBeside(cell, narrow, kept, more);',
    tests: GROUPS,
  },
  {
    name: 'procedures that their field would give back',
    file: 'subgraphs/onestop/statistics/dossier-statistics.ts',
    text: "keepsSmallGroups && groupBy.includes('PROCEDURE')",
    without: 'false && keepsSmallGroups',
    tests: RULES,
  },
  {
    name: 'the field of a procedure in capitals and in small letters',
    file: 'subgraphs/onestop/statistics/measures.ts',
    text: 'procedureField && printedKey(procedureField)',
    without: 'procedureField',
    tests: RULES,
  },
  {
    name: 'the level of an office',
    file: 'subgraphs/onestop/statistics/office-levels.ts',
    text: "by === 'OFFICE' && key !== null ? [key, levels.get(key) ?? null] : levelsOf(by, key)",
    without: 'levelsOf(by, key)',
    tests: RULES,
  },
  {
    name: 'groups in another order',
    file: 'subgraphs/sources/statistics/count-groups.ts',
    text: '.sort(([, one], [, other]) => (one < other ? -1 : 1))',
    without: '',
    tests: RULES,
  },
  {
    name: 'how many groups a source has',
    file: 'subgraphs/sources/statistics/count-groups.ts',
    text: 'least === null ? answers : answers.map((answer) => ({ ...answer, rows: 0 }))',
    without: 'answers',
    tests: RULES,
  },
  {
    name: 'what names one row, where rows are counted',
    file: `${POLICY}/rights.ts`,
    text: "names === true && rule.groups != null ? 'deny' : usual",
    without: 'usual',
    tests: RULES,
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
    text: "if (rights !== null && opened === null) throw fault('FORBIDDEN_ENTITY', { entity: what });",
    without: '',
    tests: WAYS,
  },
  {
    name: 'a receipt tells no sensitive procedure',
    file: 'subgraphs/sources/policy/rights-of.ts',
    text: '...(!showsProcedures && { procedure: NEVER }),',
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
    text: '      subject,\n      requiredClaims:',
    without: '      requiredClaims:',
    tests: GLASS,
  },
  {
    name: 'when broken glass ends, in a subgraph',
    file: `${POLICY}/rights-of.ts`,
    text: "if (isOver) throw fault('BREAK_GLASS_REFUSED', { reason: reasonOf('GLASS_OVER') });",
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
    name: 'how often glass is broken',
    file: 'gateway/access/break-glass/break-glass.ts',
    text: '    count(exchange);\n',
    without: '',
    tests: ASKING,
  },
  {
    name: 'no trail, no data',
    file: 'gateway/executors/seen-recorder.ts',
    text: "throw fault('AUDIT_UNAVAILABLE', { seconds: RETRY_AFTER_S });",
    without: 'return undefined;',
    tests: ['tests/integration/access/audit.test.ts'],
  },
  {
    name: 'how often one asks',
    file: BUDGETS,
    text: "if (seconds > 0) throw fault('RATE_LIMITED', { most, seconds });",
    without: '',
    tests: ASKING,
  },
  {
    name: 'what is asked within a minute',
    file: BUDGETS,
    text: "if (seconds > 0) throw fault('COST_BUDGET_SPENT', { most, seconds });",
    without: '',
    tests: ASKING,
  },
  {
    name: 'how many records are shown',
    file: BUDGETS,
    text: 'if (records.seconds > 0) {',
    without: 'if (false) {',
    tests: ASKING,
  },
  {
    name: 'of how many persons',
    file: BUDGETS,
    text: 'if (people.seconds > 0) {',
    without: 'if (false) {',
    tests: ASKING,
  },
  {
    name: 'what is beyond is not sent',
    file: 'gateway/executors/compiled/engine-requests.ts',
    text: 'if (beyond !== undefined) throw beyond;',
    without: '',
    tests: ASKING,
  },
  {
    name: 'readers who were stopped',
    file: 'gateway/executors/compiled/engine-requests.ts',
    text: 'budgets.stopped(asker);',
    without: '',
    tests: ASKING,
  },
  {
    name: 'who is told of readers who were stopped',
    file: BUDGETS,
    text: 'if (first) onFirst({ code, role, most });',
    without: '',
    tests: ASKING,
  },
  {
    name: 'each counts for itself',
    file: 'service/access/asker.ts',
    text: "identity.kind === 'anonymous' ? `from ${client}` : identity.subject",
    without: '`from ${client}`',
    tests: ASKING,
  },
  {
    name: 'documents that are not listed',
    file: 'gateway/asking/admit-documents.ts',
    text: "if (!isNothing(id) || (!mayOthers && documents.mode === 'enforce')) {",
    without: 'if (!isNothing(id)) {',
    tests: ASKING,
  },
  {
    name: 'ids that nobody has listed',
    file: 'gateway/asking/admit-documents.ts',
    text: "if (!isNothing(id) || (!mayOthers && documents.mode === 'enforce')) {",
    without: "if (!mayOthers && documents.mode === 'enforce') {",
    tests: ['tests/unit/gateway/asking/documents.test.ts'],
  },
  {
    name: 'the schema',
    file: 'gateway/asking/check-asked.ts',
    text: "return asks ? fault('FORBIDDEN_SCHEMA') : undefined;",
    without: 'return undefined;',
    tests: ASKING,
  },
  {
    name: 'what was plain and what was masked, in a line',
    file: 'gateway/executors/seen-recorder.ts',
    text: 'masked: [...seen.masked],',
    without: 'masked: [...seen.classes],',
    tests: MASKED,
  },
  {
    name: 'what is written is durable',
    file: `${AUDIT}/day-files.ts`,
    text: 'constants.O_RDWR | writeThrough',
    without: 'constants.O_RDWR',
    tests: TRAIL,
  },
  {
    name: 'what is written is durable, where the system has no flag for it',
    file: `${AUDIT}/day-files.ts`,
    text: 'if (writeThrough === 0) await file.handle.datasync();',
    without: '',
    tests: TRAIL,
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
