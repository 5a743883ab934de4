import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql';
import type {
  DirectiveNode,
  FieldNode,
  GraphQLCompositeType,
  GraphQLField,
  SelectionSetNode,
} from 'graphql';
import type { ClientOperation } from '../document/client-operation.ts';
import { product, sumOf, valueOf } from './amount.ts';
import type { Amount, Variables } from './amount.ts';
import type { CostModel } from './cost-model.ts';
import { argumentCost } from './input-cost.ts';
import { listLength } from './list-length.ts';
import type { ListLength } from './list-length.ts';

/** What an operation may cost, by its variables; and where. */
export interface CostFormula {
  estimate(variables: Variables): number;
  /** The way to what costs most, with the lists on it. */
  heaviest(variables: Variables): HeaviestPath;
}

interface HeaviestPath {
  /** Response keys by dots. */
  readonly path: string;
  /** The lists on the way, as they would be made shorter: `first: 500 at dossiers`. */
  readonly lists: readonly string[];
}

/** A field in the operation: what each of its instances costs, and how many there are for one of its parent. */
interface Term {
  readonly key: string;
  readonly times: Amount;
  readonly argument: string | undefined;
  readonly cost: Amount;
  readonly terms: readonly Term[];
}

/** Where a field stands: the list length that its parent gives it, if it is one of the parent's sized fields. */
interface Sized {
  readonly fields: ReadonlySet<string>;
  readonly length: ListLength;
}

/**
 * Compiles what an operation may cost, once; most is known before the variables are. Fields of one response key are one
 * field; those of different types of an abstract one are added up, so that it is a bound.
 */
export function compileCost(
  { definition, fragments }: ClientOperation,
  model: CostModel,
): CostFormula {
  const { schema } = model;

  /** One field of a selection, in its merged form, with the switches of each place where it is asked for. */
  interface Asked {
    readonly parent: GraphQLCompositeType;
    readonly nodes: FieldNode[];
    readonly switches: (readonly DirectiveNode[])[];
  }

  function collect(
    { selections }: SelectionSetNode,
    parent: GraphQLCompositeType,
    above: readonly DirectiveNode[],
    asked: Map<string, Asked>,
  ): void {
    for (const selection of selections) {
      const own = selection.directives ?? [];
      const switches = own.length === 0 ? above : [...above, ...own];
      if (selection.kind === Kind.FIELD) {
        const key = `${parent.name} ${(selection.alias ?? selection.name).value}`;
        const known = asked.get(key);
        if (known === undefined) {
          asked.set(key, { parent, nodes: [selection], switches: [switches] });
        } else {
          known.nodes.push(selection);
          known.switches.push(switches);
        }
        continue;
      }
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (inner === undefined) continue;
      const condition = inner.typeCondition && schema.getType(inner.typeCondition.name.value);
      const type = isCompositeType(condition) ? condition : parent;
      // A condition that always holds adds no other field.
      const widens = isAbstractType(type) && isObjectType(parent);
      collect(inner.selectionSet, widens ? parent : type, switches, asked);
    }
  }

  function termsOf(
    sets: readonly SelectionSetNode[],
    parent: GraphQLCompositeType,
    sized: Sized | undefined,
  ): readonly Term[] {
    const asked = new Map<string, Asked>();
    for (const set of sets) collect(set, parent, [], asked);
    return [...asked.values()].flatMap((one) => termOf(one, sized) ?? []);
  }

  function termOf({ parent, nodes, switches }: Asked, sized: Sized | undefined): Term | undefined {
    const [node] = nodes as [FieldNode];
    const name = node.name.value;
    const field = fieldOf(parent, name);
    if (field === undefined) return undefined;
    const coordinate = `${parent.name}.${name}`;
    const args = field.args.map((argument) => argument.name);
    const size = model.sizeOf(coordinate, field.type, args);
    const length = size && listLength(size, node, field, model.defaultListSize);
    const given = sized?.fields.has(name) === true ? sized.length : undefined;
    const isList = isListType(getNullableType(field.type)) || size?.sizedFields.length === 0;
    const own = given ?? (isList ? length : undefined);
    const inner = size && size.sizedFields.length > 0 ? length : undefined;

    const named = getNamedType(field.type);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const below = inner && { fields: new Set(size?.sizedFields), length: inner };
    const terms = isCompositeType(named) ? termsOf(sets, named, below) : [];
    const inputs = (node.arguments ?? []).map((argument) => {
      const defined = field.args.find((one) => one.name === argument.name.value);
      return defined ? argumentCost(coordinate, defined, argument.value, model) : 0;
    });
    const each = sumOf([model.weightOf(coordinate, field.type), ...terms.map(({ cost }) => cost)]);
    const cost = sumOf([product(own?.length ?? 1, each), ...inputs]);
    return {
      key: (node.alias ?? node.name).value,
      times: own?.length ?? 1,
      argument: own === undefined ? undefined : (own.argument ?? ''),
      cost: switched(switches, cost),
      terms,
    };
  }

  const root = schema.getRootType(definition.operation);
  const terms = root ? termsOf([definition.selectionSet], root, undefined) : [];
  const whole = sumOf(terms.map(({ cost }) => cost));
  return {
    estimate: (variables) => valueOf(whole, variables),
    heaviest: (variables) => heaviestOf(terms, variables),
  };

  function fieldOf(
    parent: GraphQLCompositeType,
    name: string,
  ): GraphQLField<unknown, unknown> | undefined {
    if (name === SchemaMetaFieldDef.name && parent === schema.getQueryType()) {
      return SchemaMetaFieldDef;
    }
    if (name === TypeMetaFieldDef.name && parent === schema.getQueryType()) return TypeMetaFieldDef;
    return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  }
}

/** A cost that falls away where none of the places that ask for it is included. */
function switched(places: readonly (readonly DirectiveNode[])[], cost: Amount): Amount {
  if (cost === 0 || places.some((directives) => directives.length === 0)) return cost;
  const conditions = places.map((directives) => directives.map(conditionOf));
  return (variables) =>
    conditions.some((place) => place.every((isOn) => isOn(variables)))
      ? valueOf(cost, variables)
      : 0;
}

function conditionOf({ name, arguments: given }: DirectiveNode): (variables: Variables) => boolean {
  const wanted = { include: true, skip: false }[name.value];
  const value = given?.find((argument) => argument.name.value === 'if')?.value;
  if (wanted === undefined || value === undefined) return () => true;
  if (value.kind === Kind.VARIABLE) {
    const variable = value.name.value;
    return (variables) => (variables[variable] === true) === wanted;
  }
  return () => value.kind === Kind.BOOLEAN && value.value === wanted;
}

function heaviestOf(roots: readonly Term[], variables: Variables): HeaviestPath {
  const path: string[] = [];
  const lists: string[] = [];
  let terms = roots;
  while (terms.length > 0) {
    const [heaviest] = [...terms].sort(
      (one, other) => valueOf(other.cost, variables) - valueOf(one.cost, variables),
    );
    if (heaviest === undefined || valueOf(heaviest.cost, variables) === 0) break;
    path.push(heaviest.key);
    const times = valueOf(heaviest.times, variables);
    if (heaviest.argument !== undefined && times > 1) {
      const name = heaviest.argument === '' ? 'about' : `${heaviest.argument}:`;
      lists.push(`${name} ${times} at ${path.join('.')}`);
    }
    ({ terms } = heaviest);
  }
  return { path: path.join('.'), lists };
}
