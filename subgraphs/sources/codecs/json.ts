import { type Codec, type Pushed, UNDECIDED } from './codec.ts';
import { likeAny, likeEqual } from './like-pieces.ts';
import { textOf } from './raw-text.ts';

interface JsonOptions {
  /** `$.field.field`, also into arrays: `$.files.0`. */
  readonly path: string;
  readonly item: Codec<string>;
}

/** One text inside a column of JSON. */
export function jsonCodec({ path, item }: JsonOptions): Codec<string> {
  const steps = path.split('.').slice(1);
  return {
    arity: 1,
    decode: ([raw]) => {
      const text = textOf(raw).trim();
      if (text === '') return { value: null };
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
    push: (test) => {
      switch (test.op) {
        case 'eq':
          return likeEqual(test.value);
        case 'in':
          return anyOf(test.values.map(likeEqual));
        case 'contains':
        case 'containsLoose':
        case 'startsWith':
          return likeAny(test);
        case 'isNull':
          return UNDECIDED;
        default:
          return null;
      }
    },
  };
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
