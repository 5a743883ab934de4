import { isTypeDefinitionNode, Kind } from 'graphql';
import type {
  ConstArgumentNode,
  ConstDirectiveNode,
  DocumentNode,
  TypeDefinitionNode,
} from 'graphql';
import { linkedName, listOf, valueOf } from '../document/links.ts';

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

const COST = { url: 'https://specs.apollo.dev/cost/', name: 'cost' };

/** Reads `@cost` and `@listSize` off a supergraph, by whatever names it links them. */
export function readCostDirectives(supergraph: DocumentNode): CostDirectives {
  const names = {
    cost: linkedName(supergraph, COST, 'cost'),
    listSize: linkedName(supergraph, COST, 'listSize'),
  };
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

  for (const definition of supergraph.definitions) {
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
