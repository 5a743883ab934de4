import { describe, expect, it } from '@jest/globals';
import { AnswerTypes } from '../../../../service/graphql/answering.ts';

const JSON_ANSWER = { status: 200, headers: new Map([['content-type', 'application/json']]) };

describe('the media types learned', () => {
  it('stay open to another client after one has sent very many accept headers', () => {
    const types = new AnswerTypes();

    for (let n = 0; n < 1_000; n += 1) types.learn(`application/json;n=${n}`, JSON_ANSWER);
    types.learn('application/json', JSON_ANSWER);

    const kept = Array.from({ length: 1_000 }, (_, n) => types.for(`application/json;n=${n}`));
    expect(types.for('application/json')).toBe('application/json');
    expect(kept.map((type) => type !== undefined).indexOf(true)).toBe(901);
  });
});
