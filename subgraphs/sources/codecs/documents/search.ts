import type { Test } from '../../model/predicate.ts';
import { type Codec, type Pushed, UNDECIDED } from '../codec.ts';
import { likeAny, likeEqual } from '../like-pieces.ts';

/** Searches of columns that hold more than the value: none is exact. */
export type Search<F> = (test: Test<F>) => Pushed | null;

/** What holds the text, or a code that stands for it. */
export function textInside(
  codesFor: (test: Test<string>) => readonly string[] = () => [],
): Search<string> {
  return (test) => {
    switch (test.op) {
      case 'eq':
        return anyOf([...codesFor(test), test.value].map(holding));
      case 'in':
        return anyOf([...codesFor(test), ...test.values].map(holding));
      case 'contains':
      case 'containsLoose':
      case 'startsWith':
        return anyOf([...codesFor(test).map(holding), likeAny(test)]);
      default:
        return null;
    }
  };
}

/** What holds a code for one of the values; `codesFor` is null where anything may mean the value. */
export function codesInside(codesFor: (value: string) => readonly string[] | null): Search<string> {
  return (test) => {
    if (test.op !== 'eq' && test.op !== 'in') return null;
    const codes = (test.op === 'eq' ? [test.value] : test.values).map(codesFor);
    return codes.includes(null)
      ? UNDECIDED
      : anyOf(codes.flatMap((some) => some ?? []).map(holding));
  };
}

/** Every document: which of them holds the value is seen once it is read. */
export function anywhere<F>(item: Codec<unknown, F>): Search<F> {
  return (test) => (item.push(test) === null ? null : UNDECIDED);
}

/** Letters one by one, where something may stand between any two of them. */
export function scattered<F>(search: Search<F>): Search<F> {
  return (test) => {
    const pushed = search(test);
    return pushed && { ...pushed, atLeast: scatteredPieces(pushed.atLeast) };
  };
}

function scatteredPieces(condition: Pushed['atLeast']): Pushed['atLeast'] {
  if (condition.kind === 'any') return { ...condition, of: condition.of.map(scatteredPieces) };
  return condition.kind === 'like'
    ? { ...condition, pieces: condition.pieces.flatMap((piece) => Array.from(piece)) }
    : condition;
}

/** A truth is written as a word, and reads as a bit. */
function holding(value: string): Pushed {
  if (value === '*') return UNDECIDED;
  const word = value === '1' ? 'true' : value === '0' ? 'false' : null;
  return word === null ? likeEqual(value) : anyOf([likeEqual(value), likeEqual(word)]);
}

function anyOf(pushed: readonly Pushed[]): Pushed {
  return { atLeast: { kind: 'any', of: pushed.map(({ atLeast }) => atLeast) }, exact: false };
}
