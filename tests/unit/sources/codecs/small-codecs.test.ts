import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  codeTextCodec,
  decimalCodec,
  flagCodec,
  identifierCodec,
  integerCodec,
  listCodec,
  moneyCodec,
  textCodec,
} from '../../../../subgraphs/sources/codecs/index.ts';
import type { RawValue } from '../../../../subgraphs/sources/model/raw.ts';
import { expectPushedRight } from '../../../support/codecs/pushed.ts';
import { expectRoundTrip } from '../../../support/codecs/round-trip.ts';

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

describe('flagCodec', () => {
  it.each([
    { true: ['1'], false: [null] },
    { true: [true, 1], false: [false, 0] },
    { true: ['x'], false: [null, ''] },
    { true: ['C'], false: ['K'] },
    { true: ['True'], false: ['False'] },
  ])('reads and finds %j', (options) => {
    const codec = flagCodec(options);
    const raws: readonly RawValue[] = [
      null,
      '',
      ' ',
      '1',
      '0',
      1,
      0,
      true,
      false,
      'x',
      'X ',
      'C',
      'k',
      'True',
      'FALSE',
      '?',
    ];

    for (const value of [true, false]) expectRoundTrip(codec, value);
    for (const raw of raws) {
      for (const value of [true, false]) {
        expectPushedRight(codec, { op: 'eq', value }, [raw]);
        expectPushedRight(codec, { op: 'in', values: [value] }, [raw]);
      }
      expectPushedRight(codec, { op: 'isNull' }, [raw]);
    }
  });

  it('does not take what it does not know for no', () => {
    const codec = flagCodec({ true: ['C'], false: ['K'] });

    expect([' c ', 'K', 'có', ' ', null].map((raw) => codec.decode([raw]))).toEqual([
      { value: true },
      { value: false },
      { value: null, repair: 'FLAG_UNREADABLE' },
      { value: null },
      { value: null },
    ]);
  });
});

describe('integerCodec and decimalCodec', () => {
  it('read what they write', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -1e6, max: 1e6 }), (whole, hundredths) => {
        for (const kind of ['number', 'text'] as const) {
          expectRoundTrip(integerCodec({ kind }), whole);
          expectRoundTrip(decimalCodec({ kind }), hundredths / 100);
        }
      }),
    );
  });

  it('read numbers as columns hold them', () => {
    expect(
      [7, ' 007 ', '7.00', '7,5', 'bảy', '', null].map((raw) => integerCodec().decode([raw])),
    ).toEqual([
      { value: 7 },
      { value: 7 },
      { value: 7 },
      { value: null, repair: 'NUMBER_UNREADABLE' },
      { value: null, repair: 'NUMBER_UNREADABLE' },
      { value: null },
      { value: null },
    ]);
    expect(
      [0.5, '0,5', '.50', '1e999'].map((raw) => decimalCodec({ kind: 'text' }).decode([raw]).value),
    ).toEqual([0.5, 0.5, 0.5, null]);
  });

  it('let the database compare numbers, and find those kept as text by their digits', () => {
    const value = fc.integer({ min: -50, max: 50 }).map((halves) => halves / 2);
    const writing = fc.constantFrom(
      String,
      (number: number) => `0${number}`.replace('.', ','),
      (number: number) => ` ${number} `,
    );
    const op = fc.constantFrom('eq', 'lt', 'lte', 'gt', 'gte');

    fc.assert(
      fc.property(value, value, writing, op, (stored, wanted, write, kind) => {
        for (const raw of [stored, null]) {
          expectPushedRight(decimalCodec(), { op: kind as 'eq', value: wanted }, [raw]);
          expectPushedRight(decimalCodec(), { op: 'in', values: [wanted, stored] }, [raw]);
          expectPushedRight(decimalCodec(), { op: 'isNull' }, [raw]);
        }
        for (const raw of [write(stored), '', 'bảy', null]) {
          expectPushedRight(decimalCodec({ kind: 'text' }), { op: kind as 'eq', value: wanted }, [
            raw,
          ]);
          expectPushedRight(
            decimalCodec({ kind: 'text' }),
            { op: 'in', values: [wanted, stored] },
            [raw],
          );
          expectPushedRight(decimalCodec({ kind: 'text' }), { op: 'isNull' }, [raw]);
        }
      }),
    );
  });
});

