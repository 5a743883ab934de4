import type { TableName } from '../../subgraphs/sources/dialects/dialect.ts';
import { BESIDE, ENTITY_NAMES } from '../names/field-names.ts';
import { fitOf } from '../names/patterns.ts';
import { readName } from '../names/read-name.ts';
import { type Catalogue, type Table, uniqueColumns } from '../reach/catalogue.ts';

/** A table that may be an entity's, and why. */
export interface RootCandidate {
  readonly table: Table;
  /** From 0 to 1; of use only beside those of other tables. */
  readonly score: number;
  readonly reasons: readonly string[];
}

/** Fields without which a table is hardly the entity's, and how much each says. */
const TELLING: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  dossier: {
    code: 2,
    status: 2,
    receivedAt: 3,
    dueAt: 3,
    applicantName: 2,
    applicantIdNumber: 1,
    procedureCode: 2,
    subject: 1,
    finishedAt: 1,
    returnedAt: 1,
    channel: 1,
  },
  document: {
    notation: 3,
    subject: 3,
    issuedAt: 2,
    arrivedAt: 2,
    signerName: 2,
    issuerName: 2,
    kind: 1,
    urgency: 1,
    number: 1,
  },
  procedure: {
    code: 2,
    name: 3,
    fieldCode: 1,
    legalBases: 2,
    level: 1,
    results: 1,
    conditions: 1,
    applicants: 1,
  },
};

/** A field's name that fits less than that is taken for another's. */
const FITS = 0.6;

/** A table with less is no candidate. */
const PLAUSIBLE = 0.33;

/** Tables that may hold the rows of an entity, the likeliest first. */
export function rootCandidates(entity: string, catalogue: Catalogue): readonly RootCandidate[] {
  const names = ENTITY_NAMES[entity];
  const telling = TELLING[entity];
  if (names === undefined || telling === undefined) return [];
  const most = Object.values(telling).reduce((sum, weight) => sum + weight, 0);
  const largest = Math.max(1, ...catalogue.tables.map(({ rows }) => rows ?? 0));

  return catalogue.tables
    .map((table): RootCandidate => {
      const reading = readName(table.name.table);
      const byName = fitOf(reading, names.table, names.about);
      const met = Object.entries(telling).flatMap(([field, weight]) => {
        const wanted = names.fields[field] ?? [];
        const fits = table.columns.map((column) => ({
          column: column.name,
          fit: fitOf(readName(column.name), wanted, names.about),
        }));
        const best = fits.reduce((a, b) => (b.fit > a.fit ? b : a), { column: '', fit: 0 });
        return best.fit < FITS ? [] : [{ field, column: best.column, worth: weight * best.fit }];
      });
      const byFields = met.reduce((sum, { worth }) => sum + worth, 0) / most;
      const referring = referringTo(catalogue, table.name);
      const rows = table.rows ?? 0;
      const bySize = rows === 0 ? 0 : Math.log1p(rows) / Math.log1p(largest);
      const beside = reading.concepts.filter(
        (one) => BESIDE.includes(one) && !names.table.some(({ all }) => all.includes(one)),
      );
      const score =
        (0.35 * byName + 0.4 * byFields + 0.1 * bySize + 0.15 * Math.min(1, referring.length / 3)) *
        (beside.length > 0 ? 0.6 : 1) *
        (table.view ? 0.8 : 1) *
        (rows === 0 ? 0.5 : 1) *
        (uniqueColumns(table).length === 0 && !table.view ? 0.9 : 1);
      return {
        table,
        score,
        reasons: [
          ...(byName > 0.4 ? [`its name says ${reading.words.join(' + ')}`] : []),
          ...(met.length > 0
            ? [`it has ${met.map(({ field, column }) => `${field} (${column})`).join(', ')}`]
            : []),
          ...(referring.length > 0
            ? [`${referring.join(', ')} ${referring.length === 1 ? 'refers' : 'refer'} to it`]
            : []),
          ...(beside.length > 0 ? [`but its name also says ${beside.join(', ')}`] : []),
          ...(rows === 0 ? ['but it has no rows'] : []),
        ],
      };
    })
    .filter(({ score }) => score > PLAUSIBLE)
    .sort((a, b) => b.score - a.score);
}

/** Tables that declare a reference to it. */
function referringTo({ references }: Catalogue, { schema, table }: TableName): readonly string[] {
  const its = references.filter(
    ({ parent, child }) =>
      parent.table === table && parent.schema === schema && child.table !== table,
  );
  return [...new Set(its.map(({ child }) => child.table))];
}
