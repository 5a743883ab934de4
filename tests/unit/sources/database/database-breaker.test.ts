import { describe, expect, it } from '@jest/globals';
import {
  databaseBreaker,
  sharedVerdictOf,
} from '../../../../subgraphs/sources/database/database-breaker.ts';
import { DatabaseFault } from '../../../../subgraphs/sources/dialects/dialect.ts';

const refusal = new Error('left alone');

/** What a statement gets after so many that failed in this way. */
async function after(
  times: number,
  reason: DatabaseFault['reason'],
  verdict?: typeof sharedVerdictOf,
): Promise<unknown> {
  const breaker = databaseBreaker(() => refusal, verdict);
  for (let time = 0; time < times; time++)
    await breaker.run(() => Promise.reject(new DatabaseFault(reason))).catch(() => undefined);
  return breaker.run(() => Promise.resolve('rows')).catch((error: unknown) => error);
}

describe('a database that one source has', () => {
  it('is left alone after three statements that took too long', async () => {
    expect(await after(2, 'TIMEOUT')).toBe('rows');
    expect(await after(3, 'TIMEOUT')).toBe(refusal);
  });

  it('is tried again every two seconds while what was asked of it waits, and used as soon as it answers', async () => {
    let time = 0;
    const breaker = databaseBreaker(
      () => refusal,
      undefined,
      () => time,
    );
    const fail = () => Promise.reject(new DatabaseFault('TIMEOUT'));
    for (let failed = 0; failed < 3; failed++) await breaker.run(fail).catch(() => undefined);
    let endFirst: (fault: DatabaseFault) => void = () => undefined;
    const hang = () => new Promise<never>((_resolve, reject) => (endFirst = reject));
    const ask = () => breaker.run(() => Promise.resolve('rows')).catch((error: unknown) => error);

    time = 1_000;
    const first = breaker.run(hang).catch(() => 'too late');
    time = 2_999;
    expect(await ask()).toBe(refusal);
    time = 3_000;
    expect(await ask()).toBe('rows');
    endFirst(new DatabaseFault('TIMEOUT'));
    await first;
    expect(await ask()).toBe('rows');
  });
});

describe('a database that many sources share', () => {
  it('is left alone where it cannot be reached, and not because statements take too long', async () => {
    expect(await after(10, 'TIMEOUT', sharedVerdictOf)).toBe('rows');
    expect(await after(3, 'UNREACHABLE', sharedVerdictOf)).toBe(refusal);
  });
});
