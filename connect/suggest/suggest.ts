import { tableText } from '../../subgraphs/sources/database/absence.ts';
import { isNameable } from '../../subgraphs/sources/mapping/schema/names.ts';
import type { EntityShape } from '../../subgraphs/sources/model/entity.ts';
import { type DeletionEvidence, deletionEvidence } from '../evidence/deletion.ts';
import { type SecrecyEvidence, secrecyEvidence } from '../evidence/secrecy.ts';
import { type EncodingEvidence, encodingEvidence } from '../evidence/encodings.ts';
import { type HourEvidence, hourEvidence } from '../evidence/hours.ts';
import { findRelations, type Relation } from '../evidence/relations.ts';
import { tallyValues } from '../evidence/tally-values.ts';
import { tenantEvidence } from '../evidence/tenants.ts';
import { rootCandidates } from '../look/roots.ts';
import type { Concept } from '../names/lexicon.ts';
import { ENTITY_NAMES } from '../names/field-names.ts';
import { fitOf } from '../names/patterns.ts';
import { readName } from '../names/read-name.ts';
import { type Catalogue, readCatalogue, type Table, uniqueColumns } from '../reach/catalogue.ts';
import type { Reached } from '../reach/reach.ts';
import { type RawSample, sampleRaw } from '../reach/sample-raw.ts';
import type { Progress } from '../report/progress.ts';
import { counted } from '../report/text-table.ts';
import { plain } from '../report/values.ts';
import { CouldNotRun } from '../surroundings.ts';
import { chooseFields, type FieldChoice } from './choose-fields.ts';
import { withChosenRows } from './chosen-row.ts';
import { type Offices, officesOf } from './offices.ts';

/** What a database is to be connected as. */
export interface Wanted {
  readonly entities: Readonly<Record<string, EntityShape>>;
  readonly root: string;
  readonly called: string;
  /** The root's table, where its user says so. */
  readonly table?: string | undefined;
}

/** One table of a suggested mapping. */
export interface SuggestedTable {
  readonly entity: string;
  /** Where several tables hold one entity. */
  readonly name: string | null;
  readonly constants: Readonly<Record<string, string>>;
  readonly sample: RawSample;
  readonly said: readonly string[];
  readonly todo: readonly string[];
  readonly key: string | null;
  /** Of a child: the column that refers to its parent, and the parent's. */
  readonly parent: Relation | null;
  readonly deletions: readonly DeletionEvidence[];
  /** Of documents: what leaves out those that are secret. */
  readonly secrecy: readonly SecrecyEvidence[];
  readonly fields: readonly FieldChoice[];
  readonly children: readonly SuggestedTable[];
}

/** All that a database shows of a mapping. */
export interface Suggestion {
  readonly tables: readonly SuggestedTable[];
  readonly encoding: EncodingEvidence;
  readonly hours: HourEvidence | null;
  readonly tenants: readonly Offices[];
}

const AT_ONCE = 4;
/** Tables that are read beside the root's; a database of more is read as far as names promise something. */
const MOST_TABLES = 120;

/** Reads the catalogue and some rows of each table, and finds out what lies where. */
export async function suggest(
  reached: Reached,
  wanted: Wanted,
  progress: Progress,
): Promise<Suggestion> {
  const catalogue = await readCatalogue(reached, progress);
  const roots = rootsOf(catalogue, wanted);
  const samples = await sampleAll(reached, catalogue, roots, progress);
  const relations = findRelations(catalogue, samples);
  const used = new Set<RawSample>();
  const sampleOf = (table: Table): RawSample | undefined =>
    samples.find((one) => one.table === table);

  const tables = roots.flatMap(
    ({ table, said, todo, name, constants }): readonly SuggestedTable[] => {
      const sample = sampleOf(table);
      const shape = wanted.entities[wanted.root];
      if (sample === undefined || shape === undefined) return [];
      used.add(sample);
      return [
        suggestTable({
          entity: wanted.root,
          shape,
          sample,
          relations,
          samples,
          used,
          said,
          todo,
          name,
          constants,
        }),
      ];
    },
  );
  for (const [entity, shape] of Object.entries(wanted.entities)) {
    if (entity === wanted.root) continue;
    const found = secondary(entity, shape, samples, relations, used);
    if (found === null) continue;
    used.add(found);
    const said = [`its name says ${readName(found.table.name.table).words.join(' + ')}`];
    tables.push(
      suggestTable({
        entity,
        shape,
        sample: found,
        relations,
        samples,
        used,
        said,
        todo: [],
        name: null,
        constants: {},
      }),
    );
  }

  const [first] = tables;
  const received = first?.fields.find(
    ({ field }) => field === 'receivedAt' || field === 'arrivedAt' || field === 'issuedAt',
  );
  const withText = tables.flatMap(({ sample, children }) => [
    sample,
    ...children.map((one) => one.sample),
  ]);
  const taken = new Set(
    first?.fields.flatMap(({ chosen }) => chosen?.column.info.name ?? []) ?? [],
  );
  return {
    tables,
    encoding: encodingEvidence(withText.flatMap(({ columns }) => columns)),
    hours: received?.chosen == null ? null : hourEvidence(received.chosen.column),
    tenants: first === undefined ? [] : tenantsOf(first.sample, taken, relations),
  };
}

