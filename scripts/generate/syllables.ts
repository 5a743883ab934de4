/**
 * Writes the list of Vietnamese syllables by which the text codec tells one reading from another, out of public texts:
 * `node --import tsx scripts/generate/syllables.ts FILE…` (the procedures, their papers, the communes).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { isPossible } from '../../subgraphs/sources/codecs/text/spelling.ts';

const TARGET = new URL(
  '../../subgraphs/sources/codecs/text/syllables.generated.ts',
  import.meta.url,
);

/** Names, and words of trades and places, that the texts may lack. */
const NAMES = `Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Lâm Trịnh Đinh Đoàn Mạc Quách Tạ Thạch Kiều
Tăng Châu Lưu Mai Cao Hà Trương Từ Tô Thái Văn Thị Hữu Đức Minh Thanh Hồng Ngọc Kim Thu Xuân Hạ Đông Quốc Công Bá Thế Đình Gia Bảo
Anh Ánh Bình Bích Cẩm Chí Cường Diễm Diệp Diệu Dũng Duyên Đạt Điệp Giang Hải Hạnh Hằng Hân Hậu Hiền Hiếu Hoa Hòa Hợp Hùng Huệ Hương
Hường Khải Khánh Khoa Khôi Kiên Kiệt Lan Liên Liễu Linh Loan Lộc Lợi Luân Luận Mẫn Mến Mừng Mỹ Nga Ngân Nghĩa Nhã Nhàn Nhân Nhật Nhi
Nhung Như Nữ Oanh Phát Phong Phú Phúc Phước Phương Phượng Quân Quang Quế Quý Quyên Quyền Quỳnh Sang Sáng Sơn Sương Tài Tâm Tân Thảo
Thắm Thắng Thành Thiện Thịnh Thoa Thông Thơ Thúy Thủy Thùy Thư Thương Tiên Tiến Tín Toàn Trang Trâm Trí Triết Trinh Trọng Trúc Trung
Trường Tú Tuấn Tuyền Tuyết Tùng Út Uyên Vân Việt Vinh Vĩnh Vương Vy Ý Yến Bé Tí Nhẫn Khương Chiến Quyết Tèo Lành Đẹp Xuyến Lài Sen Cúc
Hoà Hoá Thuý Thuỷ Thuỳ Khoẻ Quán tạp hóa tiệm vựa tôm cá trọ đá khóm ấp nước xưởng lò gạch mộc cơm phở bún chè sữa thịt rượu thuốc
xăng dầu vàng bạc giày dép vải tóc rồng sấu mắm khô tép ghe xuồng lưới chợ kênh rạch vịnh đảo mũi đất đầm cửa biển rừng đước ốc rau củ`;

/** Public texts hold slips too (“duyêt”): they are right as far as a repair goes. */
const MISSPELT =
  /^(?=.*[\p{M}đ])(?:ngh|ng|nh|n|gh|gi|g|ch|c|kh|k|ph|p|qu|q|th|tr|t|b|d|đ|h|l|m|r|s|v|x)?[aeiouy]\p{M}*(?:[aeiouy]\p{M}*){0,2}(?:ng|nh|n|ch|c|m|p|t)?$/u;

const words = [...process.argv.slice(2).map((file) => readFileSync(file, 'utf8')), NAMES]
  .flatMap(
    (text) =>
      text
        .normalize('NFC')
        .toLowerCase()
        .match(/\p{L}+/gu) ?? [],
  )
  .filter((word) => isPossible(word) || MISSPELT.test(word.normalize('NFD')));
const lines =
  [...new Set(words)]
    .sort()
    .join(' ')
    .match(/.{1,110}(?: |$)/gu) ?? [];

writeFileSync(
  TARGET,
  `/** Vietnamese syllables with a diacritic, in lower case; written by scripts/generate/syllables.ts. */
export const SYLLABLES =
${lines.map((line) => `  '${line}'`).join(' +\n')};
`,
);
