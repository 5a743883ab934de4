import { describe, expect, it } from '@jest/globals';
import { looseKey, matchKey } from '../../../../subgraphs/sources/model/text/match-key.ts';

describe('matchKey', () => {
  it.each([
    ['Khánh Hoà', 'khánh  hòa'],
    ['Thuỷ sản', 'THỦY SẢN'],
    ['khoẻ', 'khỏe'],
    ['kỹ thuật', 'kĩ thuật'],
    ['Lý Văn Lâm', 'Lí Văn Lâm'],
    ['quý', 'quí'],
    ['Đảng', 'Ðảng'],
    ['Tiếng Việt', 'Tiếng Việt'.normalize('NFD')],
    ['Hoàng', 'Hòang'],
    ['quá', 'qúa'],
    ['Tạ An Khương Đông', ' Tạ\u00A0An Khương  Đông '],
  ])('takes “%s” and “%s” for the same', (one, other) => {
    expect(matchKey(one)).toBe(matchKey(other));
  });

  it.each([
    ['Tuy', 'Tui'],
    ['hòa', 'hóa'],
    ['ý', 'í'],
    ['Đông', 'Dong'],
  ])('keeps “%s” and “%s” apart', (one, other) => {
    expect(matchKey(one)).not.toBe(matchKey(other));
  });
});

describe('looseKey', () => {
  it('forgets all diacritics', () => {
    expect(looseKey('Nguyễn Thị Mỹ Đức')).toBe(looseKey('nguyen thi my duc'));
  });
});
