import { describe, expect, it } from '@jest/globals';
import { districts } from '../../../../scripts/demo/province/agencies.ts';
import { createRandom } from '../../../../scripts/demo/province/random.ts';
import type { FieldClass } from '../../../../subgraphs/sources/model/entity.ts';
import { maskOf } from '../../../../subgraphs/sources/policy/masks.ts';
import { runs } from '../../../support/run/runs.ts';

const RUNS = runs(3_000, 1_000);

/** What is before a commune in an address, or behind it: each says where somebody lives or works. */
const NEAR = [
  ['P.305', 'P. 12, 45 Nguyễn Trãi', 'P 12', 'Phòng 7', 'phòng số 7', 'x. 3', 'căn hộ 4B'],
  ['TT Quân đội', 'TTYT', 'TT. y tế', 'chung cư Minh Thắng', 'p. kế toán', 'Huyện ủy', 'xã đội'],
  ['12 Lý Bôn', 'số nhà 12/3 Lê Lợi', 'Phạm Ngũ Lão 12', 'đường Lý Bôn', 'tỉnh lộ 8', 'hẻm 5'],
  ['Khóm 9', 'ấp Tân Lập', 'tổ 4', 'ĐT 0912345678', '0912 345 678', 'hỏi anh Hai', 'Cà Mau'],
] as const;

/** One of the province's communes as people write it, long and short, with what it lies in. */
function commune(random: ReturnType<typeof createRandom>) {
  const district = random.pick(districts);
  const name = random.pick(district.communes).name;
  const short = name
    .replace(/^Phường /u, 'P.')
    .replace(/^Xã /u, 'X. ')
    .replace(/^Thị trấn /iu, 'TT ');
  const city = district.name.replace('Thành phố', random.pick(['TP', 'TP.', 'thành phố']));
  const around = [random.pick([district.name, city]), 'tỉnh Cà Mau'].slice(0, 1 + random.int(2));
  return { full: [name, name.toLowerCase(), name.toUpperCase()], short, around };
}

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
  ['address', 'P.305, chung cư Minh Thắng, 12 Lý Bôn, phường 2, TP Cà Mau', 'phường 2, TP Cà Mau'],
  ['address', 'P. 12, 45 Nguyễn Trãi, phường 9, TP Cà Mau', 'phường 9, TP Cà Mau'],
  ['address', 'TT Quân đội, 45 Nguyễn Trãi, phường 9, TP Cà Mau', 'phường 9, TP Cà Mau'],
  ['address', 'Phường 5, số nhà 12 Lê Lợi, TP Cà Mau', 'Phường 5, TP Cà Mau'],
  ['address', 'x. 3, ấp 4, xã Khánh An huyện U Minh', 'xã Khánh An, huyện U Minh'],
  ['address', '12 Lý Bôn, P.9, TP.Cà Mau', 'P.9, TP.Cà Mau'],
  ['address', 'ấp 3 x. Khánh An, x. Khánh An, h. U Minh', 'x. Khánh An, h. U Minh'],
  ['address', 'phường 9, P. 12, TP Cà Mau', 'phường 9, TP Cà Mau'],
  ['address', 'phường Cái Răng, TP Hải Phòng', 'phường Cái Răng, TP Hải Phòng'],
  ['address', 'P.3, chung cư Minh Thắng, TP Cà Mau', null],
  ['address', 'Phường Tân Xuyên đường Lê Lợi, TP Cà Mau', null],
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

  it('shows of an address no house, street, room or telephone, wherever they stand', () => {
    const shows = new Set<boolean>();
    for (let run = 0; run < RUNS; run += 1) {
      const random = createRandom('addresses', run);
      const some = () =>
        Array.from({ length: random.int(4) }, () => random.pick(random.pick(NEAR)));
      const { full, short, around } = commune(random);
      const own = random.pick([...full, short, null]);
      const before = some();
      const parts = [...before, ...(own === null ? [] : [own]), ...some(), ...around];
      const address = parts.join(random.pick([', ', '; ', ' - ', ',', ' – ', '\n']));

      const shown = maskOf('address')(address);

      const open = new Set([own, ...around]);
      const told = shown?.split(', ') ?? [];
      expect({ address, told: told.filter((part) => !open.has(part)) }).toEqual({
        address,
        told: [],
      });
      shows.add(shown !== null);
      // One that is written out is always shown, with all that it lies in.
      if (own !== null && own !== short) expect(told).toEqual([own, ...around]);
    }
    expect(shows).toEqual(new Set([true, false]));
  });

  it('shows nothing of what is no text, nor of what no class is known of', () => {
    expect(maskOf('name')({ value: 'Đức' })).toBeNull();
    expect(maskOf('idNumber')(380_123_456)).toBeNull();
    expect(maskOf(undefined)('Đức')).toBeNull();
  });
});
