import { describe, expect, it } from '@jest/globals';
import { DatabaseFault } from '../../../../subgraphs/sources/dialects/dialect.ts';
import { Stop } from '../../../../subgraphs/sources/dialects/shared/running/stop.ts';

describe('a statement that is stopped', () => {
  it('is so once, and for the first reason', () => {
    const stop = new Stop();
    const heard: unknown[] = [];
    stop.addEventListener('abort', () => heard.push(stop.reason));
    const [first, second] = [new DatabaseFault('TIMEOUT'), new DatabaseFault('CANCELLED')];

    stop.abort(first);
    stop.abort(second);

    expect(heard).toEqual([first]);
    expect(heard[0]).toBe(first);
    expect(stop.reason).toBe(first);
    expect(() => {
      stop.throwIfAborted();
    }).toThrow(first);
  });

  it('tells all who listen, and nobody who has left', () => {
    const stop = new Stop();
    const heard: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => () => void heard.push(name));
    for (const one of [a, b, c]) stop.addEventListener('abort', one!);
    stop.removeEventListener('abort', b!);
    stop.removeEventListener('abort', b!);

    stop.abort(new DatabaseFault('TIMEOUT'));

    expect(heard).toEqual(['a', 'c']);
  });

  it('does not begin to be so by being asked', () => {
    const stop = new Stop();

    stop.throwIfAborted();

    expect([stop.aborted, stop.reason]).toEqual([false, undefined]);
  });
});
