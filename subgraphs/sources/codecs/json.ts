import type { Codec, Pushed } from './codec.ts';
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
        return item.decode([leafOf(JSON.parse(text), steps)]);
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
          return { atLeast: { kind: 'constant', value: true }, exact: false };
        default:
          return null;
      }
    },
  };
}

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
