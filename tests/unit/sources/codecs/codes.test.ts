import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codesCodec } from '../../../../subgraphs/sources/codecs/index.ts';
import { expectPushedRight } from '../../../support/codecs/pushed.ts';

/** States of a dossier as one office keeps them: what `DTN` means depends on the field. */
const entries = [
  { source: ['*', 'HT'], value: 'PROCESSING' },
  { source: ['MTN', '*'], value: 'RECEIVED', label: 'Mới tiếp nhận' },
  { source: ['MTN', 'DD'], value: 'REGISTERED' },
  { source: ['DTN', ''], value: 'RESULT_READY' },
  { source: ['DTN', 'dd'], value: 'RETURNED', label: 'Đã trả dân' },
  { source: ['7', '1'], value: 'WITHDRAWN' },
];
const CODES = [
  null,
  '',
  '  ',
  'MTN',
  'mtn ',
  'DTN',
  'HT',
  'DD',
  'dd  ',
  '7',
  7,
  '1',
  1,
  'XYZ',
  '*',
  true,
];
const VALUES = [
  'RECEIVED',
  'REGISTERED',
  'RESULT_READY',
  'RETURNED',
  'WITHDRAWN',
  'PROCESSING',
  'UNKNOWN',
  'OTHER',
];

describe('codesCodec', () => {
  it('reads codes of two columns, whole ones before those with a star', () => {
    const codec = codesCodec({ entries, unknown: 'UNKNOWN' });

    const read = [
      ['MTN', 'DD'],
      ['mtn  ', 'XD'],
      ['DTN', null],
      ['XYZ', 'HT'],
      ['XYZ', 'XD'],
      [null, 'HT'],
      ['MTN', 'HT'],
    ].map((row) => codec.decode(row));

    expect(read).toEqual([
      { value: { value: 'REGISTERED', sourceCode: 'MTN|DD', sourceLabel: null } },
      { value: { value: 'RECEIVED', sourceCode: 'mtn|XD', sourceLabel: 'Mới tiếp nhận' } },
      { value: { value: 'RESULT_READY', sourceCode: 'DTN|', sourceLabel: null } },
      { value: { value: 'PROCESSING', sourceCode: 'XYZ|HT', sourceLabel: null } },
      {
        value: { value: 'UNKNOWN', sourceCode: 'XYZ|XD', sourceLabel: null },
        repair: 'CODE_UNKNOWN',
      },
      { value: null },
      { value: { value: 'PROCESSING', sourceCode: 'MTN|HT', sourceLabel: null } },
    ]);
  });

  it('reads an empty column as the mapping says, and codes that need no translation', () => {
    const urgency = codesCodec({
      entries: [{ source: ['1'], value: 'URGENT' }],
      whenNull: 'NORMAL',
      unknown: 'UNKNOWN',
    });
    const procedure = codesCodec({ entries: 'identity', unknown: null });

    expect(urgency.decode([null])).toEqual({
      value: { value: 'NORMAL', sourceCode: '', sourceLabel: null },
    });
    expect(procedure.decode(['1.001193 '])).toEqual({
      value: { value: '1.001193', sourceCode: '1.001193', sourceLabel: null },
    });
    expect(procedure.encode('1.001193')).toEqual([['1.001193']]);
  });

  it('reads what it writes', () => {
    const codec = codesCodec({ entries, unknown: 'UNKNOWN' });

    expect(
      ['REGISTERED', 'RESULT_READY', 'RETURNED', 'WITHDRAWN'].map((value) =>
        codec.encode(value).map((raw) => codec.decode(raw).value?.value),
      ),
    ).toEqual([['REGISTERED'], ['RESULT_READY'], ['RETURNED'], ['WITHDRAWN']]);
  });

  it.each([
    { unknown: 'UNKNOWN' },
    { unknown: null },
    { unknown: 'UNKNOWN', whenNull: 'RECEIVED' },
    { unknown: null, whenNull: 'UNKNOWN' },
  ] as const)('lets the database decide on codes: %j', (options) => {
    const single = entries
      .filter(({ source }) => !source.includes('*'))
      .map((entry) => ({ ...entry, source: entry.source.slice(0, 1) }));
    const code = fc.constantFrom(...CODES);
    const value = fc.constantFrom(...VALUES);

    fc.assert(
      fc.property(code, code, value, value, (first, second, wanted, other) => {
        for (const codec of [
          codesCodec({ entries, ...options }),
          codesCodec({ entries: single, ...options }),
        ]) {
          const row = [first, second].slice(0, codec.arity);
          expectPushedRight(codec, { op: 'eq', value: wanted }, row);
          expectPushedRight(codec, { op: 'in', values: [wanted, other] }, row);
          expectPushedRight(codec, { op: 'isNull' }, row);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
