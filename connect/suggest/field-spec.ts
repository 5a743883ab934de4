import { codesOf, type FoundCode, labelsOf, officialCodes } from '../evidence/code-lists.ts';
import { htmlShare } from '../evidence/documents.ts';
import { PROCEDURE } from '../evidence/shapes.ts';
import { shareOf, tallyValues } from '../evidence/tally-values.ts';
import type { Relation } from '../evidence/relations.ts';
import { tableText } from '../../subgraphs/sources/database/absence.ts';
import type { FieldType } from '../../subgraphs/sources/model/entity.ts';
import { counted, share } from '../report/text-table.ts';
import { plain } from '../report/values.ts';
import { columnsOf, type FieldCandidate } from './choose-fields.ts';
import { type Flow, flow } from './yaml-flow.ts';

/** What a mapping says of a field that lies in a column. */
export interface FieldSpec {
  /** Null where somebody has to decide first. */
  readonly written: Flow | null;
  /** Codes for a list of their own. */
  readonly codes: readonly FoundCode[] | null;
  readonly said: readonly string[];
  /** What is left for the integrator. */
  readonly todo: readonly string[];
}

const NAMED = 8;

/** The mapping's words for a candidate. */
export function fieldSpec(field: string, type: FieldType, candidate: FieldCandidate): FieldSpec {
  const { column, relation, data, said, parts } = candidate;
  const { name, kind } = column.info;
  const plainSpec = (
    more: Readonly<Record<string, unknown>> = {},
    todo: readonly string[] = [],
  ): FieldSpec => ({
    written: flow(placed(candidate, more)),
    codes: null,
    said: [said],
    todo,
  });
  const openSpec = (todo: string, codes: readonly FoundCode[] | null = null): FieldSpec => ({
    written: null,
    codes,
    said: [said],
    todo: [todo],
  });

  switch (type.kind) {
    case 'moment': {
      const { days } = data;
      const formats = days?.formats ?? [];
      if (days?.doubtful === true)
        return openSpec(
          `${formats.join(', ')} reads ${name}, and with the month before the day it reads as much: say which it is`,
        );
      return plainSpec({
        ...(formats.length === 0 ? {} : { date: formats.length === 1 ? formats[0] : formats }),
        ...(days === undefined || days.none.length === 0 ? {} : { none: days.none }),
      });
    }
    case 'text':
    case 'list':
    case 'code':
      if (parts !== undefined)
        return {
          ...plainSpec(),
          written: flow({ column: columnsOf(candidate), separator: ' ' }),
        };
      if (relation !== null && data.through !== undefined && type.kind === 'text')
        return { ...plainSpec(), written: flow(`${joinName(relation)}.${data.through}`) };
      if (relation !== null && type.kind === 'text' && data.fit < 0.5)
        return openSpec(
          `${name} is a key of ${tableText(relation.parent.table.name)}: which of its columns says it? (joins: …)`,
        );
      if (type.kind === 'list') return plainSpec(separatorOf(column));
      return type.kind === 'text' ? shownText(column, plainSpec) : plainSpec();
    case 'identifier':
      return plainSpec(lengthsOf(field, column));
    case 'coded':
      return codedSpec(type.values, candidate);
    case 'reference':
      return referenceSpec(field, candidate);
    case 'integer':
    case 'decimal':
      return plainSpec(kind === 'text' ? { number: 'text' } : {});
    case 'money':
      return plainSpec(kind === 'text' ? { money: 'text' } : {});
    case 'flag':
      return flagSpec(candidate);
  }
}

type Column = FieldCandidate['column'];

/** Where a candidate lies, and what else is said of it: the column's name alone, where that is all. */
export function placed(
  candidate: FieldCandidate,
  more: Readonly<Record<string, unknown>> = {},
): unknown {
  const { inside } = candidate.column;
  const [column] = columnsOf(candidate);
  if (inside !== undefined) return { column, [inside.form]: inside.path, ...more };
  return Object.keys(more).length === 0 ? column : { column, ...more };
}

