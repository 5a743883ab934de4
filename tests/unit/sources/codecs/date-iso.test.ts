import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  anywhere,
  dateCodec,
  documentCodec,
  jsonAt,
  xmlAt,
} from '../../../../subgraphs/sources/codecs/index.ts';
import { expectPushedRight } from '../../../support/codecs/pushed.ts';

const codec = dateCodec({ format: 'iso-8601' });
const kept = dateCodec({ format: 'iso-8601', utc: 'usual' });
const column = { name: 'Ngay', type: 'text', kind: 'text', strict: true } as const;
const fitted = (its: typeof codec) => {
  const fits = its.fit?.([column]);
  if (fits === undefined || 'mend' in fits) throw new Error('does not fit');
  return fits;
};

/** A moment of the years that offices have had, and a zone as it is written. */
const moments = fc.record({
  at: fc.date({ min: new Date('1990-01-02'), max: new Date('2040-01-01'), noInvalidDate: true }),
  ahead: fc.integer({ min: -12 * 4, max: 14 * 4 }).map((quarters) => quarters * 15),
  written: fc.constantFrom('colon', 'plain', 'Z'),
  between: fc.constantFrom('T', ' '),
  fraction: fc.boolean(),
});

const pad = (value: number): string => String(value).padStart(2, '0');
const clockOf = (at: Date, ahead: number): string =>
  new Date(at.getTime() + ahead * 60_000).toISOString().replace('Z', '');
const zoneOf = (ahead: number, colon: string): string =>
  `${ahead < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(ahead) / 60))}${colon}${pad(Math.abs(ahead) % 60)}`;

describe('moments with a zone of their own', () => {
  it('are the moment that JavaScript reads, by the province’s clock, whatever the mapping’s zone', () => {
    fc.assert(
      fc.property(moments, ({ at, ahead, written, between, fraction }) => {
        const clock = clockOf(at, written === 'Z' ? 0 : ahead).slice(0, fraction ? 23 : 19);
        const zone = written === 'Z' ? 'Z' : zoneOf(ahead, written === 'colon' ? ':' : '');
        const text = `${clock.replace('T', between)}${zone}`;
        const instant = new Date(`${clock}${written === 'Z' ? 'Z' : zoneOf(ahead, ':')}`);
        const [meant = '', digits = ''] = clockOf(instant, 420).split('.');
        const rest = digits.replace(/0+$/u, '');
        const expected = rest === '' ? meant : `${meant}.${rest}`;

        for (const its of [codec, fitted(codec), kept, fitted(kept)])
          expect(its.decode([text])).toEqual({ value: expected });
        for (const op of ['eq', 'lt', 'gte'] as const) {
          expectPushedRight(fitted(codec), { op, value: expected }, [text]);
          expectPushedRight(fitted(kept), { op, value: expected.slice(0, 10) }, [text]);
        }
      }),
    );
  });

  it('are the mapping’s where they have none, and days stay days', () => {
    const raws = ['2016-08-15 01:30:00.500', '2016-08-15T01:30', '2016-08-15', '2016-08-15+07:00'];

    expect(raws.map((raw) => codec.decode([raw]).value)).toEqual([
      '2016-08-15T01:30:00.5',
      '2016-08-15T01:30:00',
      '2016-08-15',
      '2016-08-15',
    ]);
    expect(raws.map((raw) => fitted(kept).decode([raw]).value)).toEqual([
      '2016-08-15T08:30:00.5',
      '2016-08-15T08:30:00',
      '2016-08-15',
      '2016-08-15',
    ]);
  });

  it('are in UTC beside other forms, too, where the mapping or the field says so', () => {
    const formats = ['iso-8601', 'dd/MM/yyyy HH:mm', 'dd/MM/yyyy', 'epoch-seconds'] as const;
    const mixed = {
      '2016-08-15T01:30:00': '2016-08-15T08:30:00',
      '2016-08-15T01:30:00Z': '2016-08-15T08:30:00',
      '2016-08-15T01:30:00+07:00': '2016-08-15T01:30:00',
      '15/08/2016 20:30': '2016-08-16T03:30:00',
      '15/08/2016': '2016-08-15',
      '2016-08-15': '2016-08-15',
      // A count of seconds is of no zone.
      '1456794000': '2016-03-01T08:00:00',
    };

    for (const utc of ['usual', 'stated'] as const) {
      const its = fitted(dateCodec({ format: formats, utc }));
      for (const [raw, value] of Object.entries(mixed)) {
        expect(its.decode([raw])).toEqual({ value });
        for (const op of ['eq', 'lt', 'gte'] as const) expectPushedRight(its, { op, value }, [raw]);
      }
      expect(its.ordering).toBeUndefined();
      expect(its.decode(['31/12/9999 20:00'])).toEqual({ value: null, repair: 'DATE_UNREADABLE' });
      expect(its.encode('2016-08-16T03:30:00')).toContainEqual(['15/08/2016 20:30']);
    }
    const swapped = fitted(dateCodec({ format: formats, swapped: true, utc: 'usual' }));
    expect(swapped.decode(['08/15/2016 20:30'])).toEqual({
      value: '2016-08-16T03:30:00',
      repair: 'DATE_SWAPPED',
    });
  });

  it('are none, or unreadable, where no calendar, no clock and no zone has them', () => {
    const none = ['', '0001-01-01T00:00:00', '0001-01-01T00:00:00Z', '1900-01-01T00:00:00+07:00'];
    const wrong = [
      '2016-02-30T08:00:00Z',
      '2016-03-01T25:00:00Z',
      '2016-03-01T08:00:00+19:00',
      '2016-03-01T08:00:00+07:60',
      '0000-03-01T08:00:00Z',
      '9999-12-31T23:00:00-01:00',
      '0001-01-01T01:00:00+14:00',
      '01/03/2016',
      '1456794000',
    ];

    expect(none.map((raw) => codec.decode([raw]))).toEqual(none.map(() => ({ value: null })));
    expect(wrong.map((raw) => codec.decode([raw]))).toEqual(
      wrong.map(() => ({ value: null, repair: 'DATE_UNREADABLE' })),
    );
  });

  it('stand in documents, as counts of seconds do, with a fraction or without', () => {
    const at = (form: ReturnType<typeof jsonAt>, item = codec) => {
      const its = documentCodec({ form, item, search: anywhere(item) }).fit?.([
        { ...column, type: 'json', kind: 'other' },
      ]);
      if (its === undefined || 'mend' in its) throw new Error('does not fit');
      return its;
    };
    const seconds = dateCodec({ format: 'epoch-seconds' });

    const read = [
      at(jsonAt('$.at')).decode(['{"at":"2016-03-01T01:00:00.000Z"}']),
      at(xmlAt('/a/@at')).decode(['<a at="2016-03-01T08:00:00+07:00"/>']),
      at(jsonAt('$.at'), seconds).decode(['{"at":1456794000}']),
      at(jsonAt('$.at'), seconds).decode(['{"at":"1456794000"}']),
      at(jsonAt('$.at'), seconds).decode(['{"at":1456794000.25}']),
    ];

    expect(read).toEqual(read.map(() => ({ value: '2016-03-01T08:00:00' })));
  });
});
