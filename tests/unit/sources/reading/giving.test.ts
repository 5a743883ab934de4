import { describe, expect, it } from '@jest/globals';
import { createRequestScope } from '../../../../subgraphs/sources/dialects/shared/running/request-scope.ts';
import { createGiving } from '../../../../subgraphs/sources/reading/giving.ts';

describe('giving rows to an answer', () => {
  it('lets others have the event loop after every slice, and not before', async () => {
    const give = createGiving(createRequestScope());
    const order: string[] = [];
    const lists = Array.from({ length: 6 }, (_one, index) =>
      give(1_000).then(() => order.push(`list ${index}`)),
    );
    const others = new Promise<void>((done) => {
      setImmediate(() => {
        order.push('another request');
        done();
      });
    });

    await Promise.all([...lists, others]);

    expect(order.indexOf('another request')).toBe(2);
    expect(order.slice(3)).toEqual(['list 2', 'list 3', 'list 4', 'list 5']);
  });

  it('ends a request whose answer would hold too many rows, with all that it reads', async () => {
    const budget = { statements: 10, rows: 10, bytes: 10, answers: 1_000 };
    const request = createRequestScope(undefined, budget);
    const ended: string[] = [];
    request.onEnd(({ reason }) => ended.push(reason));
    const give = createGiving(request);

    await give(1_000);

    await expect(give(1)).rejects.toMatchObject({
      extensions: { code: 'REQUEST_TOO_COSTLY', details: budget },
    });
    expect(ended).toEqual(['TOO_COSTLY']);
  });
});