/** A smaller share of values with tags is met by chance. */
const SOME_HTML = 0.02;

/** Text as it is shown, where tags stand in it. */
function shownText(
  column: Column,
  specOf: (more?: Readonly<Record<string, unknown>>, todo?: readonly string[]) => FieldSpec,
): FieldSpec {
  const part = htmlShare(column);
  if (part === 0) return specOf();
  const said = `${share(part * 1_000, 1_000)} have tags of HTML`;
  if (part < SOME_HTML) return specOf({}, [`${said}: “html: true” would show them without`]);
  const spec = specOf({ html: true });
  return { ...spec, said: [...spec.said, said] };
}

function codedSpec(values: readonly string[], candidate: FieldCandidate): FieldSpec {
  const { column, relation, said } = candidate;
  const codes = codesOf(column, relation, values);
  const decided = codes.filter(({ value }) => value !== null);
  const open = codes.filter(({ value }) => value === null);
  const list = open
    .slice(0, NAMED)
    .map(
      ({ code, count, label }) =>
        `${plain(code)}${label === null ? '' : ` (${plain(label)})`} ×${counted(count)}`,
    );
  const more = open.length > NAMED ? ` and ${counted(open.length - NAMED)} more` : '';
  const todo =
    open.length === 0
      ? []
      : [`what do these codes mean: ${list.join(', ')}${more}? One of ${values.join(', ')}`];
  const from = relation === null ? [] : [`labels: ${relation.said}`];
  return {
    written: decided.length === 0 ? null : flow(placed(candidate, { codes: CODES })),
    codes: decided.length === 0 ? codes : decided,
    said: [said, ...from],
    todo,
  };
}

/** Stands for the list of codes until it is known where that lies. */
export const CODES = '\u0000codes';

function referenceSpec(field: string, candidate: FieldCandidate): FieldSpec {
  const { column, relation, said } = candidate;
  const { name } = column.info;
  const plainly = flow(placed(candidate));
  const tally = tallyValues(column);
  const base = { codes: null, said: [said] };
  if (field !== 'procedureCode') {
    const keys =
      relation === null
        ? []
        : [
            `${name} holds keys of ${tableText(relation.parent.table.name)}: list the code of each (codes: …), or join its code`,
          ];
    return { ...base, written: plainly, todo: keys };
  }
  const national = shareOf(tally, (value) => PROCEDURE.test(value));
  if (national > 0.8)
    return {
      ...base,
      said: [said, `${share(national * 1_000, 1_000)} are national codes`],
      written: plainly,
      todo: [],
    };
  const official = relation === null ? null : officialCodes(relation);
  const labels = relation === null ? new Map<string, string>() : labelsOf(relation);
  if (official !== null && official.size > 0) {
    const codes = [...official].map(([code, value]): FoundCode => ({
      code,
      value,
      count: tally.counts.get(code) ?? 0,
      label: labels.get(code) ?? null,
    }));
    const missing = [...tally.counts.keys()].filter((code) => !official.has(code));
    return {
      written: flow(placed(candidate, { codes: CODES })),
      codes,
      said: [said, `national codes: ${relation?.said ?? ''}`],
      todo:
        missing.length === 0
          ? []
          : [
              `no national code was found for ${missing
                .slice(0, NAMED)
                .map((one) => plain(one))
                .join(', ')}`,
            ],
    };
  }
  const met = [...tally.counts]
    .slice(0, NAMED)
    .map(
      ([code, count]) =>
        `${plain(code)}${labels.has(code) ? ` (${plain(labels.get(code) ?? '')})` : ''} ×${counted(count)}`,
    );
  const asked =
    met.length === 0
      ? 'no code was met: where these are the office’s own, list'
      : `these are the office’s own codes: ${met.join(', ')}. List`;
  return {
    ...base,
    written: plainly,
    todo: [`${asked} the national code of each (codes: …csv) so that procedures are found`],
  };
}

