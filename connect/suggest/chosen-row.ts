import { tableText } from '../../subgraphs/sources/database/absence.ts';
import { dateCodec, textOf } from '../../subgraphs/sources/codecs/index.ts';
import type { EntityShape, FieldType } from '../../subgraphs/sources/model/entity.ts';
import { momentKey } from '../../subgraphs/sources/model/moment.ts';
import { codesOf } from '../evidence/code-lists.ts';
import { meaningOf } from '../evidence/meanings.ts';
import type { Relation } from '../evidence/relations.ts';
import { type EntityNames, ENTITY_NAMES } from '../names/field-names.ts';
import { readName } from '../names/read-name.ts';
import { shareOf, tallyValues } from '../evidence/tally-values.ts';
import { uniqueColumns } from '../reach/catalogue.ts';
import type { ColumnSample, RawSample } from '../reach/sample-raw.ts';
import { share } from '../report/text-table.ts';
import {
  BELIEVED,
  chooseFields,
  type ChosenRow,
  type FieldCandidate,
  type FieldChoice,
  MARGIN,
  SHOWN,
} from './choose-fields.ts';

/** How a log of a dossier's steps is called. */
const STEPS = 'dossier.steps';

/** A table that refers to ours, whose rows are many to one of ours and tell of its way. */
interface Log {
  readonly relation: Relation;
  readonly sample: RawSample;
  readonly key: ColumnSample;
  /** When its rows came about, where the database sorts by that as it is kept. */
  readonly time: SortedTime | null;
  readonly order: ChosenRow['order'];
  readonly isInTime: boolean;
  /** What its columns are, of a step's fields. */
  readonly found: Readonly<Record<string, FieldCandidate>>;
}

/** A column of time, and what a mapping writes to sort by it. */
interface SortedTime {
  readonly candidate: FieldCandidate;
  readonly written: unknown;
}

/**
 * The choices with what no column of the table says out of the first or the last row of a log: the state and who has it now of
 * the last, and when it came of the first, where the rows say that they tell of that.
 */
export function withChosenRows(
  choices: readonly FieldChoice[],
  sample: RawSample,
  { children }: EntityShape,
  names: EntityNames,
  relations: readonly Relation[],
): readonly FieldChoice[] {
  const steps = children['steps'];
  if (steps === undefined) return choices;
  const logs = relations
    .filter(({ parent, child }) => parent === sample && child !== sample && child.rows > 0)
    .flatMap((relation) => logOf(relation, steps, relations) ?? []);
  const state = choices.find(({ field }) => field === 'status');
  const told =
    state && isFree(state) ? onlyOf(state, lastStates(logs, state.type, names, relations)) : state;
  const log = told?.chosen?.row?.relation;
  return choices.map((choice) => {
    if (choice === state) return told ?? choice;
    if (choice.field === 'receivedAt') return received(choice, logs, relations);
    if (choice.field !== 'currentAssignee' || !isFree(choice)) return choice;
    // Who did the last step need not be who has the dossier now. One name is one join: that of the state, where there is one.
    const its = logs.filter(({ relation }) => log === undefined || relation === log);
    return { ...choice, open: lastOf(its, 'assignee').slice(0, SHOWN) };
  });
}

function isFree({ chosen, open }: FieldChoice): boolean {
  return chosen === null && open.length === 0;
}

function logOf(relation: Relation, steps: EntityShape, relations: readonly Relation[]): Log | null {
  const { child: sample } = relation;
  const [key] = uniqueColumns(sample.table);
  const names = ENTITY_NAMES[STEPS];
  if (key === undefined || names === undefined) return null;
  const taken = new Set([relation.childColumn, key.name]);
  const choices = chooseFields(sample, steps, names, relations, taken);
  const found = Object.fromEntries(
    choices.flatMap(({ field, chosen }) => (chosen === null ? [] : [[field, chosen]])),
  );
  const own = sample.columns.find(({ info }) => info.name === key.name);
  if (own === undefined) return null;
  const time = found['startedAt'] === undefined ? null : sortedTime(found['startedAt']);
  const isInTime = isCounted(own) || (time !== null && hasClock(time.candidate));
  const order = [...(time === null ? [] : [time.written]), key.name];
  return { relation, sample, key: own, time, order, isInTime, found };
}

