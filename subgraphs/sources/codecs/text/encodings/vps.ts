import type { LegacyEncoding } from './legacy-encoding.ts';
import { singleByte } from './single-byte.ts';

/** The 134 letters in the order of their codes, as the fonts of the Vietnamese Professionals Society (VPS Times) drew them. */
const LETTERS =
  'ẠẬẶẸỆỊỌỘỢỤỰỴẪỮÀẢÃẤẦẨọỗĂếềểệẮẰẲẾỀỂỄỐỒỔỖýỷỵỚỜỞắằẳẵặỠớÙờởỡŨỨợỪổỬ' +
  'ỲỸÍÌộỈĨÓửữÒỎÕựầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺàáâãảạăèéêẽìíĩẴĐòóôõƠụùúủỶẼỳ';

/** Their codes; those of twelve capitals and two more are control codes. */
const CODES = Buffer.from(
  '0203040506101112131415191c1d808182838485868788898a8b8c8d8e8f909394959697' +
    '98999a9b9c9d9e9fa1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbe' +
    'bfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddee0e1e2e3e4e5' +
    'e6e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfdfeff',
  'hex',
);

/** VPS: one byte a letter. */
export const vps: LegacyEncoding = singleByte('TEXT_DECODED_VPS', LETTERS, CODES);
