import { setMaxListeners } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { dialects } from '../../../../subgraphs/sources/dialects/index.ts';
import type { DatabaseOptions } from '../../../../subgraphs/sources/dialects/dialect.ts';
import type { Driver } from '../../../../subgraphs/sources/dialects/shared/running/driver.ts';
import { DriverThreads } from '../../../../subgraphs/sources/dialects/threads/driver-threads.ts';
import { startChild } from '../../../support/child.ts';
import { UNENCRYPTED } from '../../../support/offices/unencrypted.ts';

const OPTIONS: DatabaseOptions = {
  client: 'sqlite',
  url: 'file:none',
  statementTimeout: 20_000,
  connectTimeout: 20_000,
  pool: { max: 1 },
  ...UNENCRYPTED,
};

const opened: Driver[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((driver) => driver.close()));
});

/** Databases of the stub driver, called by their places, in so many threads. */
function databases(count: number, most: number): readonly [Driver, ...Driver[]] {
  const threads = new DriverThreads<{ readonly name: number }>({
    script: new URL('../../../support/threads/worker.js', import.meta.url),
    most,
    endable: false,
  });
  const [first, ...others] = Array.from({ length: count }, (_, name) =>
    threads.driver(OPTIONS, { name }),
  );
  if (first === undefined) throw new Error('at least one');
  opened.push(first, ...others);
  return [first, ...others];
}

/** What a statement of the stub says. */
async function run(
  driver: Driver,
  sql: 'hold' | 'die' | 'dieAtClose' | 'linger' | 'wait' | 'say',
  { flag, stop = new AbortController().signal }: { flag?: Int32Array; stop?: AbortSignal } = {},
): Promise<unknown> {
  await driver.ready();
  const { rows } = await driver.run({ sql, bindings: flag === undefined ? [] : [flag] }, stop);
  return rows[0]?.[0];
}

/** Something that the main thread tells a thread that does not hear. */
function newFlag(): { readonly flag: Int32Array; readonly set: () => void } {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  return {
    flag,
    set() {
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
    },
  };
}

/** What it answers once it does, which the test's own time bounds. */
async function soon<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch {
    await setTimeout(20);
    return soon(ask);
  }
}

const UNREACHABLE = { name: 'DatabaseFault', reason: 'UNREACHABLE' };

