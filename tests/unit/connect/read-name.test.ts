import { describe, expect, it } from '@jest/globals';
import { readName } from '../../../connect/names/read-name.ts';

describe('readName', () => {
  it.each([
    ['NgayNhan', 'date receive'],
    ['NGAY_TIEP_NHAN', 'date receive'],
    ['Ngày nhận', 'date receive'],
    ['received_at', 'receive date'],
    ['HOTENNGUOINOP', 'fullName applicant'],
    ['HOSOTIEPNHAN', 'case receive'],
    ['SoNgayGiaiQuyet', 'dayCount'],
    ['tbl_DanhGia', 'rating'],
    ['request_type_id', 'case kind id'],
    ['expected_completion_date', 'due finish date'],
    ['Đơn vị', 'agency'],
  ])('reads %s', (name, concepts) => {
    expect(readName(name).concepts.join(' ')).toBe(concepts);
  });

  it('reads what Vietnamese abbreviate, less surely', () => {
    const { concepts, abbreviated, understood } = readName('SoBN');

    expect(concepts).toEqual(['receiptNumber']);
    expect(abbreviated).toBe(true);
    expect(understood).toBeLessThan(0.9);
  });

  it('takes what may be short for several things for none', () => {
    expect(readName('TT').concepts).toEqual([]);
  });

  it('finds no short word inside another', () => {
    expect(readName('attended').concepts).toEqual([]);
    expect(readName('Mango').concepts).toEqual([]);
  });
});
