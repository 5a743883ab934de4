import { describe, expect, it } from '@jest/globals';
import { readLanguage } from '../../../../service/errors/language.ts';

describe('readLanguage', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['vi', 'vi'],
    ['VI-vn', 'vi'],
    ['vi-VN,vi;q=0.9,en;q=0.8', 'vi'],
    ['en-US,en;q=0.9,vi;q=0.8', 'en'],
    ['fr, vi;q=0.1', 'vi'],
    ['en;q=0, vi;q=0.2', 'vi'],
    ['vi;q=0', 'en'],
    ['vi;q=abc, en;q=0.1', 'en'],
    ['*', 'en'],
  ])('reads %j as %s', (header, language) => {
    expect(readLanguage(header)).toBe(language);
  });
});
