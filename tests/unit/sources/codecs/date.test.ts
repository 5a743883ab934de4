import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateCodec } from '../../../../subgraphs/sources/codecs/index.ts';
import { momentKey } from '../../../../subgraphs/sources/model/moment.ts';
import { expectPushedRight } from '../../../support/codecs/pushed.ts';

const DAY_FORMATS = ['dd/MM/yyyy', 'dd-MM-yyyy', 'yyyy-MM-dd', 'yyyy/MM/dd', 'yyyyMMdd'] as const;
const TIME_FORMATS = [
  'dd/MM/yyyy HH:mm',
  'dd/MM/yyyy HH:mm:ss',
  'yyyy-MM-dd HH:mm:ss',
  'yyyyMMddHHmmss',
] as const;

const instant = fc.date({
  min: new Date('2015-12-25'),
  max: new Date('2017-01-10'),
  noInvalidDate: true,
});
const day = instant.map((date) => date.toISOString().slice(0, 10));
const minute = instant.map((date) => `${date.toISOString().slice(0, 16)}:00`);
const second = instant.map((date) => date.toISOString().slice(0, 19));
const fraction = fc
  .tuple(second, fc.constantFrom('.5', '.123', '.0000001'))
  .map((parts) => parts.join(''));
const moment = fc.oneof(
  day,
  minute,
  second,
  fraction,
  day.map((value) => `${value}T00:00:00`),
);

const INTEGERS = ['yyyyMMdd-integer', 'yyyyMMddHHmmss-integer'] as const;
const FORMATS = [...DAY_FORMATS, ...TIME_FORMATS, 'native', ...INTEGERS] as const;

function canonical(format: (typeof FORMATS)[number]) {
  if (format === 'native') return moment.filter((value) => !value.endsWith('.0'));
  if (format === 'dd/MM/yyyy HH:mm') return minute;
  const isTimed =
    format === 'yyyyMMddHHmmss-integer' || (TIME_FORMATS as readonly string[]).includes(format);
  return isTimed ? second : day;
}

