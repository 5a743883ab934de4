import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
} from 'yaml';
import { latelyRead } from './lately-read.ts';
import { describeSyntaxErrors } from './yaml-syntax.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

type Path = readonly PropertyKey[];

/** Something wrong at a line of the text. */
interface LineFault {
  readonly line: number;
  readonly what: string;
  readonly mend: string;
}

/** A YAML text as plain values, with the lines on which they stand. */
export interface YamlText {
  readonly value: unknown;
  readonly faults: readonly LineFault[];
  /** The line of a value; of one that is not there, the line of what would hold it. */
  lineOf(path: Path): number;
  /** The variables that it reads, set or not. */
  readonly variables: ReadonlySet<string>;
}

/** Aliases unfold to this many values at the most: a text of a few lines could fill the memory. */
const MOST_VALUES = 50_000;

/** A text as the parser has it, and where its lines begin. */
const parsed = latelyRead((text) => {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines, schema: 'failsafe' }), lines };
});

/** What stops the reading of a text: nothing after it can be told. */
class Stop extends Error {}

/**
 * Reads YAML 1.2 as people write it: merge keys work, `${NAME}` and `${NAME:-default}` come from the environment, and a
 * plain scalar is a number, `true` or `false` only where that is exactly how it is written. All else, `01`, `1.10`, `yes`,
 * `0x1F`, is the text that stands there. Never throws.
 */
export function readYaml(text: string, environment: Environment): YamlText {
  let lines = new LineCounter();
  const faults: LineFault[] = [];
  const variables = new Set<string>();
  const faultAt = (offset: number, what: string, mend: string): void => {
    faults.push({ line: Math.max(lines.linePos(offset).line, 1), what, mend });
  };
  const places = new WeakMap<object, Map<string, number>>();
  const lineOf = (value: unknown, path: Path): number => {
    let offset = 0;
    let at: unknown = value;
    for (const key of path) {
      if (typeof at !== 'object' || at === null) break;
      const place = places.get(at)?.get(String(key));
      if (place === undefined) break;
      offset = place;
      at = (at as Readonly<Record<PropertyKey, unknown>>)[key];
    }
    return Math.max(lines.linePos(offset).line, 1);
  };
  const answer = (value: unknown): YamlText => ({
    value,
    faults,
    lineOf: (path) => lineOf(value, path),
    variables,
  });

  try {
    const { document, lines: its } = parsed(text);
    lines = its;
    for (const { offset, what, mend } of describeSyntaxErrors(document.errors, text)) {
      faultAt(offset, what, mend);
    }
    if (faults.length > 0) return answer(undefined);
    if (document.contents === null || isBlank(document.contents)) {
      faultAt(0, 'the file says nothing', 'write a mapping, or take the file away');
      return answer(undefined);
    }
    return answer(plainValues(document.contents));
  } catch (error) {
    // Brackets nested by the thousand exhaust the stack.
    if (!(error instanceof Stop)) {
      faultAt(0, 'the file is nested too deeply', 'take some of its brackets away');
    }
    return answer(undefined);
  }

  function plainValues(contents: Node): unknown {
    const anchors = new Map<string, Node>();
    const open = new Set<Node>();
    let count = 0;

    const read = (node: unknown): unknown => {
      count += 1;
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        const offset = node.range?.[0] ?? 0;
        if (target === undefined) {
          faultAt(
            offset,
            `“*${node.source}” repeats something that nothing before it is named`,
            `name it with “&${node.source}” further up, or put the text into quotes`,
          );
          return null;
        }
        if (open.has(target)) {
          faultAt(offset, `“*${node.source}” stands inside what it repeats`, 'take it out');
          throw new Stop();
        }
        if (count > MOST_VALUES) {
          faultAt(
            offset,
            `“*${node.source}” and its like unfold to more than ${MOST_VALUES} values`,
            'write out what is meant',
          );
          throw new Stop();
        }
        return read(target);
      }
      if (isScalar(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return scalarValue(node);
      }
      if (!isMap(node) && !isSeq(node)) return null;
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      open.add(node);
      const value = isSeq(node) ? readList(node.items) : readBlock(node.items);
      open.delete(node);
      return value;
    };

    const readList = (items: readonly unknown[]): unknown => {
      const place = new Map(items.map((item, index) => [String(index), offsetOf(item)]));
      const list = items.map(read);
      places.set(list, place);
      return list;
    };

    const readBlock = (
      items: readonly { readonly key: unknown; readonly value: unknown }[],
    ): unknown => {
      // Without a prototype, `__proto__` is a key like any other.
      const block = Object.create(null) as Record<string, unknown>;
      const place = new Map<string, number>();
      places.set(block, place);
      const merged: Readonly<Record<string, unknown>>[] = [];
      for (const { key, value } of items) {
        const offset = offsetOf(key);
        if (!isScalar(key) || isBlank(key)) {
          faultAt(offset, 'a key is empty or no plain text', 'write a name before the “:”');
        } else if (key.source === '<<' && key.type === Scalar.PLAIN) {
          for (const source of [read(value)].flat()) {
            if (typeof source === 'object' && source !== null) {
              merged.push(source as Readonly<Record<string, unknown>>);
            } else {
              faultAt(
                offset,
                '“<<” takes in something that is no block',
                'write <<: *name of a block',
              );
            }
          }
        } else {
          const name = expand(key, String(key.value));
          block[name] = read(value);
          place.set(name, offset);
        }
      }
      for (const source of merged) {
        for (const [name, value] of Object.entries(source)) {
          if (Object.hasOwn(block, name)) continue;
          block[name] = value;
          place.set(name, places.get(source)?.get(name) ?? 0);
        }
      }
      return block;
    };

    return read(contents);
  }

  function scalarValue(node: Scalar): unknown {
    const written = String(node.value);
    const said = expand(node, written);
    return node.type === Scalar.PLAIN ? plainScalar(said) : said;
  }

  function expand(node: Scalar, written: string): string {
    const offset = node.range?.[0] ?? 0;
    const said = written.replace(
      /\$\{(\w+)(?::-([^}]*))?\}/gu,
      (_match, name: string, otherwise: string | undefined) => {
        variables.add(name);
        const value = environment[name] ?? otherwise;
        if (value === undefined) {
          const mend = `set ${name}, or write \${${name}:-default}`;
          faultAt(offset, `the environment variable ${name} is not set`, mend);
        }
        return value ?? '';
      },
    );
    const broken = /\$\{[^}]{0,40}\}?/u.exec(written.replace(/\$\{\w+(?::-[^}]*)?\}/gu, ''))?.[0];
    if (broken !== undefined) {
      const mend = 'write ${NAME} or ${NAME:-default}; a name is letters, digits and underscores';
      faultAt(offset, `“${broken}” names no environment variable`, mend);
    }
    return said;
  }
}

function isBlank(node: unknown): boolean {
  return isScalar(node) && node.type === Scalar.PLAIN && plainScalar(String(node.value)) === null;
}

function offsetOf(node: unknown): number {
  const { range } = node as { readonly range?: readonly number[] | null };
  return range?.[0] ?? 0;
}

function plainScalar(text: string): string | number | boolean | null {
  if (/^(?:~|null|Null|NULL)?$/u.test(text)) return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : text;
}
