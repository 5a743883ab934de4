import type { Random } from './random.ts';

const FAMILY = words(
  'Nguyễn Trần Lê Phạm Huỳnh Phan Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Lâm Trương Châu Quách Thạch Tạ Đoàn',
);
const MIDDLE = words(
  'Văn Thị Hữu Đức Minh Thanh Hồng Ngọc Kim Quốc Công Thế Hoàng Mỹ Chí Tấn Phước Xuân Bích Út',
);
const GIVEN = words(
  'Anh Bình Cường Dũng Duyên Đạt Điệp Giang Hải Hạnh Hân Hậu Hiền Hòa Hùng Hương Khải Khánh Kiệt Lan Linh Loan Lộc Lợi ' +
    'Mai Mẫn Nga Ngân Nghĩa Nhàn Nhi Như Nữ Oanh Phúc Phương Phượng Quân Quyên Quyền Sang Tâm Thảo Thắm Thành Thủy Thư Tiến ' +
    'Toàn Trang Trí Trung Trường Tú Tuấn Tuyết Út Vân Vinh Vũ Ý Yến',
);
const TRADES = [
  'thủy sản',
  'xây dựng',
  'thương mại dịch vụ',
  'vận tải',
  'chế biến thủy sản',
  'điện lạnh',
  'vật liệu xây dựng',
  'nuôi trồng thủy sản',
];
const SHOPS = [
  'Quán ăn',
  'Cửa hàng tạp hóa',
  'Cơ sở nước đá',
  'Nhà trọ',
  'Tiệm vàng',
  'Đại lý thức ăn thủy sản',
  'Vựa tôm cua',
];

export type ApplicantKind = 'CITIZEN' | 'BUSINESS' | 'HOUSEHOLD_BUSINESS' | 'ORGANISATION';

/** A person who does not exist. */
export function personName(random: Random): string {
  return `${random.pick(FAMILY)} ${random.pick(MIDDLE)} ${random.pick(GIVEN)}`;
}

/** Who hands in, by kind. */
export function applicantName(kind: ApplicantKind, random: Random): string {
  switch (kind) {
    case 'CITIZEN':
      return personName(random);
    case 'BUSINESS':
      return `Công ty TNHH ${random.pick(TRADES)} ${random.pick(MIDDLE)} ${random.pick(GIVEN)}`;
    case 'HOUSEHOLD_BUSINESS':
      return `${random.pick(SHOPS)} ${random.pick(GIVEN)} ${random.pick(GIVEN)}`;
    case 'ORGANISATION':
      return `Hợp tác xã ${random.pick(TRADES)} ${random.pick(MIDDLE)} ${random.pick(GIVEN)}`;
  }
}

/** CMND of the province (38…) or of elsewhere (leading zeros), since 2016 the first CCCD; a tax number for the others. */
export function idNumber(kind: ApplicantKind, random: Random): string {
  if (kind !== 'CITIZEN') return `2000${random.digits(6)}`;
  const chance = random.next();
  if (chance < 0.8) return `38${random.digits(7)}`;
  return chance < 0.92 ? `02${random.digits(7)}` : `096${random.int(2)}${random.digits(8)}`;
}

/** A mobile of ten or, until 2018, eleven digits, or a landline of Cà Mau as it was until 2017. */
export function phone(random: Random): string {
  const chance = random.next();
  if (chance < 0.6) return `09${random.pick(['1', '4', '7', '8'])}${random.digits(7)}`;
  return chance < 0.85 ? `012${random.digits(8)}` : `07803${random.digits(6)}`;
}

function words(text: string): readonly string[] {
  return text.split(' ');
}
