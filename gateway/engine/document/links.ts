import { Kind } from 'graphql';
import type { ConstArgumentNode, ConstValueNode, DocumentNode } from 'graphql';

/** A core feature that a supergraph may link. */
interface Feature {
  /** What its URL begins with, up to the version. */
  readonly url: string;
  readonly name: string;
}

/**
 * What a feature's directive is called in a supergraph: what is imported goes by its own name, the feature's main directive by
 * the feature's, another behind it.
 */
export function linkedName({ definitions }: DocumentNode, of: Feature, directive: string): string {
  const links = definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? []).filter(({ name }) => name.value === 'link')
      : [],
  );
  const link = links.find(({ arguments: given }) => valueOf(given, 'url')?.startsWith(of.url));
  if (link === undefined) return directive;
  const { arguments: given } = link;
  const imported = new Map(listOf(given, 'import').map(readImport));
  const namespace = valueOf(given, 'as') ?? of.name;
  const own = directive === of.name ? namespace : `${namespace}__${directive}`;
  return imported.get(`@${directive}`) ?? own;
}

function readImport(entry: ConstValueNode): readonly [name: string, as: string] {
  if (entry.kind === Kind.STRING) return [entry.value, entry.value.slice(1)];
  const fields = entry.kind === Kind.OBJECT ? entry.fields : [];
  const textOf = (key: string) => {
    const value = fields.find(({ name }) => name.value === key)?.value;
    return value?.kind === Kind.STRING ? value.value : undefined;
  };
  const name = textOf('name') ?? '';
  return [name, (textOf('as') ?? name).slice(1)];
}

/** The items of an argument of a directive; none where it is not given. */
export function listOf(
  given: readonly ConstArgumentNode[] | undefined,
  name: string,
): readonly ConstValueNode[] {
  const value = given?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.LIST ? value.values : [];
}

/** An argument of a directive as text. */
export function valueOf(
  given: readonly ConstArgumentNode[] | undefined,
  name: string,
): string | undefined {
  const value = given?.find((argument) => argument.name.value === name)?.value;
  return value !== undefined && 'value' in value ? String(value.value) : undefined;
}
