import { isTypeDefinitionNode, Kind, parse } from 'graphql';
import type {
  ConstArgumentNode,
  ConstDirectiveNode,
  ConstValueNode,
  DocumentNode,
  TypeDefinitionNode,
} from 'graphql';

/** What `@listSize` says of a field (IBM GraphQL Cost Directives, §4.2). */
export interface ListSize {
  readonly assumedSize: number | undefined;
  /** Arguments, by dots their fields, that say how much is asked for. */
  readonly slicingArguments: readonly string[];
  /** The lists of the answered object that have this size, where the field is none itself. */
  readonly sizedFields: readonly string[];
}

/** What a supergraph says of costs, by coordinate: `Type`, `Type.field`, `Type.field.argument`. */
export interface CostDirectives {
  readonly weights: ReadonlyMap<string, number>;
  readonly sizes: ReadonlyMap<string, ListSize>;
}

const COST_SPEC = 'https://specs.apollo.dev/cost/';

/** Reads `@cost` and `@listSize` off a supergraph, by whatever names it links them. */
export function readCostDirectives(sdl: string): CostDirectives {
  const document = parse(sdl, { noLocation: true });
  const names = linkedNames(document);
  const weights = new Map<string, number>();
  const sizes = new Map<string, ListSize>();

  function read(coordinate: string, directives: readonly ConstDirectiveNode[] = []): void {
    for (const { name, arguments: given } of directives) {
      if (name.value === names.cost) {
        // The IBM specification writes the weight as text, Apollo as a number.
        const weight = Number(valueOf(given, 'weight'));
        if (Number.isFinite(weight)) weights.set(coordinate, weight);
      }
      if (name.value === names.listSize) sizes.set(coordinate, listSizeOf(given));
    }
  }

  for (const definition of document.definitions) {
    if (!isTypeDefinitionNode(definition)) continue;
    const type = definition.name.value;
    read(type, definition.directives);
    for (const field of fieldsOf(definition)) {
      const coordinate = `${type}.${field.name.value}`;
      read(coordinate, field.directives);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? []) {
        read(`${coordinate}.${argument.name.value}`, argument.directives);
      }
    }
  }
  return { weights, sizes };
}

function fieldsOf(definition: TypeDefinitionNode) {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return definition.fields ?? [];
    default:
      return [];
  }
}

/** A spec's main directive goes by the spec's name, another behind it, and what is imported by its own. */
function linkedNames({ definitions }: DocumentNode): { cost: string; listSize: string } {
  const links = definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? []).filter(({ name }) => name.value === 'link')
      : [],
  );
  const link = links.find(({ arguments: given }) => valueOf(given, 'url')?.startsWith(COST_SPEC));
  if (link === undefined) return { cost: 'cost', listSize: 'listSize' };
  const { arguments: given } = link;
  const namespace = valueOf(given, 'as') ?? 'cost';
  const imported = new Map(listOf(given, 'import').map(readImport));
  return {
    cost: imported.get('@cost') ?? namespace,
    listSize: imported.get('@listSize') ?? `${namespace}__listSize`,
  };
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

function listSizeOf(given: readonly ConstArgumentNode[] | undefined): ListSize {
  const assumed = valueOf(given, 'assumedSize');
  return {
    assumedSize: assumed === undefined ? undefined : Number(assumed),
    slicingArguments: textsOf(given, 'slicingArguments'),
    sizedFields: textsOf(given, 'sizedFields'),
  };
}

function textsOf(given: readonly ConstArgumentNode[] | undefined, name: string): readonly string[] {
  return listOf(given, name).flatMap((value) => (value.kind === Kind.STRING ? [value.value] : []));
}

function listOf(
  given: readonly ConstArgumentNode[] | undefined,
  name: string,
): readonly ConstValueNode[] {
  const value = given?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.LIST ? value.values : [];
}

function valueOf(
  given: readonly ConstArgumentNode[] | undefined,
  name: string,
): string | undefined {
  const value = given?.find((argument) => argument.name.value === name)?.value;
  return value !== undefined && 'value' in value ? String(value.value) : undefined;
}