function tenantsOf(
  sample: RawSample,
  taken: ReadonlySet<string>,
  relations: readonly Relation[],
): readonly Offices[] {
  return tenantEvidence(sample, taken).flatMap((tenant) => {
    const column = sample.columns.find(({ info }) => info.name === tenant.column);
    if (column === undefined) return [];
    const relation = relations.find(
      ({ child, childColumn }) => child === sample && childColumn === tenant.column,
    );
    return [officesOf(tenant, column, relation ?? null, sample.whole)];
  });
}

interface Root {
  readonly table: Table;
  readonly name: string | null;
  readonly constants: Readonly<Record<string, string>>;
  readonly said: readonly string[];
  readonly todo: readonly string[];
}

/** A second table as good as this is one to choose between. */
const CLOSE = 0.92;
/** Documents that came and documents that went lie in tables of their own. */
const WAYS: readonly {
  readonly concept: Concept;
  readonly name: string;
  readonly direction: string;
}[] = [
  { concept: 'arrive', name: 'den', direction: 'INCOMING' },
  { concept: 'leave', name: 'di', direction: 'OUTGOING' },
  { concept: 'issue', name: 'di', direction: 'OUTGOING' },
];

function rootsOf(catalogue: Catalogue, { root, called, table: said }: Wanted): readonly Root[] {
  const one = (table: Table, reasons: readonly string[], todo: readonly string[] = []): Root => ({
    table,
    name: null,
    constants: {},
    said: reasons,
    todo,
  });
  if (said !== undefined) {
    const table = catalogue.tables.find(({ name }) => tableText(name) === said);
    if (table === undefined) throw new CouldNotRun(`The login sees no table “${said}”`);
    return [one(table, ['as you said'])];
  }
  const candidates = rootCandidates(root, catalogue);
  const [first, second] = candidates;
  if (first === undefined)
    throw new CouldNotRun(
      `No table looks like the ${called} — see “look”, and name it with --table`,
    );
  const ways =
    root !== 'document'
      ? []
      : candidates.flatMap(({ table, reasons, score }) => {
          const { concepts } = readName(table.name.table);
          const way = WAYS.find(({ concept }) => concepts.includes(concept));
          if (way === undefined || score < 0.6 * first.score) return [];
          return [
            { ...one(table, reasons), name: way.name, constants: { direction: way.direction } },
          ];
        });
  const distinct = ways.filter(
    ({ name }, index) => ways.findIndex((way) => way.name === name) === index,
  );
  if (distinct.length > 1) return distinct;
  const rival =
    second !== undefined && second.score > CLOSE * first.score && !isTwin(first.table, second.table)
      ? [`or is it ${tableText(second.table.name)}? ${second.reasons.join('; ')}`]
      : [];
  const twins = candidates
    .filter(({ table: other }) => other !== first.table && isTwin(first.table, other))
    .map(
      ({ table: other }) =>
        `${tableText(other.name)} has the same columns: are rows moved there? Then list both tables, each with a name`,
    );
  return [one(first.table, first.reasons, [...rival, ...twins])];
}

/** Whether nearly all columns of a table are those of another too. */
function isTwin({ columns }: Table, other: Table): boolean {
  const names = new Set(other.columns.map(({ name }) => name.toLowerCase()));
  return columns.filter(({ name }) => names.has(name.toLowerCase())).length > 0.8 * columns.length;
}

