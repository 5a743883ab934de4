import { numberOf } from '../compiler/kept/number-of.ts';
import type { Source } from '../database/source.ts';

type Read<Q, A> = (sources: readonly Source[], query: Q) => Promise<A>;

/** Reads alike are one: the first that asks in a request reads, and the others get what it got, its error too. */
export function sharedRead<Q extends object, A>(read: Read<Q, A>): Read<Q, A> {
  const known = new Map<string, Promise<A>>();
  return (sources, query) => {
    const asked = [sources.map(({ code }) => code), query];
    const key = JSON.stringify(asked, (_name, value: unknown) => {
      if (value instanceof Set) return [...(value as ReadonlySet<string>)].sort();
      // Of functions nothing tells whether they do the same, unless they are the same.
      return typeof value === 'function' ? numberOf(value) : value;
    });
    const answer = known.get(key) ?? read(sources, query);
    known.set(key, answer);
    return answer;
  };
}
