import { withExactNumbers } from '../../service/exact-numbers.ts';
import { wireText, type WireEncoding } from '../../service/wire-text.ts';
import type { SubgraphOperation, SubgraphRequest } from './transport.ts';

/**
 * The list that was written last, as JSON: subgraphs that are asked at the same time are often asked with the same list of
 * representations. More is not kept, since what a WeakMap holds is taken for alive when young objects are collected.
 */
let written: { readonly list: readonly unknown[]; readonly text: string } = {
  list: [],
  text: '[]',
};

/** Writes requests as the JSON that a subgraph is sent, each operation's text once. */
export function createRequestWriter(encoding: WireEncoding): (request: SubgraphRequest) => Buffer {
  const prefixes = new WeakMap<SubgraphOperation, string>();

  function prefixOf(operation: SubgraphOperation): string {
    let prefix = prefixes.get(operation);
    if (prefix === undefined) {
      const name =
        operation.name === undefined ? '' : `"operationName":${JSON.stringify(operation.name)},`;
      prefix = wireText(`{${name}"query":${JSON.stringify(operation.text)}`, encoding);
      prefixes.set(operation, prefix);
    }
    return prefix;
  }

  return ({ operation, variables }) =>
    Buffer.from(`${prefixOf(operation)},"variables":${variablesText(variables)}}`, encoding);
}

function variablesText(variables: SubgraphRequest['variables'] = {}): string {
  const texts: string[] = [];
  for (const name in variables) {
    const value = variables[name];
    if (value !== undefined) texts.push(`${JSON.stringify(name)}:${valueText(value)}`);
  }
  return `{${texts.join()}}`;
}

function valueText(value: unknown): string {
  if (!Array.isArray(value)) return withExactNumbers(JSON.stringify(value));
  if (written.list !== value) {
    written = { list: value, text: withExactNumbers(JSON.stringify(value)) };
  }
  return written.text;
}