/** A key that grows from row to row; of GUIDs and of texts nobody knows which came first. */
function isCounted(key: ColumnSample): boolean {
  return (
    key.info.kind === 'number' && shareOf(tallyValues(key), (value) => /^\d+$/u.test(value)) === 1
  );
}

/** Null where the database makes no order of it, or nobody knows yet how it is read. */
function sortedTime(candidate: FieldCandidate): SortedTime | null {
  const { info, inside } = candidate.column;
  const { formats = null, none = [], doubtful = false } = candidate.data.days ?? {};
  // Rows are not told apart by what stands in documents.
  if (doubtful || inside !== undefined) return null;
  // Numbers of days sort as they stand, but for those that mean none.
  if (formats === null || (info.kind === 'number' && none.length === 0))
    return { candidate, written: info.name };
  const fit = dateCodec({ format: formats }).fit?.([{ ...info, strict: false }]);
  if (fit === undefined || 'mend' in fit || fit.ordering === undefined) return null;
  const date = formats.length === 1 ? formats[0] : formats;
  return { candidate, written: { column: info.name, date } };
}

/** Whether most moments have a time of day: by days alone several steps of a dossier are the same. */
function hasClock(candidate: FieldCandidate): boolean {
  const moments = [...candidate.column.values.keys()].flatMap(
    (row) => momentIn(candidate, row) ?? [],
  );
  const timed = moments.filter((moment) => !moment.startsWith('00:00:00', 11));
  return timed.length > moments.length / 2;
}

/** What is believed where there is but one and its row is surely the one that is meant, and otherwise open. */
function onlyOf(choice: FieldChoice, found: readonly FieldCandidate[]): FieldChoice {
  const [only] = found;
  return only?.row?.isInTime === true && found.length === 1
    ? { ...choice, chosen: only }
    : { ...choice, open: found.slice(0, SHOWN) };
}

function ofRow(
  { relation, order, isInTime }: Log,
  which: ChosenRow['which'],
  candidate: FieldCandidate,
  more = '',
): FieldCandidate {
  const doubt = isInTime ? '' : ', and nothing sorts its rows by time';
  const said = `${candidate.said}; the ${which} row of ${tableText(relation.child.table.name)} says it${more}${doubt}`;
  return { ...candidate, said, row: { which, relation, order, isInTime } };
}

function lastOf(logs: readonly Log[], field: string): readonly FieldCandidate[] {
  return logs.flatMap((log) => {
    const candidate = log.found[field];
    return candidate === undefined ? [] : [ofRow(log, 'last', candidate)];
  });
}

/** The state of the last row, by the names that the dossier's own state has. */
function lastStates(
  logs: readonly Log[],
  type: FieldType,
  names: EntityNames,
  relations: readonly Relation[],
): readonly FieldCandidate[] {
  return logs.flatMap((log) => {
    const { relation, sample } = log;
    const taken = new Set([relation.childColumn, uniqueColumns(sample.table)[0]?.name ?? '']);
    const [state] = chooseFields(
      sample,
      { fields: { status: type }, children: {} },
      { ...names, fields: { status: names.fields['status'] ?? [] } },
      relations,
      taken,
    );
    return state?.chosen == null ? [] : [ofRow(log, 'last', state.chosen)];
  });
}

/** Of first rows that say so much, the moment is that of receipt. */
const TELLING = 0.8;
const RECEIPT: readonly string[] = ['RECEIVED', 'REGISTERED'];

