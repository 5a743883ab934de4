import { describe, expect, it } from '@jest/globals';
import type { FieldClass } from '../../../../subgraphs/sources/model/entity.ts';
import { maskOf } from '../../../../subgraphs/sources/policy/masks.ts';

const masked: readonly (readonly [FieldClass, string, string | null])[] = [
  ['name', 'Nguyễn Văn Đức', 'Nguyễn V. Đ.'],
  ['name', '  Trần  thị Bích ', 'Trần T. B.'],
  ['name', 'Đức', 'Đ.'],
  ['idNumber', '380123456', '***456'],
  ['idNumber', '096203012345', '***345'],
  ['idNumber', '12345', '***'],
  ['phone', '0912345678', '***678'],
  ['address', 'Khóm 9, Xã Tạ An Khương, huyện Đầm Dơi', 'Xã Tạ An Khương, huyện Đầm Dơi'],
  ['address', '12 Lý Bôn; phường 2; TP Cà Mau', 'phường 2, TP Cà Mau'],
  ['address', 'gần chợ, hỏi anh Hai', null],
  ['text', 'Xin trợ cấp khuyết tật', null],
  ['official', 'Lê Thị Lan', null],
  ['procedure', '3.000333', null],
  ['public', '2016-08-15', null],
];

describe('maskOf', () => {
  it.each(masked)('shows of a %s %p no more than %p', (tells, value, form) => {
    expect(maskOf(tells)(value)).toBe(form);
  });

  it('shows nothing of what is no text, nor of what no class is known of', () => {
    expect(maskOf('name')({ value: 'Đức' })).toBeNull();
    expect(maskOf('idNumber')(380_123_456)).toBeNull();
    expect(maskOf(undefined)('Đức')).toBeNull();
  });
});
