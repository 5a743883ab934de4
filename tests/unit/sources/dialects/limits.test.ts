import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { withinLimits } from '../../../../subgraphs/sources/dialects/shared/running/limits.ts';
import type { StopSignal } from '../../../../subgraphs/sources/dialects/shared/running/stop.ts';
import { Turns } from '../../../../subgraphs/sources/dialects/shared/running/turns.ts';

const limits = () => ({ statementTimeout: 60_000, wait: 60_000, turns: new Turns(2, 10) });

function never(stopped: string[]): (stop: StopSignal) => Promise<string> {
  return (stop) =>
    new Promise(() => {
      stop.addEventListener('abort', () => stopped.push('stopped'));
    });
}

describe('withinLimits', () => {
  it('answers what the work answers', async () => {
    const answer = await withinLimits({}, limits(), () => Promise.resolve('rows'));

    expect(answer).toBe('rows');
  });

  it('takes any number of statements of one request without a warning of Node', async () => {
    // A process of its own, since what Node warns of does not reach a test.
    const module = new URL(
      '../../../../subgraphs/sources/dialects/shared/running/limits.ts',
      import.meta.url,
    );
    const script = `
      const { withinLimits } = await import('${module.href}');
      const { Turns } = await import('${new URL('turns.ts', module).href}');
      const limits = { statementTimeout: 1_000, wait: 1_000, turns: new Turns(20, 20) };
      const { signal } = new AbortController();
      const work = () => new Promise((done) => setTimeout(done, 10));
      const statements = Array.from({ length: 20 }, () => withinLimits({ signal }, limits, work));
      await Promise.all(statements);`;

    const { stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', script],
      { env: { ...process.env, NODE_OPTIONS: '' } },
    );

    expect(stderr).toBe('');
  });

  it('stops the work when the shorter of the two times is up', async () => {
    const stopped: string[] = [];

    const working = withinLimits({ timeout: 20 }, limits(), never(stopped));

    await expect(working).rejects.toMatchObject({ reason: 'TIMEOUT' });
    expect(stopped).toEqual(['stopped']);
  });

  it('stops the work when the caller gives up, and does not start it if that was before', async () => {
    const stopped: string[] = [];
    const request = new AbortController();
    const working = withinLimits({ signal: request.signal }, limits(), never(stopped));

    await new Promise((resolve) => setImmediate(resolve));
    request.abort();

    await expect(working).rejects.toMatchObject({ reason: 'CANCELLED' });
    await expect(
      withinLimits({ signal: request.signal }, limits(), () => {
        stopped.push('started');
        return Promise.resolve();
      }),
    ).rejects.toMatchObject({ reason: 'CANCELLED' });
    expect(stopped).toEqual(['stopped']);
  });

  it('lets as many work at once as there are turns, the others in the order they came', async () => {
    const limits = { statementTimeout: 60_000, wait: 60_000, turns: new Turns(2, 10) };
    const events: string[] = [];
    const finish: (() => void)[] = [];
    const working = ['a', 'b', 'c', 'd'].map((name) =>
      withinLimits({}, limits, async () => {
        events.push(name);
        await new Promise<void>((resolve) => finish.push(resolve));
      }),
    );
    const next = async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      finish.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
      events.push('one ended');
    };

    for (let left = working.length; left > 0; left -= 1) await next();
    await Promise.all(working);

    expect(events.join(' ')).toBe('a b c one ended d one ended one ended one ended');
  });

  it('tells that time was up before the turn came, and skips those who gave up', async () => {
    const limits = { statementTimeout: 60_000, wait: 60_000, turns: new Turns(1, 10) };
    const request = new AbortController();
    let finish = (): void => undefined;
    const slow = withinLimits({}, limits, () => new Promise<void>((resolve) => (finish = resolve)));
    const late = withinLimits({ timeout: 20 }, limits, () => Promise.resolve('late'));
    const given = withinLimits({ signal: request.signal }, limits, () => Promise.resolve('given'));
    const patient = withinLimits({}, limits, () => Promise.resolve('patient'));

    request.abort();

    await expect(given).rejects.toMatchObject({ reason: 'CANCELLED' });
    await expect(late).rejects.toMatchObject({ reason: 'BUSY' });
    finish();
    await slow;
    await expect(patient).resolves.toBe('patient');
  });
});