async function sampleAll(
  reached: Reached,
  { tables }: Catalogue,
  roots: readonly Root[],
  progress: Progress,
): Promise<readonly RawSample[]> {
  const first = roots.map(({ table }) => table);
  const rest = tables
    .filter((table) => !first.includes(table) && !table.view && table.rows !== 0)
    .sort((a, b) => promise(b) - promise(a));
  const chosen = [...first, ...rest].slice(0, MOST_TABLES);
  const samples: RawSample[] = [];
  const next = chosen.values();
  const work = async (): Promise<void> => {
    for (const table of next) {
      progress.say(`Reading ${tableText(table.name)}, ${samples.length + 1} of ${chosen.length}`);
      samples.push(await sampleRaw(reached, table));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // In an order that does not depend on which came first.
  return chosen.flatMap((table) => samples.filter((one) => one.table === table));
}

/** What a table's name lets hope. */
function promise({ name }: Table): number {
  const { concepts, understood } = readName(name.table);
  return concepts.includes('config') ? -1 : understood;
}

interface About {
  readonly entity: string;
  readonly shape: EntityShape;
  readonly sample: RawSample;
  readonly relations: readonly Relation[];
  readonly samples: readonly RawSample[];
  readonly used: Set<RawSample>;
  readonly said: readonly string[];
  readonly todo: readonly string[];
  readonly name: string | null;
  readonly constants: Readonly<Record<string, string>>;
}

function suggestTable(about: About): SuggestedTable {
  const { entity, shape, sample, relations, samples, used, said, todo, name, constants } = about;
  const names = ENTITY_NAMES[entity];
  const key = keyOf(sample);
  const secrecy = entity === 'document' ? secrecyEvidence(sample) : [];
  const fields =
    names === undefined
      ? []
      : withChosenRows(
          chooseFields(sample, without(shape, constants), names, relations),
          sample,
          shape,
          names,
          relations,
        );
  const children = Object.entries(shape.children).flatMap(
    ([child, its]): readonly SuggestedTable[] => {
      const found = childOf(`${entity}.${child}`, its, sample, samples, relations, used);
      if (found === null) return [];
      used.add(found.sample);
      return [found];
    },
  );
  return {
    entity,
    name,
    constants,
    sample,
    said,
    todo: [
      ...todo,
      ...rowsTodo(sample),
      ...keyTodo(sample, key),
      ...(entity === 'document' ? secrecyTodo(secrecy) : []),
    ],
    key,
    parent: null,
    deletions: deletionEvidence(sample),
    secrecy,
    fields,
    children,
  };
}

function without(shape: EntityShape, constants: Readonly<Record<string, string>>): EntityShape {
  const fields = Object.entries(shape.fields).filter(([field]) => !(field in constants));
  return { ...shape, fields: Object.fromEntries(fields) };
}

/** A key by an index; otherwise what is different in each row that was read. */
function keyOf({ table, columns, rows }: RawSample): string | null {
  const unique = uniqueColumns(table).filter(({ name }) => isNameable(name));
  const [indexed] = [...unique.filter(({ nullable }) => nullable !== true), ...unique];
  if (indexed !== undefined) return indexed.name;
  const counts = columns.filter((column) => {
    const { counts: its, empty } = tallyValues(column);
    return rows > 0 && empty === 0 && its.size === rows && column.info.kind !== 'moment';
  });
  const named = counts.filter(({ info }) =>
    readName(info.name).concepts.some(
      (one) => one === 'id' || one === 'code' || one === 'receiptNumber',
    ),
  );
  return (named[0] ?? counts[0])?.info.name ?? null;
}

/** What of a table could not be looked at. */
function rowsTodo({ table, trouble }: RawSample): readonly string[] {
  const unnameable = table.columns.flatMap(({ name }) => (isNameable(name) ? [] : [plain(name)]));
  return [
    ...(trouble === undefined ? [] : [`none of its rows could be read: ${trouble}`]),
    ...(unnameable.length === 0
      ? []
      : [
          `no mapping can name ${unnameable.join(', ')}: is it wanted? Then have a view give it another name`,
        ]),
  ];
}

/** Secret documents (Mật and above) are never read, and only the database tells which they are. */
function secrecyTodo(found: readonly SecrecyEvidence[]): readonly string[] {
  return found.length > 0
    ? found.map(
        ({ said }) =>
          `${said}; the “where:” below lets through what is surely open alone: add what else is`,
      )
    : [
        'no column tells which documents are secret (Mật): are there any? Then leave them out by “where:”',
      ];
}

function keyTodo({ table, rows, trouble }: RawSample, key: string | null): readonly string[] {
  if (key === null && trouble !== undefined) return [];
  if (key === null) return ['no column is different in each row: have a view make a key'];
  if (uniqueColumns(table).some(({ name }) => name === key)) return [];
  return [
    `${key} is different in all ${counted(rows)} rows that were read, but no unique index says so: is it the key?`,
  ];
}

/** The part of a child's fields that columns have to hold where the name of their table says nothing, and what that is worth. */
const MOST_HELD = 0.5;
const UNNAMED = 0.6;
/** Fits by name and fields under which a table is no child. */
const CHILD = 0.42;

/** The table that refers to the parent and is called as the child is. */
function childOf(
  entity: string,
  shape: EntityShape,
  parent: RawSample,
  samples: readonly RawSample[],
  relations: readonly Relation[],
  used: ReadonlySet<RawSample>,
): SuggestedTable | null {
  const names = ENTITY_NAMES[entity];
  if (names === undefined) return null;
  const candidates = relations
    .filter((one) => one.parent === parent && one.child !== parent && !used.has(one.child))
    .map((relation) => {
      const sample = relation.child;
      const reading = readName(sample.table.name.table);
      const named = fitOf(reading, names.table, names.about);
      const fields = chooseFields(
        sample,
        shape,
        names,
        relations,
        new Set([
          relation.childColumn,
          sample.table.columns[0]?.name === keyOf(sample) ? (keyOf(sample) ?? '') : '',
        ]),
      );
      const found = fields.filter(({ chosen, open }) => chosen !== null || open.length > 0).length;
      const held = fields.filter(({ chosen }) => chosen !== null).length;
      // Of a name that says nothing, the columns may.
      const byColumns = reading.understood === 0 && held >= MOST_HELD * fields.length ? UNNAMED : 0;
      const byName = Math.max(named, byColumns);
      const score = 0.65 * byName + 0.35 * (found / Math.max(1, fields.length));
      return { relation, sample, fields, score, reading, byName };
    })
    .filter(
      ({ score, byName, sample }) => score > CHILD && byName > 0.3 && samples.includes(sample),
    )
    .sort((a, b) => b.score - a.score || b.relation.sure - a.relation.sure);
  const [best, second] = candidates;
  if (best === undefined) return null;
  const rival =
    second !== undefined && second.sample !== best.sample && second.score > CLOSE * best.score
      ? [`or is it ${tableText(second.sample.table.name)}?`]
      : [];
  return {
    entity,
    name: null,
    constants: {},
    sample: best.sample,
    said: [
      best.reading.understood === 0
        ? `its columns say so; ${best.relation.said}`
        : `its name says ${best.reading.words.join(' + ')}; ${best.relation.said}`,
    ],
    todo: [...rival, ...rowsTodo(best.sample)],
    key: keyOf(best.sample),
    parent: best.relation,
    deletions: deletionEvidence(best.sample),
    secrecy: [],
    fields: best.fields,
    children: [],
  };
}

/** An entity beside the root's: called so, and with most of its fields. */
function secondary(
  entity: string,
  shape: EntityShape,
  samples: readonly RawSample[],
  relations: readonly Relation[],
  used: ReadonlySet<RawSample>,
): RawSample | null {
  const names = ENTITY_NAMES[entity];
  if (names === undefined) return null;
  const [best] = samples
    .filter((sample) => !used.has(sample) && sample.rows > 0)
    .map((sample) => {
      const byName = fitOf(readName(sample.table.name.table), names.table, names.about);
      const fields = chooseFields(sample, shape, names, relations);
      const found = fields.filter(({ chosen }) => chosen !== null).length / fields.length;
      return { sample, byName, score: 0.5 * byName + 0.5 * found };
    })
    .filter(({ byName, score }) => byName > 0.5 && score > 0.6)
    .sort((a, b) => b.score - a.score);
  return best?.sample ?? null;
}
