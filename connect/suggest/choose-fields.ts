import type { EntityShape, FieldType } from '../../subgraphs/sources/model/entity.ts';
import type { Relation } from '../evidence/relations.ts';
import type { EntityNames } from '../names/field-names.ts';
import { fitOf } from '../names/patterns.ts';
import { readName } from '../names/read-name.ts';
import type { ColumnSample, RawSample } from '../reach/sample-raw.ts';
import { type DataFit, dataFit } from './field-fit.ts';
import { type NameInParts, nameInParts } from './name-in-parts.ts';

/** The last of several rows of another table: which rows belong to ours, and what orders them, a key of theirs at the end. */
interface LastRow {
  readonly relation: Relation;
  readonly order: readonly unknown[];
}

/** A column that may be a field's. */
export interface FieldCandidate {
  readonly column: ColumnSample;
  readonly relation: Relation | null;
  readonly data: DataFit;
  readonly score: number;
  /** Why, for a comment. */
  readonly said: string;
  /** All of its columns, in their order, where one alone does not say it. */
  readonly parts?: readonly ColumnSample[];
  /** Of which row of another table it is, where it is not of the row itself. */
  readonly last?: LastRow;
}

/** What the mapping calls the columns of a candidate. */
export function columnsOf({ column, parts, last }: FieldCandidate): readonly string[] {
  return (parts ?? [column]).map(({ info }) =>
    last === undefined ? info.name : `${LAST}.${info.name}`,
  );
}

/** The name of the join of a last row. */
export const LAST = 'last';

/** What was found for one field: a column that is believed, or those between which somebody has to choose. */
export interface FieldChoice {
  readonly field: string;
  readonly type: FieldType;
  readonly chosen: FieldCandidate | null;
  readonly open: readonly FieldCandidate[];
}

/** Less is not believed. */
const BELIEVED = 0.55;
/** Less is not worth a line. */
const WORTH = 0.3;
/** Two columns nearer than this are left open. */
const MARGIN = 0.07;
/** The field that may stand in several columns. */
const IN_PARTS = 'applicantName';
/** Candidates between which somebody may choose. */
export const SHOWN = 4;

/** The column of each field of an entity, each column for one field; by names and by values together. */
export function chooseFields(
  sample: RawSample,
  shape: EntityShape,
  names: EntityNames,
  relations: readonly Relation[],
  taken: ReadonlySet<string> = new Set(),
): readonly FieldChoice[] {
  const all = Object.entries(shape.fields).flatMap(([field, type]) =>
    sample.columns
      .filter(({ info }) => !taken.has(info.name))
      .flatMap((column) => {
        const candidate = candidateOf(field, type, column, sample, names, relations);
        return candidate === null ? [] : [{ field, type, candidate }];
      }),
  );
  const whole = shape.fields[IN_PARTS] === undefined ? null : nameInParts(sample);
  const ranked = [...all].sort((a, b) => b.candidate.score - a.candidate.score);
  const columnsTaken = new Set(whole?.columns.map(({ info }) => info.name) ?? []);
  const chosen = new Map<string, FieldCandidate>();
  for (const { field, candidate } of ranked) {
    const { name } = candidate.column.info;
    if (candidate.score < BELIEVED || chosen.has(field) || columnsTaken.has(name)) continue;
    chosen.set(field, candidate);
    columnsTaken.add(name);
  }
  // A first name and a last name are one name; whose a whole name beside them is, nobody knows.
  const inParts = sample.columns.some(({ info }) =>
    readName(info.name).concepts.includes('partOfName'),
  );
  return Object.entries(shape.fields).map(([field, type]) => {
    const own = ranked.filter((one) => one.field === field).map(({ candidate }) => candidate);
    const best = chosen.get(field) ?? null;
    const free = own.filter((one) => one === best || !columnsTaken.has(one.column.info.name));
    if (field === IN_PARTS && whole !== null) return composedChoice(field, type, whole, free);
    const rival = free.find((one) => one !== best);
    const close = best !== null && rival !== undefined && best.score - rival.score < MARGIN;
    return best !== null && !close && !(field === IN_PARTS && inParts)
      ? { field, type, chosen: best, open: [] }
      : { field, type, chosen: null, open: free.slice(0, SHOWN) };
  });
}

/** A name that stands in parts is believed where no whole one stands beside it. */
function composedChoice(
  field: string,
  type: FieldType,
  { columns, said }: NameInParts,
  others: readonly FieldCandidate[],
): FieldChoice {
  const [first] = columns;
  if (first === undefined) return { field, type, chosen: null, open: others.slice(0, SHOWN) };
  const composed: FieldCandidate = {
    column: first,
    relation: null,
    data: { fit: 1, said: '' },
    score: 1,
    said,
    parts: columns,
  };
  return others.some(({ score }) => score >= BELIEVED)
    ? { field, type, chosen: null, open: [composed, ...others].slice(0, SHOWN) }
    : { field, type, chosen: composed, open: [] };
}

function candidateOf(
  field: string,
  type: FieldType,
  column: ColumnSample,
  sample: RawSample,
  names: EntityNames,
  relations: readonly Relation[],
): FieldCandidate | null {
  const { name } = column.info;
  const reading = readName(name);
  const byName = fitOf(reading, names.fields[field] ?? [], names.about);
  if (byName < WORTH) return null;
  const relation =
    relations.find((one) => one.child === sample && one.childColumn === name) ?? null;
  const data = dataFit(field, type, column, relation);
  const score = byName * data.fit;
  if (score < WORTH) return null;
  const words = `${name} says ${reading.words.join(' + ')}${reading.abbreviated ? ', abbreviated' : ''}`;
  return {
    column,
    relation,
    data,
    score,
    said: data.said === '' ? words : `${words}; ${data.said}`,
  };
}
