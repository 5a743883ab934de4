import { type Codec, type Pushed, UNDECIDED } from './codec.ts';
import type { Test } from '../model/predicate.ts';
import { likeAny, likeEqual } from './like-pieces.ts';
import { textOf } from './raw-text.ts';

interface JsonOptions<T, F> {
  /** `$.field.field`, also into arrays: `$.files.0`. */
  readonly path: string;
  /** Reads the text, number or truth that stands there. */
  readonly item: Codec<T, F>;
  /** The documents that may hold what passes the test. */
  readonly search: (test: Test<F>) => Pushed | null;
}

/** One text or code inside a column of JSON. */
export function jsonCodec<T, F>({ path, item, search }: JsonOptions<T, F>): Codec<T, F> {
  const steps = path.split('.').slice(1);
  return {
    arity: 1,
    decode: ([raw]) => {
      const text = textOf(raw).trim();
      if (text === '') return item.decode([null]);
      try {
        return item.decode([leafOf(parseKeepingDigits(text), steps)]);
      } catch {
        return { value: null, repair: 'JSON_UNREADABLE' };
      }
    },
    encode: (value) =>
      item
        .encode(value)
        .map(([raw]) => [
          JSON.stringify(steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), raw)),
        ]),
    push: (test) => (test.op === 'isNull' ? UNDECIDED : search(test)),
  };
}

/** The documents that hold the text, or a code that stands for it. */
export function textInside(
  codesFor: (test: Test<string>) => readonly string[] = () => [],
): (test: Test<string>) => Pushed | null {
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

/** The documents that hold a code for one of the values; `codesFor` is null where any document may mean the value. */
export function codesInside(
  codesFor: (value: string) => readonly string[] | null,
): (test: Test<string>) => Pushed | null {
  return (test) => {
    if (test.op !== 'eq' && test.op !== 'in') return null;
    const codes = (test.op === 'eq' ? [test.value] : test.values).map(codesFor);
    return codes.includes(null)
      ? UNDECIDED
      : anyOf(codes.flatMap((some) => some ?? []).map(holding));
  };
}

/** A truth is written as a word, and reads as a bit. */
function holding(value: string): Pushed {
  if (value === '*') return UNDECIDED;
  const word = value === '1' ? 'true' : value === '0' ? 'false' : null;
  return word === null ? likeEqual(value) : anyOf([likeEqual(value), likeEqual(word)]);
}

/** JSON text, its numbers as the digits that stand there: a number would lose some. Throws for what is no JSON. */
function parseKeepingDigits(text: string): unknown {
  JSON.parse(text);
  return JSON.parse(
    text.replace(TOKEN, (token) => (token.startsWith('"') ? token : JSON.stringify(token))),
  );
}

/** A text, or a number, which stands outside of texts alone. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gu;

function leafOf(document: unknown, steps: readonly string[]): string | number | boolean | null {
  const leaf = steps.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, step)
        ? (node as Record<string, unknown>)[step]
        : null,
    document,
  );
  return typeof leaf === 'string' || typeof leaf === 'number' || typeof leaf === 'boolean'
    ? leaf
    : null;
}

function anyOf(pushed: readonly Pushed[]): Pushed {
  return { atLeast: { kind: 'any', of: pushed.map(({ atLeast }) => atLeast) }, exact: false };
}
