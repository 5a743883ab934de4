import { Kind } from 'graphql';
import type { DirectiveNode, FieldNode, ValueNode } from 'graphql';

/** What a supergraph's names are to those that are made up here. */
export interface KnownNames {
  /** Names that the client's fields never go by, since the plan may use them for something else. */
  readonly reserved: ReadonlySet<string>;
  /** Every name of a field that a name made up could be taken for. */
  readonly fieldNames: ReadonlySet<string>;
}

/**
 * What a client's field is called in the plan and in the fetched data: by its name, or where the operation asks for it
 * in several ways, by name and a number. The client's aliases are for the projection alone to know, so that a field
 * that the planner adds by its plain name (a key, a `@requires`) never meets an alias or other arguments.
 * Of leaves, arguments and directives alone make a way: one value is fetched once. Objects under different aliases are kept apart,
 * since a null that spreads in one must not reach the other; and so are the fields of a mutation, each of which does
 * something. One instance per operation.
 */
export class FieldNames {
  readonly #known: KnownNames;
  readonly #actions: ReadonlySet<string>;
  readonly #arguments = new Map<string, string[]>();

  /** @param actions - Names of the fields of which each alias is asked for, whatever they answer. */
  constructor(known: KnownNames, actions: ReadonlySet<string>) {
    this.#known = known;
    this.#actions = actions;
  }

  of(field: FieldNode): string {
    const name = field.name.value;
    const shared = field.selectionSet === undefined && !this.#actions.has(name);
    const text = shared ? leafText(field) : wayText(field);
    const known = this.#arguments.get(name);
    if (known === undefined) {
      this.#arguments.set(name, [text]);
      return this.#numbered(name, 0);
    }
    const index = known.indexOf(text);
    return this.#numbered(name, index === -1 ? known.push(text) - 1 : index);
  }

  #numbered(name: string, index: number): string {
    const { reserved, fieldNames } = this.#known;
    if (index === 0 && !reserved.has(name)) return name;
    let numbered = `${name}__${index}`;
    while (fieldNames.has(numbered)) numbered += '_';
    return numbered;
  }
}

/** The same for leaves that have one value: with the same arguments, and the same directives of the subgraphs' own. */
function leafText(field: FieldNode): string {
  const own = (field.directives ?? []).filter(({ name }) => !SWITCHES.has(name.value));
  const directives = own.map((one) => ` @${one.name.value}(${argumentsText(one)})`);
  return argumentsText(field) + directives.join('');
}

const SWITCHES = new Set(['skip', 'include']);

/** The same for fields under one alias with the same arguments. */
function wayText(field: FieldNode): string {
  return `${(field.alias ?? field.name).value} ${argumentsText(field)}`;
}

/** The same for arguments that mean the same, in whatever order they stand (GraphQL §5.3.2). */
export function argumentsText({
  arguments: given = [],
}: Pick<FieldNode | DirectiveNode, 'arguments'>): string {
  return given.length === 0 ? '' : sortedText(given);
}

function sortedText(
  fields: readonly { readonly name: { readonly value: string }; readonly value: ValueNode }[],
) {
  return fields
    .map(({ name, value }) => `${name.value}:${valueText(value)}`)
    .sort()
    .join();
}

function valueText(node: ValueNode): string {
  switch (node.kind) {
    case Kind.VARIABLE:
      return `$${node.name.value}`;
    case Kind.LIST:
      return `[${node.values.map(valueText).join()}]`;
    case Kind.OBJECT:
      return `{${sortedText(node.fields)}}`;
    case Kind.STRING:
      return JSON.stringify(node.value);
    case Kind.NULL:
      return 'null';
    default:
      return String(node.value);
  }
}
