import { textOf } from '../raw-text.ts';
import type { DocumentForm, PlacedValue } from './document.ts';
import { rememberLast } from './remember-last.ts';

/** JSON, and a path of names in it: `$.field.field`, also into arrays: `$.files.0`. */
export function jsonAt(path: string): DocumentForm {
  const steps = path.split('.').slice(1);
  return {
    name: 'JSON',
    read(text) {
      const document = parsed(text);
      return document === undefined
        ? { value: null, repair: 'JSON_UNREADABLE' }
        : { value: leafOf(document, steps) };
    },
    write: (value) =>
      JSON.stringify(steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value)),
    // Digits, Latin letters and the signs of HTML, which may stand as \u0061 too.
    disguises: ['2', '3', '4', '5', '6', '7'].map((sixteen) => [`\\u00${sixteen}`]),
  };
}

/** The places of a JSON object that hold a value, but for those in lists; null for what is no object. */
export function placesInJson(text: string): readonly PlacedValue[] | null {
  const document = parsed(text);
  return isObject(document) ? placesBelow(document, '$') : null;
}

function placesBelow(
  node: Readonly<Record<string, unknown>>,
  path: string,
): readonly PlacedValue[] {
  return Object.entries(node).flatMap(([name, inner]): readonly PlacedValue[] => {
    // No path leads through a name that has the signs of one.
    if (!NAME.test(name)) return [];
    const place = `${path}.${name}`;
    if (isObject(inner)) return placesBelow(inner, place);
    return isLeaf(inner) ? [{ path: place, value: textOf(inner) }] : [];
  });
}

const NAME = /^[^.[\]"'\s]+$/u;

function isObject(node: unknown): node is Readonly<Record<string, unknown>> {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

function isLeaf(node: unknown): node is string | number | boolean {
  return typeof node === 'string' || typeof node === 'number' || typeof node === 'boolean';
}

/** JSON text, its numbers as the digits that stand there: a number would lose some. Undefined for what is no JSON. */
const parsed = rememberLast((text): unknown => {
  try {
    JSON.parse(text);
    return JSON.parse(
      text.replace(TOKEN, (token) => (token.startsWith('"') ? token : JSON.stringify(token))),
    );
  } catch {
    return undefined;
  }
});

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
  return isLeaf(leaf) ? leaf : null;
}
