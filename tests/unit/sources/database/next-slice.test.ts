import { describe, expect, it } from '@jest/globals';
import { RequestController } from '../../../../service/request-controller.ts';
import { nextSlice } from '../../../../subgraphs/sources/database/next-slice.ts';
import { createRequestScope } from '../../../../subgraphs/sources/dialects/shared/running/request-scope.ts';

/** Does pieces of work of a millisecond and a half until there is no more, and counts them. */
async function work(request: ReturnType<typeof createRequestScope>, done: { pieces: number }) {
  while (done.pieces < 2_000) {
    const slice = nextSlice(request);
    if (slice !== undefined) await slice;
    const until = performance.now() + 1.5;
    while (performance.now() < until);
    done.pieces += 1;
  }
}

describe('work of a request in slices', () => {
  it('goes on while somebody waits for it', async () => {
    const done = { pieces: 1_990 };

    await work(createRequestScope(), done);

    expect(done.pieces).toBe(2_000);
  });

  it('ends with the request, whatever has been read already', async () => {
    const controller = new RequestController();
    const request = createRequestScope(controller.signal);
    const done = { pieces: 0 };
    const working = work(request, done);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = done.pieces;

    controller.abort();

    await expect(working).rejects.toMatchObject({ extensions: { code: 'REQUEST_CANCELLED' } });
    expect(done.pieces - before).toBeLessThanOrEqual(1);
    expect(() => nextSlice(request)).toThrow('cancelled');
  });

  it('ends where the request has read too much', () => {
    const request = createRequestScope(undefined, {
      statements: 1,
      rows: 10,
      bytes: 1_000,
      answers: 1_000,
    });
    request.spend({ rows: 11 });

    expect(() => nextSlice(request)).toThrow(
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'REQUEST_TOO_COSTLY' }),
      }),
    );
  });
});
