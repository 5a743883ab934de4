import { Kind } from 'graphql';
import type { FieldNode, ValueNode } from 'graphql';

/**
 * What a client's field is called in the plan and in the fetched data: by its name, or where it is asked with several
 * sets of arguments, by name and a number. The client's aliases play no part: the projection alone knows them.
 * So one value is fetched once however often it is asked for, and a field that the planner adds by its plain name
 * (a key, a `@requires`) never meets a client's alias or arguments. One instance per operation.
 */
export class FieldNames {
  readonly #reserved: ReadonlySet<string>;
  readonly #arguments = new Map<string, string[]>();

  /** @param reserved - Names that the client's fields never go by, since the plan may use them for something else. */
  constructor(reserved: ReadonlySet<string>) {
    this.#reserved = reserved;
  }

  of(field: FieldNode): string {
    const name = field.name.value;
    const text = argumentsText(field);
    const known = this.#arguments.get(name);
    if (known === undefined) {
      this.#arguments.set(name, [text]);
      return this.#numbered(name, 0);
    }
    const index = known.indexOf(text);
    return this.#numbered(name, index === -1 ? known.push(text) - 1 : index);
  }

  #numbered(name: string, index: number): string {
    return index === 0 && !this.#reserved.has(name) ? name : `${name}__${index}`;
  }
}

/** The same for arguments that mean the same, in whatever order they stand (GraphQL §5.3.2). */
function argumentsText({ arguments: given }: FieldNode): string {
  if (given === undefined || given.length === 0) return '';
  return sortedText(given);
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
