import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, getVariableValues, Kind, parse, validate } from 'graphql';
import { readAddress, REPORT_ROWS } from '../../../gateway/statistics-page/browser/address.ts';
import type {
  SourceAnswer,
  Statistics,
} from '../../../gateway/statistics-page/browser/asking/answer.ts';
import { operationOf } from '../../../gateway/statistics-page/browser/asking/ask.ts';
import { lackingIn, lastDayOf } from '../../../gateway/statistics-page/browser/asking/sources.ts';
import { PARTS } from '../../../gateway/statistics-page/browser/parts/all.ts';
import { byOffice } from '../../../gateway/statistics-page/browser/parts/by-office.ts';
import { backlog, openIn } from '../../../gateway/statistics-page/browser/parts/backlog.ts';
import { months } from '../../../gateway/statistics-page/browser/parts/months.ts';
import type { Asked, View } from '../../../gateway/statistics-page/browser/parts/part.ts';
import { formatOf } from '../../../gateway/statistics-page/browser/words/format.ts';
import { WORDS } from '../../../gateway/statistics-page/browser/words/words.ts';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';

const schema = buildSchema(readFileSync(inRepository('schema/api.graphql'), 'utf8'));

const asked: Asked = {
  offices: null,
  procedures: null,
  from: '2016-01-01',
  to: '2016-03-31',
  asOf: '2016-12-30',
  by: 'OFFICE',
};

const source = (code: string, status: SourceAnswer['status'] = 'OK'): SourceAnswer => ({
  source: code,
  name: `Bộ phận Một cửa huyện ${code}`,
  status,
  asOf: status === 'OK' || status === 'STALE' ? '2016-12-29T17:00:00+07:00' : null,
});

const office = (code: string) => ({
  code,
  name: `Bộ phận Một cửa huyện ${code}`,
  level: 'DISTRICT',
  unitCode: null,
});

const view: View = {
  asked,
  filters: readAddress(''),
  offices: [office('A'), office('B'), office('C')],
  words: WORDS.en,
  format: formatOf('en'),
};

const byMonth = (counts: Readonly<Record<string, number>>, total: number): Statistics => ({
  groups: Object.entries(counts).map(([month, count]) => ({ keys: [month], measures: { count } })),
  groupCount: Object.keys(counts).length,
  total: { count: total },
  sources: [source('A')],
});

describe('the pictures of the page of statistics', () => {
  it('ask together and each by itself what the graph can be asked', () => {
    const some = { ...asked, offices: ['H12.NC'], procedures: ['1.000080'] };
    const each = REPORT_ROWS.flatMap((by) =>
      [asked, some].flatMap((one) => {
        const questions = PARTS.map((part) => part.ask({ ...one, by }));
        return [questions, ...questions.map((question) => [question])];
      }),
    ).map((questions) => operationOf('Statistics', questions));

    for (const { query, variables } of each) {
      const document = parse(query);
      expect(validate(schema, document)).toEqual([]);
      const [definition] = document.definitions;
      if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
      const { errors } = getVariableValues(schema, definition.variableDefinitions ?? [], variables);
      expect(errors).toBeUndefined();
    }
  });

  it('show a month without dossiers as nought, and as unknown where groups are not told', () => {
    const told = byMonth({ '2016-01': 7, '2016-03': 5 }, 12);
    const untold = byMonth({ '2016-01': 7, '2016-03': 5 }, 15);

    const table = months.show({ received: told, settled: untold }, view)?.table;

    expect(table?.rows).toEqual([
      ['2016-01', 7, 7],
      ['2016-02', 0, null],
      ['2016-03', 5, 5],
    ]);
  });

  it('name the office that did not answer, last and with why, and that which answered from a copy', () => {
    const counts = { early: 6, onTime: 2, late: 2, noDueDate: 1, notFinished: 0, overdue: 0 };
    const measures = { count: 11, timeliness: { ...counts, lateShare: 0.2 }, handlingDays: null };
    const offices: Statistics = {
      groups: [{ keys: ['C'], measures }],
      groupCount: 1,
      total: measures,
      sources: [source('A', 'TIMEOUT'), source('B'), source('C', 'STALE')],
    };

    const picture = byOffice.show({ offices }, view);

    expect(picture?.table.rows).toEqual([
      ['Huyện C ◷ 29/12/2016', 11, 6, 2, 2, 1, 0.8],
      ['Huyện B', null, null, null, null, null, null],
      ['Huyện A', null, null, null, null, null, null],
    ]);
    expect(picture?.summary).toContain('Huyện A: did not answer in time');
  });

  describe('of the backlog', () => {
    const counted = (open: number): Statistics => ({
      groups: [],
      groupCount: 0,
      total: {
        count: open,
        timeliness: {
          early: 0,
          onTime: 0,
          late: 0,
          noDueDate: 0,
          lateShare: null,
          notFinished: open - 1,
          overdue: 1,
        },
      },
      sources: [],
    });
    const ages = { age0: counted(5), age1: counted(6), age2: counted(7), age3: counted(8) };
    const answer = { ...ages, age4: counted(9), open: counted(35), ageless: counted(0) };

    it('tell no sum where a class of age is not told', () => {
      expect(openIn(answer)).toEqual({ open: 35, inTime: 34, overdue: 1 });
      expect(openIn({ ...answer, age4: null })).toEqual({
        open: null,
        inTime: null,
        overdue: null,
      });
    });

    it('have a class of their own for what was received nobody knows when, where there is any', () => {
      const table = (ageless: Statistics | null) =>
        backlog.show({ ...answer, open: counted(37), ageless }, view)?.table;

      expect(table(counted(2))?.rows.slice(4)).toEqual([
        ['Over 90 days', 9, 8, 1],
        ['Unknown', 2, 1, 1],
      ]);
      expect(table(counted(2))?.total).toEqual(['Total', 37, 36, 1]);
      expect(table(counted(0))?.rows).toHaveLength(5);
      expect(table(null)?.rows).toHaveLength(5);
    });

    it('leave nothing out that is open: what has no class of age is all that was not received by that day', () => {
      const { variables } = backlog.ask(asked);
      const open = { timeliness: { in: ['NOT_FINISHED', 'OVERDUE'], asOf: '2016-12-30' } };

      expect(variables['open']?.value).toEqual(open);
      expect(variables['ageless']?.value).toEqual({
        ...open,
        not: { receivedOn: { lte: '2016-12-30' } },
      });
    });
  });
});

describe('what an answer lacks', () => {
  it('is named once, by the worst that is said of it', () => {
    const { missing, stale } = lackingIn([
      [source('A'), source('B', 'STALE'), source('C')],
      [source('A', 'BUSY'), source('B'), source('C')],
    ]);

    expect(missing.map(({ source: code }) => code)).toEqual(['A']);
    expect(stale.map(({ source: code }) => code)).toEqual(['B']);
  });

  it('does not keep the last day from being known', () => {
    expect(lastDayOf([source('A'), source('B', 'TIMEOUT')], '2026-01-01')).toBe('2016-12-29');
    expect(lastDayOf([source('B', 'TIMEOUT')], '2026-01-01')).toBe('2026-01-01');
  });
});
