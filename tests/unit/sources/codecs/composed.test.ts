import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  codeTextCodec,
  composedCodec,
  decimalCodec,
  partCodec,
  scaledCodec,
  textCodec,
} from '../../../../subgraphs/sources/codecs/index.ts';
import type { Layout } from '../../../../subgraphs/sources/model/condition.ts';
import { expectPushedRight } from '../../../support/codecs/pushed.ts';
import { runs } from '../../../support/run/runs.ts';

const WORDS = ['Nguyễn', 'Văn', 'Đức', 'Trần Thị', 'Hòa', 'HS', '12', 'a-b', 'x/y', '2016', ''];
const cell = fc.constantFrom(null, ' ', ...WORDS, ...WORDS.map((word) => ` ${word} `));
const layouts: readonly Layout[] = [
  { separator: ' ' },
  { separator: ', ' },
  { separator: '' },
  { pattern: [0, '/', 1, '-', 2] },
  { pattern: [0, 1, '/', 2] },
  { pattern: ['HS-', 2, '/', 0, '.', 1] },
];

describe('composedCodec', () => {
  it.each([
    [{ separator: ' ' }, ['Nguyễn', null, ' Đức '], 'Nguyễn Đức'],
    [{ separator: ', ' }, ['Ấp 5', 'Tân Duyệt', 'Đầm Dơi'], 'Ấp 5, Tân Duyệt, Đầm Dơi'],
    [{ separator: ' ' }, [null, ' ', ''], null],
    [{ pattern: [0, '/', 1, '-', 2] }, ['12', '2016', 'CV'], '12/2016-CV'],
    [{ pattern: [0, '/', 1, '-', 2] }, ['12', null, 'CV'], '12/-CV'],
  ] as const)('makes one text by %j of %j', (layout, row, value) => {
    const items = row.map(() => textCodec({ encoding: 'unicode' }));

    expect(composedCodec({ items, layout }).decode(row).value).toBe(value);
  });

  it('has one word for a column in another encoding', () => {
    const items = [1, 2].map(() => textCodec({ encoding: 'tcvn3' }));
    const codec = composedCodec({ items, layout: { separator: ' ' } });

    expect(codec.decode(['NguyÔn V¨n', '§øc'])).toEqual({
      value: 'Nguyễn Văn Đức',
      repair: 'TEXT_DECODED_TCVN3',
    });
    expectPushedRight(codec, { op: 'eq', value: 'Nguyễn Văn Đức' }, ['NguyÔn V¨n', '§øc']);
  });

  it.each(layouts.map((layout) => [JSON.stringify(layout), layout] as const))(
    'misses no row by %s',
    (_name, layout) => {
      fc.assert(
        fc.property(
          fc.tuple(cell, cell, cell),
          fc.tuple(cell, cell, cell),
          fc.constantFrom('text', 'code'),
          fc.nat(40),
          fc.integer({ min: 1, max: 12 }),
          (row, other, kind, from, length) => {
            const item = kind === 'text' ? textCodec({ encoding: 'unicode' }) : codeTextCodec();
            const codec = composedCodec({ items: [item, item, item], layout });
            const value = codec.decode(other).value ?? 'Văn';
            for (const wanted of [value, codec.decode(row).value ?? value]) {
              expectPushedRight(codec, { op: 'eq', value: wanted }, row);
              expectPushedRight(codec, { op: 'in', values: [wanted, value] }, row);
              const part = wanted.slice(from % wanted.length, (from % wanted.length) + length);
              if (part.trim() === '') continue;
              expectPushedRight(codec, { op: 'contains', value: part }, row);
              expectPushedRight(codec, { op: 'startsWith', value: wanted.slice(0, length) }, row);
              if (kind === 'text')
                expectPushedRight(codec, { op: 'containsLoose', value: part }, row);
            }
            expectPushedRight(codec, { op: 'isNull' }, row);
          },
        ),
        { numRuns: runs(60) },
      );
    },
  );
});

describe('partCodec', () => {
  const item = textCodec({ encoding: 'unicode' });

  it.each([
    ['Nguyễn Văn Đức; Tân Duyệt', ';', 2, 'Tân Duyệt'],
    ['Nguyễn Văn Đức', ' ', -1, 'Đức'],
    ['Nguyễn Văn Đức', ';', 2, null],
    [null, ';', 1, null],
  ] as const)('reads of %j by %j the part %d', (raw, separator, part, value) => {
    const codec = partCodec({ separator, part, item });

    expect(codec.decode([raw]).value).toBe(value);
    if (value !== null) {
      expectPushedRight(codec, { op: 'eq', value }, [raw]);
      expectPushedRight(codec, { op: 'contains', value: value.slice(1, 4) }, [raw]);
      for (const form of codec.encode(value)) expect(codec.decode(form).value).toBe(value);
    }
    expectPushedRight(codec, { op: 'isNull' }, [raw]);
  });
});

describe('scaledCodec', () => {
  it('reads hours as days, and finds and sorts them as such', () => {
    const codec = scaledCodec(decimalCodec({}), 8);

    expect(codec.decode([36])).toEqual({ value: 4.5 });
    expect(codec.decode(['viết tay']).repair).toBe('NUMBER_UNREADABLE');
    expect(codec.sortKey?.toRaw(4.5)).toBe(36);
    fc.assert(
      fc.property(
        fc.integer({ min: -100, max: 400 }),
        fc.integer({ min: -50, max: 200 }),
        (hours, quarters) => {
          for (const op of ['lt', 'lte', 'gt', 'gte', 'eq'] as const)
            expectPushedRight(codec, { op, value: quarters / 4 }, [hours / 4]);
          expectPushedRight(codec, { op: 'isNull' }, [hours]);
        },
      ),
    );
  });
});