describe('DriverThreads', () => {
  it('answers each of many databases from a few threads', async () => {
    const many = databases(20, 2);

    const answers = await Promise.all(many.map((driver) => run(driver, 'say')));

    expect(answers).toEqual(many.map((_, name) => name));
  });

  it('tells a thread all of one turn in one message', async () => {
    const all = databases(10, 1);
    const [first] = all;
    await first.ready();
    const told = jest.spyOn(Worker.prototype, 'postMessage');

    const said = await Promise.all(all.map((driver) => run(driver, 'say')));

    expect(said).toHaveLength(10);
    expect(told.mock.calls.length).toBeLessThanOrEqual(2);
    told.mockRestore();
  });

  it('fails only the statement whose values no thread can be told, of those of one turn', async () => {
    const [first, second] = databases(2, 1);
    await first.ready();
    const { signal } = new AbortController();

    const untold = first.run({ sql: 'say', bindings: [() => undefined] }, signal);
    const told = run(second as Driver, 'say');

    await expect(untold).rejects.toMatchObject({ reason: 'FAILED' });
    await expect(told).resolves.toBeDefined();
  });

  it('runs elsewhere what waits for a database that holds the thread, which goes on itself', async () => {
    const [holding, ...others] = databases(4, 1);
    const { flag, set } = newFlag();
    const waiting = newFlag();
    const underWay = others.map((driver) => run(driver, 'wait', { flag: waiting.flag }));
    const held = run(holding, 'hold', { flag });
    const after = others.map((driver) => run(driver, 'say'));

    // Nobody but the test ends the holding.
    await expect(Promise.all(after)).resolves.toEqual([1, 2, 3]);
    waiting.set();
    await expect(Promise.all(underWay)).resolves.toEqual([1, 2, 3]);
    set();
    await expect(held).resolves.toBe(0);
    await expect(run(holding, 'say')).resolves.toBe(0);
  });

  it('runs a statement again as often as it waits for another that holds the thread', async () => {
    const [first, second = first, waiting = first] = databases(3, 1);
    const { flag, set } = newFlag();
    await Promise.all([first, second, waiting].map((driver) => run(driver, 'say')));
    const held = [run(first, 'hold', { flag }), run(second, 'hold', { flag })];

    await expect(run(waiting, 'say')).resolves.toBe(2);
    set();
    await expect(Promise.all(held)).resolves.toEqual([0, 1]);
  });

  it('does not begin a statement that is stopped in the turn in which it is told', async () => {
    const [driver] = databases(1, 1);
    await run(driver, 'say');
    const stop = new AbortController();

    const stopped = driver.run({ sql: 'wait', bindings: [newFlag().flag] }, stop.signal);
    stop.abort();

    await expect(stopped).rejects.toMatchObject({ reason: 'CANCELLED' });
  });

  it('gives up a statement that does not end when it is stopped, and refuses its database until it has', async () => {
    const [holding, other = holding] = databases(2, 1);
    const { flag, set } = newFlag();
    const giving = new AbortController();
    await run(other, 'say');
    const held = run(holding, 'hold', { flag, stop: giving.signal });
    // Sent to the thread by then, and in it soon.
    void setTimeout(200).then(() => {
      giving.abort();
    });

    await expect(held).rejects.toMatchObject(UNREACHABLE);
    // More than there may be threads left behind.
    for (let time = 0; time < 10; time += 1)
      await expect(run(holding, 'say')).rejects.toMatchObject(UNREACHABLE);
    await expect(run(other, 'say')).resolves.toBe(1);
    set();
    await expect(soon(() => run(holding, 'say'))).resolves.toBe(0);
  });

  it('gives up what does not end, and closes it, also where no more threads may be left behind', async () => {
    const many = databases(18, 9);
    await Promise.all(many.map((driver) => run(driver, 'say')));
    const { flag, set } = newFlag();
    const giving = new AbortController();
    const { signal: stop } = giving;
    setMaxListeners(0, stop);
    // The first nine have a thread each, which the others share with them.
    const held = many.slice(0, 9).map((driver) => run(driver, 'hold', { flag, stop }));
    const others = many.slice(9).map((driver) => run(driver, 'say', { stop }));
    const settled = Promise.allSettled([...held, ...others]);

    await expect(Promise.any(others)).resolves.toEqual(expect.any(Number));
    giving.abort();
    const failed = (await settled).filter(({ status }) => status === 'rejected');
    expect(failed).toHaveLength(10);
    await Promise.all(opened.splice(0).map((driver) => driver.close()));
    set();
  });

  it('fails only what the database asked whose work ended the thread', async () => {
    const [dying, ...others] = databases(4, 1);
    const { flag, set } = newFlag();
    const underWay = others.map((driver) => run(driver, 'wait', { flag }));
    await run(dying, 'say');

    await expect(run(dying, 'die')).rejects.toMatchObject(UNREACHABLE);
    set();
    await expect(Promise.all(underWay)).resolves.toEqual([1, 2, 3]);
    await expect(run(dying, 'say')).resolves.toBe(0);
  });

  it('runs again what the only other database asks of a thread that one ends in being closed', async () => {
    const [dying, other = dying] = databases(2, 1);
    const { flag, set } = newFlag();
    await run(dying, 'dieAtClose');
    const underWay = run(other, 'wait', { flag });

    await dying.close();

    set();
    await expect(underWay).resolves.toBe(1);
  });

  it('runs a statement again once only where its thread died', async () => {
    const [waiting, dying = waiting] = databases(2, 1);
    const { flag, set } = newFlag();
    const underWay = run(waiting, 'wait', { flag });
    underWay.catch(() => undefined);

    for (let time = 0; time < 2; time += 1) {
      await run(dying, 'say');
      await expect(run(dying, 'die')).rejects.toMatchObject(UNREACHABLE);
    }

    await expect(underWay).rejects.toMatchObject(UNREACHABLE);
    set();
  });

  it('is closed in time also where the thread does not end', async () => {
    const [driver] = databases(1, 1);
    const { flag, set } = newFlag();
    await run(driver, 'linger', { flag });

    await expect(driver.close()).resolves.toBeUndefined();
    set();
  });

  it('is closed at once also where its sessions are looked at now and then', async () => {
    const closing: number[] = [];
    for (let life = 0; life < 5; life += 1) {
      const [driver] = databases(1, 1);
      await run(driver, 'say');
      // By then the next look is half a second away.
      await setTimeout(100);
      const began = performance.now();
      await driver.close();
      closing.push(performance.now() - began);
    }

    expect(Math.min(...closing)).toBeLessThan(200);
  });

  it('keeps the process until a database is closed whose thread was still to begin', async () => {
    const script = new URL('../../../support/threads/slow-close.js', import.meta.url);
    const child = startChild(process.execPath, [
      ...['--import', 'tsx', '--input-type=module', '--eval'],
      `import { DriverThreads } from './subgraphs/sources/dialects/threads/driver-threads.ts';
      const script = new URL('${script.href}');
      const driver = new DriverThreads({ script }).driver({ connectTimeout: 1000 }, { name: 0 });
      void driver.ready();
      await driver.close();
      console.log('closed');`,
    ]);

    await expect(child.ended).resolves.toBe(0);
    expect(child.said()).toBe('closed\n');
  });
});

describe('SQLite statements without end', () => {
  it('leave the files of others to be read, also where there are more of them than cores', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-threads-'));
    const file = join(folder, 'office.db');
    // Which libsql takes for a database; were it written by libsql, its threads would be begun already.
    await writeFile(file, '');
    const url = `file:${file}`;
    const offices = Array.from({ length: 9 }, () => dialects.sqlite.open({ ...OPTIONS, url }));
    const sql =
      'WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c';
    const giving = new AbortController();
    const endless = offices
      .slice(1)
      .map((office) => office.read({ sql, bindings: [] }, { signal: giving.signal }));
    const ended = Promise.allSettled(endless);

    const answer = offices[0]?.read({ sql: 'SELECT 1', bindings: [] });

    await expect(answer).resolves.toEqual([[1]]);
    giving.abort();
    expect((await ended).map(({ status }) => status)).toEqual(Array(8).fill('rejected'));
    await Promise.all(offices.map((office) => office.close()));
    await rm(folder, { recursive: true });
  });
});
