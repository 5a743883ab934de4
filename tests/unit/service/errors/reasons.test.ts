import { describe, expect, it } from '@jest/globals';
import { reasons } from '../../../../service/errors/reason-sentences.ts';
import { reasonIn, reasonOf } from '../../../../service/errors/reasons.ts';

describe('a reason', () => {
  it('is told in English between services, and said in the language of the client', () => {
    const reason = reasonOf('LONG_TEST', { op: 'contains', most: 200 });

    expect(reason).toBe('`contains` is longer than 200 characters');
    expect(reasonIn('en', reason)).toBe(reason);
    expect(reasonIn('vi', reason)).toBe('`contains` dài hơn 200 ký tự');
  });

  it.each(Object.entries(reasons))('has its own words in Vietnamese: %s', (_code, { en, vi }) => {
    const details = { field: 'field', value: '7', most: '9', name: 'name' };
    const said = (sentence: string): string =>
      sentence.replaceAll(/\{(\w+)\}/gu, (_all, name: string) =>
        name in details ? details[name as keyof typeof details] : name,
      );

    expect(reasonIn('vi', said(en))).toBe(said(vi));
    expect(said(vi)).not.toBe(said(en));
  });

  it('keeps what it quotes as it was typed', () => {
    const value = '"$& of “x” {field}\\n"';

    expect(reasonIn('vi', reasonOf('NO_DAY_OF', { value, field: 'where.receivedOn.gte' }))).toBe(
      `${value} của “where.receivedOn.gte” không phải là ngày dạng yyyy-MM-dd`,
    );
  });

  it('is found behind what graphql-js says of a variable', () => {
    const where = 'Variable "$where" got invalid value "x; y" at "where.receivedOn.gte"; ';

    expect(reasonIn('vi', where + reasonOf('NO_DAY', { value: '"x; y"' }))).toContain(where);
    expect(reasonIn('vi', where + reasonOf('NO_DAY', { value: '"x"' }))).toBe(
      `${where}"x" không phải là ngày dạng yyyy-MM-dd`,
    );
  });

  it('that is none of ours stays as it is', () => {
    for (const reason of ['Cannot query field "x".', `${'x of “'.repeat(50_000)}x`])
      expect(reasonIn('vi', reason)).toBe(reason);
  });
});