describe('dateCodec', () => {
  it.each(FORMATS)('reads what it writes as %s', (format) => {
    for (const swapped of [true, false]) {
      const codec = dateCodec({ format, swapped });

      fc.assert(
        fc.property(canonical(format), (value) => {
          const forms = codec.encode(value);

          expect(forms.length).toBeGreaterThan(0);
          expect(forms.map((raw) => codec.decode(raw).value)).toEqual(forms.map(() => value));
        }),
      );
    }
  });

  it('reads the dates of one column for what they are', () => {
    const codec = dateCodec({ format: 'dd/MM/yyyy' });

    const read = [
      '15/08/2016',
      ' 15/08/2016  ',
      '31/02/2016',
      '29/02/2016',
      '01/01/1900',
      '00/00/0000',
      '',
      null,
      '1975',
      '15/08/2016 10:00',
    ].map((raw) => codec.decode([raw]));

    expect(read).toEqual([
      { value: '2016-08-15' },
      { value: '2016-08-15' },
      { value: null, repair: 'DATE_UNREADABLE' },
      { value: '2016-02-29' },
      { value: null },
      { value: null },
      { value: null },
      { value: null },
      { value: null, repair: 'DATE_UNREADABLE' },
      { value: null, repair: 'DATE_UNREADABLE' },
    ]);
  });

  it('reads native moments in every form that drivers hand over, without their trailing zeros', () => {
    const codec = dateCodec({ format: 'native' });

    const read = [
      '2016-08-15',
      '2016-08-15T10:00:00.1230000',
      '2016-08-15 10:00:00.123',
      '2016-08-15 10:00',
      '1900-01-01 00:00:00.000',
      '0000-00-00 00:00:00',
      '2016-08-15T24:00:00',
    ].map((raw) => codec.decode([raw]));

    expect(read).toEqual([
      { value: '2016-08-15' },
      { value: '2016-08-15T10:00:00.123' },
      { value: '2016-08-15T10:00:00.123' },
      { value: '2016-08-15T10:00:00' },
      { value: null },
      { value: null },
      { value: null, repair: 'DATE_UNREADABLE' },
    ]);
  });

  it('puts month and day back where rows came in swapped', () => {
    const texts = dateCodec({ format: 'dd/MM/yyyy', swapped: true });
    const numbers = dateCodec({ format: 'yyyyMMdd-integer', swapped: true });

    expect(texts.decode(['08/15/2016'])).toEqual({ value: '2016-08-15', repair: 'DATE_SWAPPED' });
    expect(numbers.decode([20161508])).toEqual({ value: '2016-08-15', repair: 'DATE_SWAPPED' });
    expect(
      dateCodec({ format: 'yyyyMMddHHmmss-integer', swapped: true }).decode([20161508103000]),
    ).toEqual({ value: '2016-08-15T10:30:00', repair: 'DATE_SWAPPED' });
    expect(texts.decode(['08/32/2016'])).toEqual({ value: null, repair: 'DATE_UNREADABLE' });
  });

  it.each(['dd/MM/yyyy HH:mm', 'yyyyMMddHHmmss-integer'] as const)(
    'reads no moment in UTC, swapped or not, that is in no calendar here, kept as %s',
    (format) => {
      const codec = dateCodec({ format, swapped: true, utc: 'stated' });
      const isText = format === 'dd/MM/yyyy HH:mm';
      const [last, swapped] = isText
        ? ['31/12/9999 20:00', '12/31/9999 20:00']
        : [99991231200000, 99993112200000];

      const read = [last, swapped].map((raw) => codec.decode([raw]));

      const unreadable = { value: null, repair: 'DATE_UNREADABLE' };
      expect(read).toEqual([unreadable, unreadable]);
    },
  );

  it('believes the mapping about what means none', () => {
    const codec = dateCodec({ format: 'yyyyMMdd-integer', none: [99991231] });

    expect(codec.decode([99991231])).toEqual({ value: null });
    expect(codec.decode([19000101])).toEqual({ value: '1900-01-01' });
  });

  it.each(FORMATS)('lets the database find every row that a filter wants, kept as %s', (format) => {
    const rotten = (INTEGERS as readonly string[]).includes(format)
      ? [null, 0, 19000101, 20161345, 20161508, 19000101000000, 20161508103000, 20160815256000]
      : format === 'native'
        ? [null, '1900-01-01T00:00:00']
        : [
            null,
            '',
            ' ',
            '31/02/2016',
            '00000000',
            '00/00/0000',
            '08/15/2016',
            '20161508',
            '08/15/2016 10:00',
            'hôm qua',
          ];
    for (const swapped of [true, false]) {
      const codec = dateCodec({ format, swapped });
      const stored = fc.oneof(
        fc.constantFrom(...rotten),
        canonical(format).map((value) => codec.encode(value).at(-1)?.[0] ?? null),
      );
      const op = fc.constantFrom('eq', 'lt', 'lte', 'gt', 'gte');

      fc.assert(
        fc.property(stored, moment, op, (raw, value, kind) => {
          const own = codec.decode([raw]).value;
          for (const wanted of own === null
            ? [value]
            : [value, own, own.slice(0, 10), `${own.slice(0, 10)}T00:00:00`]) {
            expectPushedRight(codec, { op: kind as 'eq', value: wanted }, [raw]);
            expectPushedRight(codec, { op: 'in', values: [value, wanted] }, [raw]);
          }
          expectPushedRight(codec, { op: 'isNull' }, [raw]);
        }),
        { numRuns: 300 },
      );
    }
  });
});

describe('momentKey', () => {
  it('makes moments of every precision compare as text', () => {
    const moments = [
      '2016-08-15',
      '2016-08-15T00:00:00.0000001',
      '2016-08-15T10:00:00',
      '2016-08-15T10:00:00.123',
      '2016-08-16',
    ];

    expect(moments.map(momentKey)).toEqual([
      '2016-08-15T00:00:00.0000000',
      '2016-08-15T00:00:00.0000001',
      '2016-08-15T10:00:00.0000000',
      '2016-08-15T10:00:00.1230000',
      '2016-08-16T00:00:00.0000000',
    ]);
  });
});