/** When the dossier came: a column that says so goes before all; of others, the first row that tells of receipt is a rival. */
function received(
  choice: FieldChoice,
  logs: readonly Log[],
  relations: readonly Relation[],
): FieldChoice {
  const { chosen, open } = choice;
  const own = [...(chosen === null ? [] : [chosen]), ...open];
  if (own.some(({ column }) => readName(column.info.name).concepts.includes('receive')))
    return choice;
  const first = logs.flatMap((log): readonly FieldCandidate[] => {
    const { startedAt } = log.found;
    const receipt = receiptOf(log, relations);
    if (startedAt === undefined || receipt === null) return [];
    const { part, said } = receipt;
    // A moment is no less what it is for standing in a log.
    const score = startedAt.data.fit * part;
    return [{ ...ofRow(log, 'first', startedAt, `, ${said}`), score }];
  });
  if (first.length === 0) return choice;
  const [best, ...rivals] = [...first, ...own].sort((a, b) => b.score - a.score);
  const [rival] = rivals;
  if (best === undefined) return choice;
  const isSure =
    best.score >= BELIEVED &&
    best.row?.isInTime !== false &&
    !(rival && best.score - rival.score < MARGIN);
  return isSure
    ? { ...choice, chosen: best, open: [] }
    : { ...choice, chosen: null, open: [best, ...rivals].slice(0, SHOWN) };
}

/** Of how many first rows the state or the step is that of receipt; null where too few say so. */
function receiptOf(
  log: Log,
  relations: readonly Relation[],
): { readonly part: number; readonly said: string } | null {
  const { status, name } = log.found;
  const rows = firstRows(log);
  const told = [status, name].flatMap((candidate) => {
    if (candidate === undefined) return [];
    const { column } = candidate;
    const relation =
      relations.find(
        ({ child, childColumn }) => child === log.sample && childColumn === column.info.name,
      ) ?? null;
    const meant = new Map(
      codesOf(column, relation, STATES).map(({ code, value }) => [code, value]),
    );
    const telling = rows.filter((row) => {
      const code = textOf(column.values[row]).trim();
      return RECEIPT.includes(meant.get(code) ?? meaningOf(code, STATES) ?? '');
    });
    const part = rows.length === 0 ? 0 : telling.length / rows.length;
    return [
      {
        part,
        said: `of which ${share(telling.length, rows.length)} tell of receipt in ${column.info.name}`,
      },
    ];
  });
  const [best] = told.sort((a, b) => b.part - a.part);
  return best === undefined || best.part < TELLING ? null : best;
}

/** What states and steps are told apart by, of those that a label may mean. */
const STATES: readonly string[] = [
  ...['REGISTERED', 'RECEIVED', 'REJECTED_AT_INTAKE', 'PROCESSING', 'AWAITING_SUPPLEMENT'],
  ...['AWAITING_PAYMENT', 'WITHDRAWN', 'STOPPED', 'RESULT_READY', 'RETURNED'],
];

/**
 * The first row of each dossier in the order that a mapping has it in, of the rows that were read from the table's beginning:
 * there none is left out before it.
 */
function firstRows({ relation, sample, key, time }: Log): readonly number[] {
  const parents = sample.columns.find(({ info }) => info.name === relation.childColumn);
  const read = sample.whole ? sample.rows : Math.floor(sample.rows / 2);
  const first = new Map<string, RowInOrder>();
  for (let row = 0; row < read; row += 1) {
    const parent = textOf(parents?.values[row]).trim();
    if (parent === '') continue;
    const at = time === null ? null : momentIn(time.candidate, row);
    const one = { row, at, key: Number(textOf(key.values[row])) };
    const before = first.get(parent);
    if (before === undefined || isBefore(one, before)) first.set(parent, one);
  }
  return [...first.values()].map(({ row }) => row);
}

interface RowInOrder {
  readonly row: number;
  readonly at: string | null;
  /** NaN where it is none that is counted. */
  readonly key: number;
}

/** Rows without a time come last. */
function isBefore(one: RowInOrder, other: RowInOrder): boolean {
  if (one.at === other.at) return one.key < other.key;
  return one.at !== null && (other.at === null || one.at < other.at);
}

/** The moment that a row has in the column, as text that sorts. */
function momentIn({ column, data }: FieldCandidate, row: number): string | null {
  const format = data.days?.formats ?? 'native';
  const { value } = dateCodec({ format }).decode([column.values[row] ?? null]);
  return value === null ? null : momentKey(value);
}
