import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  codedTextCodec,
  codesCodec,
  codesInside,
  codeTextCodec,
  documentCodec,
  jsonAt,
  localCodesOf,
  textCodec,
  textInside,
} from '../../../../subgraphs/sources/codecs/index.ts';
import { expectPushedRight } from '../../../support/codecs/pushed.ts';

const ENTRIES = [
  { source: ['01'], value: 'Trần Thị Hòa' },
  { source: ['2'], value: 'Lê Văn An' },
  { source: ['cb3'], value: 'Lê Văn An' },
  { source: ['TRẢ'], value: 'Nguyễn Đức' },
];

const RAWS = ['01', '1', '2 ', 'CB3', 'trả', 'Lê Văn An', 'TrÇn ThÞ Hßa', 'khác', '', ' ', null];

describe('codedTextCodec', () => {
  const codec = codedTextCodec({ entries: ENTRIES, item: textCodec({ encoding: 'tcvn3' }) });

  it('reads codes of the list as what they stand for, and says of what is not in it that it is not', () => {
    expect(RAWS.map((raw) => codec.decode([raw]))).toEqual([
      { value: 'Trần Thị Hòa' },
      { value: '1', repair: 'CODE_UNKNOWN' },
      { value: 'Lê Văn An' },
      { value: 'Lê Văn An' },
      { value: 'Nguyễn Đức' },
      { value: 'Lê Văn An', repair: 'CODE_UNKNOWN' },
      { value: 'Trần Thị Hòa', repair: 'CODE_UNKNOWN' },
      { value: 'khác', repair: 'CODE_UNKNOWN' },
      { value: null },
      { value: null },
      { value: null },
    ]);
  });

  it('restores the zeros that a column of numbers lost', () => {
    const fitted = codec.fit?.([{ name: 'CanBo', type: 'int', kind: 'number', strict: true }]);

    expect(fitted !== undefined && 'decode' in fitted && fitted.decode([1])).toEqual({
      value: 'Trần Thị Hòa',
      repair: 'LEADING_ZERO_RESTORED',
    });
  });

  it.each([
    ['text', codec],
    ['a code', codedTextCodec({ entries: ENTRIES, item: codeTextCodec() })],
    [
      'text of which anything else is one',
      codedTextCodec({
        entries: [...ENTRIES, { source: ['*'], value: 'Người khác' }],
        item: textCodec({ encoding: 'unicode' }),
      }),
    ],
  ])('lets the database find %s by what its codes stand for', (_name, its) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RAWS),
        fc.constantFrom('Lê Văn An', 'Trần Thị Hòa', 'lê', 'Người khác', '01', 'khác', 'tran'),
        (raw, value) => {
          for (const op of ['eq', 'contains', 'startsWith', 'containsLoose'] as const)
            expectPushedRight(its, { op, value }, [raw]);
          expectPushedRight(its, { op: 'in', values: [value, 'Nguyễn Đức'] }, [raw]);
          expectPushedRight(its, { op: 'isNull' }, [raw]);
        },
      ),
    );
  });
});

describe('JSON that holds codes', () => {
  const documents = [
    '{"s":{"code":"01","name":"x"}}',
    '{"s":{"code":"CB3"}}',
    '{"s":{"code":2}}',
    '{"s":{"code":true}}',
    '{"s":{"code":null}}',
    '{"s":{"code":"kh\\u00e1c"}}',
    '{',
    '',
    null,
  ];
  const wanted = ['Lê Văn An', 'Trần Thị Hòa', 'lê văn', 'khác', 'UNKNOWN', 'đúng'];
  const entries = [...ENTRIES, { source: ['1'], value: 'đúng' }];

  it('reads and finds text through codes', () => {
    const codec = documentCodec({
      form: jsonAt('$.s.code'),
      item: codedTextCodec({ entries, item: textCodec({ encoding: 'unicode' }) }),
      search: textInside((test) => localCodesOf(entries, test)),
    });

    expect(documents.map((raw) => codec.decode([raw]).value)).toEqual([
      'Trần Thị Hòa',
      'Lê Văn An',
      'Lê Văn An',
      'đúng',
      null,
      'khác',
      null,
      null,
      null,
    ]);
    for (const raw of documents) {
      for (const value of wanted) {
        for (const op of ['eq', 'contains', 'startsWith', 'containsLoose'] as const)
          expectPushedRight(codec, { op, value }, [raw]);
      }
      expectPushedRight(codec, { op: 'in', values: wanted }, [raw]);
      expectPushedRight(codec, { op: 'isNull' }, [raw]);
    }
  });

  it('reads and finds codes, those that are not known and those that are not there too', () => {
    const codec = documentCodec({
      form: jsonAt('$.s.code'),
      item: codesCodec({ entries, unknown: 'UNKNOWN', whenNull: 'Lê Văn An' }),
      search: codesInside((value) =>
        value === 'UNKNOWN' || value === 'Lê Văn An'
          ? null
          : localCodesOf(entries, { op: 'eq', value }),
      ),
    });

    expect(documents.map((raw) => codec.decode([raw]).value?.value ?? null)).toEqual([
      'Trần Thị Hòa',
      'Lê Văn An',
      'Lê Văn An',
      'đúng',
      'Lê Văn An',
      'UNKNOWN',
      null,
      'Lê Văn An',
      'Lê Văn An',
    ]);
    for (const raw of documents) {
      for (const value of wanted) expectPushedRight(codec, { op: 'eq', value }, [raw]);
      expectPushedRight(codec, { op: 'in', values: wanted.slice(0, 2) }, [raw]);
      expectPushedRight(codec, { op: 'isNull' }, [raw]);
    }
    expect(codec.push({ op: 'contains', value: 'Lê' })).toBeNull();
  });
});