describe('moneyCodec', () => {
  const text = moneyCodec({ kind: 'text' });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), (value) => {
        expectRoundTrip(text, value);
        expectRoundTrip(moneyCodec({ kind: 'number' }), value);
      }),
    );
  });

  it('reads amounts as clerks write them, and takes nothing unknown for free', () => {
    const read = [
      '20.000 đ',
      '20,000đ',
      '20 000 VNĐ',
      '20.000,00 đồng',
      '20000.0',
      'Không',
      'MIỄN PHÍ',
      'Kh«ng',
      '0',
      '',
      '20.000 đ/bản',
      '20.5',
      '2.0000',
      'theo quy định',
    ].map((raw) => text.decode([raw]));

    expect(read).toEqual([
      ...Array.from({ length: 5 }, () => ({ value: 20_000 })),
      ...Array.from({ length: 4 }, () => ({ value: 0 })),
      { value: null },
      ...Array.from({ length: 4 }, () => ({ value: null, repair: 'MONEY_UNREADABLE' })),
    ]);
    expect(
      [20_000, '20000.0000', 0.5].map((raw) => moneyCodec({ kind: 'number' }).decode([raw]).value),
    ).toEqual([20_000, 20_000, null]);
  });

  it('lets the database find amounts in every writing', () => {
    const amount = fc.constantFrom(0, 5_000, 20_000, 25_000, 1_500_000);
    const raw = fc.oneof(
      fc.constantFrom(
        null,
        '',
        'Không',
        'miễn phí',
        'Kh«ng',
        'MiÔn phÝ',
        '20 000 VNĐ',
        '5,000.00',
        'theo quy định',
      ),
      amount.chain((value) => fc.constantFrom(...text.encode(value).map(([form]) => form ?? null))),
    );
    const op = fc.constantFrom('eq', 'lt', 'lte', 'gt', 'gte');

    fc.assert(
      fc.property(raw, amount, op, (stored, wanted, kind) => {
        expectPushedRight(text, { op: kind as 'eq', value: wanted }, [stored]);
        expectPushedRight(text, { op: 'isNull' }, [stored]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('identifierCodec', () => {
  const codec = identifierCodec({ lengths: [9, 12] });

  it('reads every form that it writes', () => {
    fc.assert(
      fc.property(fc.oneof(digits(9), digits(12)), (value) => {
        expectRoundTrip(codec, value);
      }),
    );
    expectRoundTrip(identifierCodec({ lengths: [] }), 'B1234567');
  });

  it('restores the one zero that a number lost, and no more', () => {
    const read = [
      '381234567',
      '381 234.567',
      38123456,
      96201000123,
      '96201000123.0',
      '12345',
      'B1234567',
      '381 2345 67',
      '381-234-567',
      '381.23.45.67',
      ' ',
      null,
    ].map((raw) => codec.decode([raw]));

    expect(read).toEqual([
      { value: '381234567' },
      { value: '381234567', repair: 'IDENTIFIER_CLEANED' },
      { value: '038123456', repair: 'LEADING_ZERO_RESTORED' },
      { value: '096201000123', repair: 'LEADING_ZERO_RESTORED' },
      { value: '096201000123', repair: 'LEADING_ZERO_RESTORED' },
      { value: null, repair: 'IDENTIFIER_UNREADABLE' },
      { value: null, repair: 'IDENTIFIER_UNREADABLE' },
      { value: '381234567', repair: 'IDENTIFIER_CLEANED' },
      { value: '381234567', repair: 'IDENTIFIER_CLEANED' },
      { value: '381234567', repair: 'IDENTIFIER_CLEANED' },
      { value: null },
      { value: null },
    ]);
  });

  it('lets the database find a number in whatever groups it was written', () => {
    const value = fc.oneof(
      digits(9),
      digits(12),
      digits(11).map((rest) => `0${rest}`),
    );

    const separators = fc.array(fc.constantFrom('', '', ' ', '.', '-', '\u00A0', '\u2009'), {
      minLength: 12,
      maxLength: 12,
    });
    const end = fc.constantFrom('', '.0', '.00', '.0 ', '\t');

    fc.assert(
      fc.property(value, value, separators, end, (stored, wanted, between, after) => {
        const grouped = Array.from(stored, (digit, place) => `${between[place] ?? ''}${digit}`);
        const raws = [
          `${grouped.join('')}${after}`,
          ...codec.encode(stored).map(([raw]) => raw ?? null),
          ` ${stored} `,
          `\t${stored}\r\n`,
          '',
          '12',
          null,
        ];
        for (const raw of raws) {
          expectPushedRight(codec, { op: 'eq', value: stored }, [raw]);
          expectPushedRight(codec, { op: 'in', values: [wanted, stored] }, [raw]);
          expectPushedRight(codec, { op: 'isNull' }, [raw]);
        }
      }),
    );
  });
});

describe('codeTextCodec', () => {
  const codec = codeTextCodec();

  it('keeps a code as it is printed, without the padding of char(n)', () => {
    expect(['H12.NC-160815-0001  ', 7, '  ', null].map((raw) => codec.decode([raw]))).toEqual([
      { value: 'H12.NC-160815-0001' },
      { value: '7' },
      { value: null },
      { value: null },
    ]);
    expectRoundTrip(codec, 'H12.NC-160815-0001');
  });

  it('lets the database find codes', () => {
    const code = fc.stringMatching(/^[A-Ha-h0-3.-]{1,6}$/u);

    fc.assert(
      fc.property(code, code, (stored, wanted) => {
        for (const raw of [stored, `${stored}  `, ' ', null]) {
          for (const value of [wanted, stored, stored.slice(1, 3)]) {
            for (const op of ['eq', 'contains', 'startsWith', 'containsLoose'] as const) {
              expectPushedRight(codec, { op, value }, [raw]);
            }
          }
          expectPushedRight(codec, { op: 'in', values: [wanted, stored] }, [raw]);
          expectPushedRight(codec, { op: 'isNull' }, [raw]);
        }
      }),
    );
  });
});

describe('listCodec', () => {
  const codec = listCodec({ separator: '##', item: textCodec({ encoding: 'mixed' }) });

  it('reads each value by itself', () => {
    expect(codec.decode([' Nguyễn Văn A##TrÇn ThÞ B##  ##'])).toEqual({
      value: ['Nguyễn Văn A', 'Trần Thị B'],
      repair: 'TEXT_DECODED_TCVN3',
    });
    expect(['##', '', null].map((raw) => codec.decode([raw]).value)).toEqual([null, null, null]);
    expect(codec.encode('Lý').map((raw) => codec.decode(raw).value?.[0])).toEqual(
      codec.encode('Lý').map(() => 'Lý'),
    );
  });

  it('lets the database search all of them', () => {
    for (const raw of ['Nguyễn Văn A##TrÇn ThÞ B', '##', '', null]) {
      for (const value of ['trần thị', 'tran thi', 'Nguyễn', 'Lê', 'A']) {
        for (const op of ['contains', 'containsLoose', 'startsWith'] as const) {
          expectPushedRight(codec, { op, value }, [raw]);
        }
      }
      expectPushedRight(codec, { op: 'isNull' }, [raw]);
    }
  });
});
