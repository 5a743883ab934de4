import { describe, expect, it } from '@jest/globals';
import {
  bestFit,
  keptByTcvn3,
  toCp1258,
  toTcvn3,
  toVni,
  withLetterEth,
} from '../../../scripts/demo/encodings.ts';

describe('the legacy encodings of the demo province', () => {
  it('write what real systems show through Windows-1252', () => {
    expect(toTcvn3('Tiếng Việt, trường')).toBe('TiÕng ViÖt, tr\u00ADêng');
    expect(toVni('Tiếng Việt, Trường hợp')).toBe('Tieáng Vieät, Tröôøng hôïp');
    expect(toCp1258('Tiếng Việt')).toBe('Tiêìng Viêòt');
    expect(bestFit('Họ tên người nộp, Địa chỉ đăng ký')).toBe('H? tên ngu?i n?p, Ð?a ch? dang ký');
    expect(withLetterEth('Đảng ủy, đồng')).toBe('Ðảng ủy, ðồng');
  });

  it('know that TCVN3 has no capitals with a tone', () => {
    expect(keptByTcvn3('Út Ánh Đặng Ủy ban')).toBe('út ánh Đặng ủy ban');
    expect(toTcvn3('Ánh')).toBe(toTcvn3('ánh'));
  });
});
