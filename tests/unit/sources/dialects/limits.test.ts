import { describe, expect, it } from '@jest/globals';
import { withinLimits } from '../../../../subgraphs/sources/dialects/limits.ts';

function never(stopped: string[]): (stop: AbortSignal) => Promise<string> {
  return (stop) =>
    new Promise(() => {
      stop.addEventListener('abort', () => stopped.push('stopped'));
    });
}

describe('withinLimits', () => {
  it('answers what the work answers', async () => {
    const answer = await withinLimits({}, 1_000, () => Promise.resolve('rows'));

    expect(answer).toBe('rows');
  });

  it('stops the work when the shorter of the two times is up', async () => {
    const stopped: string[] = [];

    const working = withinLimits({ timeout: 20 }, 60_000, never(stopped));

    await expect(working).rejects.toMatchObject({ reason: 'TIMEOUT' });
    expect(stopped).toEqual(['stopped']);
  });

  it('stops the work when the caller gives up, and does not start it if that was before', async () => {
    const stopped: string[] = [];
    const request = new AbortController();
    const working = withinLimits({ signal: request.signal }, 60_000, never(stopped));

    request.abort();

    await expect(working).rejects.toMatchObject({ reason: 'CANCELLED' });
    await expect(
      withinLimits({ signal: request.signal }, 60_000, () => {
        stopped.push('started');
        return Promise.resolve();
      }),
    ).rejects.toMatchObject({ reason: 'CANCELLED' });
    expect(stopped).toEqual(['stopped']);
  });
});