const LENGTHS: Readonly<Record<string, readonly number[]>> = {
  applicantIdNumber: [9, 12],
  applicantPhone: [10, 11],
};

/** Where nearly all numbers have the digits that such papers have, also without the zero that a number column drops. */
function lengthsOf(field: string, column: Column): Readonly<Record<string, unknown>> {
  const lengths = LENGTHS[field] ?? [];
  const met = lengths.filter(
    (length) =>
      shareOf(tallyValues(column), (value) => {
        const digits = value.replace(/\D/gu, '').length;
        return digits === length || (column.info.kind === 'number' && digits === length - 1);
      }) > 0.005,
  );
  const all = shareOf(tallyValues(column), (value) => {
    const digits = value.replace(/\D/gu, '').length;
    return met.includes(digits) || (column.info.kind === 'number' && met.includes(digits + 1));
  });
  return met.length > 0 && all > 0.97 ? { identifier: met } : {};
}

function separatorOf(column: Column): Readonly<Record<string, unknown>> {
  const tally = tallyValues(column);
  const separators = ['##', ';', '|', ','].map((list) => ({
    list,
    part: shareOf(tally, (value) => value.includes(list)),
  }));
  const found = separators.find(({ part }) => part > 0.05);
  return found === undefined || found.list === ';' ? {} : { list: found.list };
}

const YES = /^(?:1|true|t|y|yes|x|c|co|có|paid)$/iu;
const NO = /^(?:0|false|f|n|no|k|khong|không|unpaid)$/iu;

function flagSpec(candidate: FieldCandidate): FieldSpec {
  const { column, said } = candidate;
  const { counts, empty } = tallyValues(column);
  const values = [...counts.keys()];
  const yes = values.filter((value) => YES.test(value));
  const no = values.filter((value) => NO.test(value));
  const met = [...counts]
    .slice(0, NAMED)
    .map(([value, count]) => `${plain(value)} ×${counted(count)}`);
  if (yes.length + no.length < values.length || values.length === 0)
    return {
      written: null,
      codes: null,
      said: [said],
      todo: [`which of ${met.join(', ') || 'no values'} means yes?`],
    };
  const { kind } = column.info;
  const usual = values.every((value) => value === '0' || value === '1' || kind === 'boolean');
  if (usual && (no.length > 0 || empty === 0))
    return { written: flow(placed(candidate)), codes: null, said: [said], todo: [] };
  const flag = { true: yes.length === 0 ? ['1'] : yes, false: [...no, null] };
  const written = flow(placed(candidate, { flag }));
  return { written, codes: null, said: [said], todo: [] };
}

/** What a joined row is called: by the column that refers to it, without what says that it does. */
function joinName({ childColumn }: Relation): string {
  const bare = childColumn.replace(/_?(?:id|ID|Id)$/u, '').replace(/^(?:id|ID|Id)_?/u, '');
  return bare.replaceAll(/[^\p{L}\p{N}]+/gu, '_').toLowerCase() || 'other';
}

/** The `joins:` through which some candidates are read, by their names. */
export function joinsOf(candidates: readonly FieldCandidate[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    candidates.flatMap(({ relation, data, row }): readonly [string, unknown][] => {
      if (row !== undefined) {
        const { child, childColumn, parentColumn } = row.relation;
        const table = tableText(child.table.name);
        const order = row.order.length === 1 ? row.order[0] : row.order;
        return [[row.which, { table, on: { [childColumn]: parentColumn }, [row.which]: order }]];
      }
      if (relation === null || data.through === undefined) return [];
      const { parent, parentColumn, childColumn } = relation;
      const table = tableText(parent.table.name);
      return [[joinName(relation), { table, on: { [parentColumn]: childColumn } }]];
    }),
  );
}
