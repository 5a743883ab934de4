import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textSearch } from '../../../../subgraphs/sources/model/text/text-search.ts';
import { spellingsOf } from '../../../support/offices/spellings.ts';
import { runs } from '../../../support/run/runs.ts';

const RUNS = runs(300);
const { words, names } = JSON.parse(
  readFileSync(new URL('../../../fixtures/vietnamese.json', import.meta.url), 'utf8'),
) as { readonly words: string; readonly names: readonly string[] };

const name = fc.oneof(
  fc.constantFrom(...names),
  fc
    .array(
      fc.constantFrom(
        ...words.split(' '),
        ...[
          'hoàng',
          'huỳnh',
          'lynh',
          'hòa',
          'hoà',
          'thủy',
          'mỹ',
          'quý',
          'quỳnh',
          'khoẻ',
          'ly',
          'an',
        ],
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((parts) => parts.join(' ')),
);

describe('textSearch', () => {
  it.each([
    ['Hoà', 'Hoàng'],
    ['Hòa', 'Hoàng'],
    ['Hò', 'Hoàng'],
    ['Ho', 'Hoàng'],
    ['Ho', 'Hòa'],
    ['Hoà', 'Hòa Bình'],
    ['Hòa', 'Hoà Bình'],
    ['Hoàng', 'Hòang'],
    ['Huỳ', 'Huỳnh'],
    ['Hùy', 'Huỳnh'],
    ['Ly', 'Lynh'],
    ['Ly', 'Li'],
    ['Mỹ', 'Nguyễn Thị Mĩ'],
    ['Mĩ', 'Mỹ'],
    ['a bình', 'Hoà Bình'],
    ['à bình', 'Hòa Bình'],
    ['y sản', 'Thuỷ sản'],
    ['ỹ thuật', 'kĩ thuật'],
    ['uý', 'quí'],
    ['úy', 'quý'],
    ['NGUYỄN  văn', 'Nguyễn Văn An'.normalize('NFD')],
    ['đ', 'Ðảng'],
    ['a.c (1)*', 'A.C (1)*'],
    ['', 'Hòa'],
  ])('finds by “%s” the name “%s”', (typed, value) => {
    expect(textSearch('contains', typed)(value)).toBe(true);
  });

  it.each([
    ['Hoa', 'Hoàng'],
    ['Hoa', 'Hòa'],
    ['Hó', 'Hoàng'],
    ['ang', 'Hoàng'],
    ['Ly', 'Linh'],
    ['Tuy', 'Tui'],
    ['ý', 'Lê Í'],
    ['Dong', 'Đông'],
    ['a.c', 'abc'],
  ])('does not find by “%s” the name “%s”', (typed, value) => {
    expect(textSearch('contains', typed)(value)).toBe(false);
  });

  it('finds by the beginning only what begins so', () => {
    expect(textSearch('startsWith', 'Hùy')('Huỳnh Thị Lan')).toBe(true);
    expect(textSearch('startsWith', 'Lan')('Huỳnh Thị Lan')).toBe(false);
    expect(textSearch('startsWith', 'a bình')('Hoà Bình')).toBe(false);
  });

  it('finds without any diacritic what was typed with none', () => {
    expect(textSearch('containsLoose', 'hoa')('Hoàng')).toBe(true);
    expect(textSearch('containsLoose', 'nguyen thi mi d')('Nguyễn Thị Mỹ Đức')).toBe(true);
    expect(textSearch('containsLoose', 'hoa')('Hà')).toBe(false);
  });

  it('finds a name by whatever part of whatever spelling of it was typed', () => {
    const typed = name.chain((value) =>
      fc
        .tuple(fc.constantFrom(...spellingsOf(value)), fc.nat(), fc.nat())
        .map(([spelling, from, to]) => {
          const start = from % spelling.length;
          return { value, start, part: spelling.slice(start, start + 1 + (to % spelling.length)) };
        }),
    );

    fc.assert(
      fc.property(typed, fc.constantFrom('NFC', 'NFD'), ({ value, start, part }, form) => {
        const stored = value.normalize(form);
        expect({ stored, part, found: textSearch('contains', part)(stored) }).toMatchObject({
          found: true,
        });
        expect(textSearch('containsLoose', part.toUpperCase())(stored)).toBe(true);
        if (start === 0) expect(textSearch('startsWith', part)(stored)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});
