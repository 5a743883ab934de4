import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';

type Value = unknown;
type Variables = Readonly<Record<string, Value>>;

interface Block {
  readonly kind: 'if' | 'range' | 'define';
  readonly head: string;
  readonly body: Node[];
}

type Node = string | { readonly action: string } | Block;

/**
 * The manifests of a Helm chart under these values, as objects. It knows what the chart uses of Go's templates (`define`, `include`,
 * `range` over a map or a list, `if`, `quote`, `nindent`, `toYaml`), and throws for anything else.
 */
export function renderChart(
  chart: string,
  release: string,
  change: (values: any) => void = () => undefined,
): readonly any[] {
  const read = (file: string): string => readFileSync(join(chart, file), 'utf8');
  const values = parse(read('values.yaml')) as object;
  change(values);
  const info = parse(read('Chart.yaml')) as { readonly appVersion: string };
  const root = {
    Values: values,
    Release: { Name: release },
    Chart: { AppVersion: info.appVersion },
  };
  const files = readdirSync(join(chart, 'templates')).sort();
  const defined = new Map<string, readonly Node[]>();
  const parsed = files.map((file) => parseTemplate(read(join('templates', file))));
  for (const nodes of parsed)
    for (const node of nodes)
      if (typeof node === 'object' && 'kind' in node && node.kind === 'define')
        defined.set(JSON.parse(node.head) as string, node.body);
  return parsed
    .flatMap((nodes) => parseAllDocuments(write(nodes, root, { $: root }, defined)))
    .flatMap((document) => {
      const [error] = document.errors;
      if (error !== undefined) throw error;
      const manifest: unknown = document.toJS();
      return manifest === null ? [] : [manifest];
    });
}

function parseTemplate(text: string): Node[] {
  const trimmed = text.replace(/\s*\{\{-/gu, '{{').replace(/-\}\}\s*/gu, '}}');
  const top: Node[] = [];
  const open: Block[] = [];
  for (const [place, part] of trimmed.split(/\{\{(.*?)\}\}/gu).entries()) {
    const into = open.at(-1)?.body ?? top;
    if (place % 2 === 0) {
      into.push(part);
      continue;
    }
    const action = part.trim();
    const [, kind, head = ''] = /^(if|range|define) (.*)$/u.exec(action) ?? [];
    if (kind !== undefined) {
      const block = { kind: kind as Block['kind'], head, body: [] };
      into.push(block);
      open.push(block);
    } else if (action !== 'end') {
      into.push({ action });
    } else if (open.pop() === undefined) {
      throw new Error('An `end` of nothing');
    }
  }
  if (open.length > 0) throw new Error(`No \`end\` of ${open.at(-1)?.head}`);
  return top;
}

function write(
  nodes: readonly Node[],
  dot: Value,
  variables: Variables,
  defined: ReadonlyMap<string, readonly Node[]>,
): string {
  const evaluate = (pipeline: string): Value =>
    pipeline.split('|').reduce<Value>((before, stage, place) => {
      const words = stage.trim().match(/"[^"]*"|\S+/gu) ?? [];
      const [name = '', ...args] = words;
      const given = args.map(operand);
      if (place > 0) given.push(before);
      switch (name) {
        case 'quote':
          return JSON.stringify(String(given[0]));
        case 'toYaml':
          return stringify(given[0]).trimEnd();
        case 'nindent':
          return `\n${String(given[1]).replace(/^/gmu, ' '.repeat(Number(given[0])))}`;
        case 'include': {
          const body = defined.get(String(given[0]));
          if (body === undefined) throw new Error(`No template ${String(given[0])}`);
          return write(body, given[1], { $: given[1] }, defined);
        }
        default:
          if (place > 0 || args.length > 0) throw new Error(`Not understood: ${pipeline}`);
          return operand(name);
      }
    }, undefined);

  const operand = (word: string): Value => {
    if (/^(?:"[^"]*"|\d+)$/u.test(word)) return JSON.parse(word) as Value;
    const [, variable, path = ''] = /^(\$\w*)?((?:\.\w*)*)$/u.exec(word) ?? [];
    if (variable === undefined && path === '') throw new Error(`Not understood: ${word}`);
    if (variable !== undefined && !(variable in variables)) throw new Error(`No ${variable}`);
    let value = variable === undefined ? dot : variables[variable];
    for (const key of path.split('.').filter((one) => one !== '')) {
      if (typeof value !== 'object' || value === null || !(key in value))
        throw new Error(`There is no ${word}`);
      value = (value as Record<string, Value>)[key];
    }
    return value;
  };

  return nodes
    .map((node): string => {
      if (typeof node === 'string') return node;
      if ('action' in node) return String(evaluate(node.action));
      switch (node.kind) {
        case 'define':
          return '';
        case 'if':
          return isTrue(evaluate(node.head)) ? write(node.body, dot, variables, defined) : '';
        case 'range': {
          const [, key, item, over] = /^(\$\w+), (\$\w+) := (.*)$/u.exec(node.head) ?? [];
          const among = evaluate(over ?? node.head);
          if (typeof among !== 'object' || among === null) throw new Error(`No list: ${node.head}`);
          return Object.entries(among)
            .sort(([one], [other]) => (Array.isArray(among) ? 0 : one < other ? -1 : 1))
            .map(([name, value]) =>
              write(
                node.body,
                value,
                key === undefined || item === undefined
                  ? variables
                  : { ...variables, [key]: name, [item]: value },
                defined,
              ),
            )
            .join('');
        }
      }
    })
    .join('');
}

/** As Go's templates have it: what is empty is false. */
function isTrue(value: Value): boolean {
  return typeof value === 'object' && value !== null
    ? Object.keys(value).length > 0
    : Boolean(value);
}
