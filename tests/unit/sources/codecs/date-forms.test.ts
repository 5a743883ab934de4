import { describe, expect, it } from '@jest/globals';
import { dateCodec } from '../../../../subgraphs/sources/codecs/index.ts';
import type { RawValue } from '../../../../subgraphs/sources/model/raw.ts';

type Options = Parameters<typeof dateCodec>[0];

const read = (options: Options, raws: readonly RawValue[]) =>
  raws.map((raw) => dateCodec(options).decode([raw]));
const values = (options: Options, raws: readonly RawValue[]) =>
  read(options, raws).map(({ value }) => value);

describe('days as spreadsheets and programs count them', () => {
  it('are Excel serials, without the 29 February 1900 that never was', () => {
    const column = { name: 'Ngay', type: 'double', kind: 'number', strict: true } as const;
    const codec = dateCodec({ format: 'excel' }).fit?.([column]);
    const raws = [1, 59, 60, 60.5, 61, 42597, 42597.5, '42597.0', 2958465, 2958466];

    expect(
      raws.map((raw) => codec !== undefined && 'decode' in codec && codec.decode([raw]).value),
    ).toEqual([
      '1900-01-01',
      '1900-02-28',
      null,
      null,
      '1900-03-01',
      '2016-08-15',
      '2016-08-15T12:00:00',
      '2016-08-15',
      '9999-12-31',
      null,
    ]);
  });

  it('are seconds and milliseconds since 1970 in UTC, read on the province’s clock', () => {
    expect(
      values({ format: 'epoch-seconds' }, [1471230000, '1471230000', -1, 0, 253402300800]),
    ).toEqual(['2016-08-15T10:00:00', '2016-08-15T10:00:00', '1970-01-01T06:59:59', null, null]);
    expect(values({ format: 'epoch-milliseconds' }, [1471230000123, 1471230000000, null])).toEqual([
      '2016-08-15T10:00:00.123',
      '2016-08-15T10:00:00',
      null,
    ]);
  });
});

describe('days as people wrote them', () => {
  it('have one digit or two', () => {
    expect(
      values({ format: 'd/M/yyyy' }, [
        '5/8/2016',
        '05/08/2016',
        '15/8/2016',
        '5/12/2016',
        '005/8/2016',
        '5/8/16',
      ]),
    ).toEqual(['2016-08-05', '2016-08-05', '2016-08-15', '2016-12-05', null, null]);
  });

  it('have two digits of a year, from the pivot on', () => {
    const raws = ['15/08/16', '01/01/49', '01/01/50', '01/01/30', '01/01/29'];

    expect(values({ format: 'dd/MM/yy' }, raws)).toEqual([
      '2016-08-15',
      '2049-01-01',
      '1950-01-01',
      '2030-01-01',
      '2029-01-01',
    ]);
    expect(values({ format: 'dd/MM/yy', pivot: 1930 }, raws)).toEqual([
      '2016-08-15',
      '1949-01-01',
      '1950-01-01',
      '1930-01-01',
      '2029-01-01',
    ]);
  });

  it('are of the morning or of the afternoon, and found in every writing of it', () => {
    const codec = dateCodec({ format: 'dd/MM/yyyy hh:mm a' });
    const raws = [
      '15/08/2016 12:05 SA',
      '15/08/2016 12:05 ch',
      '15/08/2016 01:05 PM',
      '15/08/2016 13:05 CH',
      '15/08/2016 00:05 SA',
    ];

    expect(raws.map((raw) => codec.decode([raw]).value)).toEqual([
      '2016-08-15T00:05:00',
      '2016-08-15T12:05:00',
      '2016-08-15T13:05:00',
      null,
      null,
    ]);
    expect(codec.push({ op: 'eq', value: '2016-08-15T13:05:00' })?.atLeast).toMatchObject({
      values: ['CH', 'PM', 'ch', 'pm'].map((half) => `15/08/2016 01:05 ${half}`),
    });
  });

  it('are of the first format that gives a day, which is said where another gives another', () => {
    expect(
      read({ format: ['dd/MM/yyyy', 'MM/dd/yyyy'] }, [
        '15/08/2016',
        '08/15/2016',
        '05/08/2016',
        '08/08/2016',
        '31/31/2016',
      ]),
    ).toEqual([
      { value: '2016-08-15' },
      { value: '2016-08-15' },
      { value: '2016-08-05', repair: 'DATE_AMBIGUOUS' },
      { value: '2016-08-08' },
      { value: null, repair: 'DATE_UNREADABLE' },
    ]);
  });

  it('are none where FoxPro left its separators alone', () => {
    expect(read({ format: 'dd/MM/yyyy' }, ['  /  /    ', '/ /', '  .  .  '])).toEqual([
      { value: null },
      { value: null },
      { value: null },
    ]);
  });
});

describe('moments kept in UTC', () => {
  it('are read seven hours later, on the next day too', () => {
    expect(
      values({ format: 'yyyy-MM-dd HH:mm:ss', utc: 'stated' }, [
        '2016-08-15 03:00:00',
        '2016-08-15 17:00:00',
        '2016-12-31 20:30:00',
      ]),
    ).toEqual(['2016-08-15T10:00:00', '2016-08-16T00:00:00', '2017-01-01T03:30:00']);
  });

  it('are not so in a column that has no time of day, nor where it keeps its zone', () => {
    const column = { name: 'Ngay', strict: true } as const;
    const fit = (type: string, kind: 'date' | 'moment', utc: 'stated' | 'usual') =>
      dateCodec({ utc }).fit?.([{ ...column, type, kind }]);

    expect(fit('date', 'date', 'stated')).toMatchObject({ mend: 'leave timezone: out' });
    expect(fit('timestamp with time zone', 'moment', 'stated')).toMatchObject({
      what: expect.stringContaining('keeps its zone itself'),
    });
    expect(fit('date', 'date', 'usual')).toHaveProperty('decode');
  });

  it('of text do not read a number, and say what does', () => {
    const mendOf = (format: 'yyyyMMdd' | 'yyyyMMddHHmmss' | 'dd/MM/yyyy') =>
      dateCodec({ format }).fit?.([{ name: 'Luc', type: 'bigint', kind: 'number', strict: true }]);
    expect(mendOf('yyyyMMdd')).toMatchObject({ mend: 'write date: yyyyMMdd-integer' });
    expect(mendOf('yyyyMMddHHmmss')).toMatchObject({
      mend: 'write date: yyyyMMddHHmmss-integer',
    });
    expect(mendOf('dd/MM/yyyy')).toMatchObject({
      mend: 'write date: yyyyMMdd-integer, yyyyMMddHHmmss-integer, excel, epoch-seconds or epoch-milliseconds',
    });
  });
});
