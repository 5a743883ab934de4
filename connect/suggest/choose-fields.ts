import type { EntityShape, FieldType } from '../../subgraphs/sources/model/entity.ts';
import { textOf } from '../../subgraphs/sources/codecs/index.ts';
import { documentEvidence } from '../evidence/documents.ts';
import type { Relation } from '../evidence/relations.ts';
import type { EntityNames } from '../names/field-names.ts';
import { fitOf } from '../names/patterns.ts';
import { readName, readPath } from '../names/read-name.ts';
import type { ColumnSample, DocumentPlace, RawSample } from '../reach/sample-raw.ts';
import { type DataFit, dataFit } from './field-fit.ts';
import { type NameInParts, nameInParts } from './name-in-parts.ts';

/** The first or last of several rows of another table: which rows belong to ours, and what orders them, a key of theirs at the end. */
export interface ChosenRow {
  readonly which: 'first' | 'last';
  readonly relation: Relation;
  readonly order: readonly unknown[];
  /** The order is that in which the rows came about: by a time that tells them apart, or by a key that is counted up. */
  readonly isInTime: boolean;
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
  readonly row?: ChosenRow;
}

/** What the mapping calls the columns of a candidate; a join of a first or last row is called so. */
export function columnsOf({ column, parts, row }: FieldCandidate): readonly string[] {
  return (parts ?? [column]).map(({ info, inside }) => {
    const name = inside?.column ?? info.name;
    return row === undefined ? name : `${row.which}.${name}`;
  });
}

/** What a candidate is called in a sentence: `HoLot + Ten`, `last.TinhTrang`, `ToKhai $.nguoiNop.hoTen`. */
export function calledBy(candidate: FieldCandidate): string {
  const { inside } = candidate.column;
  const columns = columnsOf(candidate).join(' + ');
  return inside === undefined ? columns : `${columns} ${inside.path}`;
}

/** What was found for one field: a column that is believed, or those between which somebody has to choose. */
export interface FieldChoice {
  readonly field: string;
  readonly type: FieldType;
  readonly chosen: FieldCandidate | null;
  readonly open: readonly FieldCandidate[];
}

/** Less is not believed. */
export const BELIEVED = 0.55;
/** The score of what is worth a line, and not believed. */
const UNSURE = 0.54;
/** Less is not worth a line. */
const WORTH = 0.3;
/** Two columns nearer than this are left open. */
export const MARGIN = 0.07;
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
  const columns = columnsIn(sample);
  const all = Object.entries(shape.fields).flatMap(([field, type]) =>
    columns
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
    const rival = free.find((one) => one !== best && !(best !== null && isCopy(one, best)));
    const close = best !== null && rival !== undefined && best.score - rival.score < MARGIN;
    return best !== null && !close && !(field === IN_PARTS && inParts)
      ? { field, type, chosen: best, open: [] }
      : { field, type, chosen: null, open: free.slice(0, SHOWN) };
  });
}

/** The columns of a table that hold values of their own, and the places in documents of the others. */
function columnsIn(sample: RawSample): readonly ColumnSample[] {
  const documents = documentEvidence(sample);
  const holders = documents.map(({ column }) => column);
  return [
    ...sample.columns.filter((column) => !holders.includes(column)),
    ...documents.flatMap(({ places }) => places),
  ];
}

/** Of documents that are not nearly all values of a column, no place is believed. */
const NEARLY_ALL = 0.95;

/** Whether a place in documents says only again what the column has. */
function isCopy(one: FieldCandidate, best: FieldCandidate): boolean {
  if (one.column.inside === undefined) return false;
  return one.column.values.every(
    (raw, row) => raw === null || textOf(raw).trim() === textOf(best.column.values[row]).trim(),
  );
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
  const { info, inside } = column;
  const { name } = info;
  const readings = inside === undefined ? [readName(name)] : readPath(namesOf(inside));
  const wanted = names.fields[field] ?? [];
  const fits = readings.map((reading) => ({
    reading,
    fit: fitOf(reading, wanted, names.about),
  }));
  const { reading, fit: byName } = fits.reduce((a, b) => (b.fit > a.fit ? b : a));
  if (byName < WORTH) return null;
  const relation =
    relations.find((one) => one.child === sample && one.childColumn === name) ?? null;
  const data = dataFit(field, type, column, relation);
  const holder = documentEvidence(sample).find(({ places }) => places.includes(column));
  const fit = byName * data.fit;
  const score = (holder?.part ?? 1) < NEARLY_ALL ? Math.min(fit, UNSURE) : fit;
  if (score < WORTH) return null;
  const words = `${name} says ${reading.words.join(' + ')}${reading.abbreviated ? ', abbreviated' : ''}`;
  return {
    column,
    relation,
    data,
    score,
    said: [words, data.said, holder?.said ?? ''].filter((part) => part !== '').join('; '),
  };
}

/** The names that lead to a place in documents, the column's first. */
function namesOf({ column, path }: DocumentPlace): readonly string[] {
  return [column, ...path.split(/[.$/@]+/u).filter((name) => name !== '')];
}
