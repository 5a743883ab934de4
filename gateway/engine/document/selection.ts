import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
} from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLNamedType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { deferralOf } from './deferrals.ts';
import type { FieldNames } from './field-names.ts';
import { isIncluded } from './switches.ts';
import type { Switches } from './switches.ts';

/** What all selections of an operation are compiled with; one for each set of values of its `@skip` and `@include`. */
export interface SelectionContext {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly names: FieldNames;
  readonly switches: Switches;
  /** Fields that are closed to whoever asks: answered as null, with an error. */
  readonly closed: ReadonlyMap<FieldNode, unknown>;
  /** The deferrals that are left out, and answered later; what of others is in an object stands there with the rest. */
  readonly deferred: ReadonlySet<string>;
}

/** What of an object is answered later. */
interface Later {
  /** The deferral that it is of. */
  readonly deferral: string;
  readonly selection: Selection;
}

/** How a leaf's value is checked before it is written. */
type LeafKind = 'String' | 'Int' | 'Float' | 'Boolean' | 'ID' | 'Enum' | 'Any';

/** A field's type, with what is selected of it. */
export interface ValueShape {
  readonly nonNull: boolean;
  readonly item: ValueShape | undefined;
  readonly leaf: LeafKind | undefined;
  readonly enumValues: ReadonlySet<string> | undefined;
  readonly selection: Selection | undefined;
}

/** A field of an object in the client's answer. */
export interface Entry {
  readonly responseKey: string;
  /** The key as it is written, after a comma if it is not the first. */
  readonly prefix: Uint8Array;
  /** Its key in the fetched data. */
  readonly source: string;
  readonly coordinate: string;
  /** Undefined for what is not fetched: `__typename`, introspection. */
  readonly type: GraphQLOutputType | undefined;
  readonly shape: ValueShape;
  /** What is written whatever the data says: `__typename`. */
  readonly constant: Uint8Array | undefined;
  /** Whether it is closed to whoever asks, on every way on which it is asked for. */
  readonly closed: boolean;
  /** The nodes that ask for it, where it is introspection. */
  readonly introspection: readonly FieldNode[] | undefined;
  /** Where it is no field, and nothing is written for it: what comes later. */
  readonly later: Later | undefined;
}

/**
 * What is asked of the objects of one type, in the client's words: the fields by runtime type, in the order and with the
 * merging of the specification (§6.3.2 CollectFields), worked out for a type when its first object comes.
 */
export class Selection {
  readonly type: GraphQLCompositeType;
  readonly #context: SelectionContext;
  readonly #sets: readonly SelectionSetNode[];
  readonly #entries = new Map<string, readonly Entry[] | undefined>();
  #own: readonly Entry[] | undefined;

  constructor(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    context: SelectionContext,
  ) {
    this.type = type;
    this.#sets = sets;
    this.#context = context;
  }

  /** The fields of an object, or undefined where its type is none that may stand there. */
  entriesFor(typename: unknown): readonly Entry[] | undefined {
    // No type name: of an object type none is needed, and of an interface object none was asked for.
    if (isObjectType(this.type) || (typename === undefined && isInterfaceType(this.type))) {
      return (this.#own ??= this.#collect(this.type));
    }
    if (typeof typename !== 'string') return undefined;
    if (this.#entries.has(typename)) return this.#entries.get(typename);
    const { schema } = this.#context;
    const type = schema.getType(typename);
    // An interface's name stands where only a subgraph with an interface object has answered.
    const known = isObjectType(type) || isInterfaceType(type);
    const entries =
      known && applies(this.type.name, type, schema) ? this.#collect(type) : undefined;
    this.#entries.set(typename, entries);
    return entries;
  }

  /** The fields of whatever type the object would have had: for errors at objects that are not there. */
  anyEntries(): readonly Entry[] {
    if (!isAbstractType(this.type)) return this.entriesFor(undefined) ?? [];
    return this.#context.schema
      .getPossibleTypes(this.type)
      .flatMap(({ name }) => this.entriesFor(name) ?? []);
  }

  #collect(type: GraphQLCompositeType): readonly Entry[] {
    const collected: Collected = { groups: new Map(), spread: new Set(), later: [] };
    for (const set of this.#sets) this.#collectInto(collected, set, type);
    const entries = [...collected.groups.values()].map((nodes, index) => {
      // The same field may be open on another way: by a fragment on a type that demands less than all that it may be.
      const open = nodes.filter((node) => !this.#context.closed.has(node));
      const closed = open.length === 0;
      return entryOf(closed ? nodes : open, { index, closed }, type, this.#context);
    });
    const later = collected.later.map(({ deferral, set }) =>
      laterEntry({ deferral, selection: new Selection(type, [set], this.#context) }),
    );
    return later.length === 0 ? entries : [...entries, ...later];
  }

  #collectInto(
    collected: Collected,
    { selections }: SelectionSetNode,
    type: GraphQLCompositeType,
  ): void {
    const { fragments, schema, switches, deferred } = this.#context;
    const { groups, spread, later } = collected;
    for (const selection of selections) {
      if (!isIncluded(selection.directives, switches)) continue;
      switch (selection.kind) {
        case Kind.FIELD: {
          const key = selection.alias?.value ?? selection.name.value;
          const group = groups.get(key);
          if (group === undefined) groups.set(key, [selection]);
          else group.push(selection);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          if (applies(selection.typeCondition?.name.value, type, schema)) {
            const { selectionSet: set } = selection;
            const deferral = deferralOf(selection, deferred);
            if (deferral === undefined) this.#collectInto(collected, set, type);
            else later.push({ deferral, set });
          }
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value);
          if (fragment === undefined || spread.has(selection.name.value)) break;
          spread.add(selection.name.value);
          if (applies(fragment.typeCondition.name.value, type, schema)) {
            this.#collectInto(collected, fragment.selectionSet, type);
          }
        }
      }
    }
  }
}

/** What is selected of objects of one type. */
interface Collected {
  /** Fields by response key. */
  readonly groups: Map<string, FieldNode[]>;
  /** The names of the fragments that were spread. */
  readonly spread: Set<string>;
  readonly later: { readonly deferral: string; readonly set: SelectionSetNode }[];
}

function applies(
  condition: string | undefined,
  type: GraphQLNamedType,
  schema: GraphQLSchema,
): boolean {
  if (condition === undefined || condition === type.name) return true;
  const conditional = schema.getType(condition);
  return (
    isAbstractType(conditional) &&
    (isObjectType(type) || isInterfaceType(type)) &&
    schema.isSubType(conditional, type)
  );
}

function entryOf(
  nodes: readonly FieldNode[],
  { index, closed }: { readonly index: number; readonly closed: boolean },
  type: GraphQLCompositeType,
  context: SelectionContext,
): Entry {
  const [node] = nodes as [FieldNode];
  const name = node.name.value;
  const responseKey = node.alias?.value ?? name;
  const entry = {
    responseKey,
    prefix: Buffer.from(`${index === 0 ? '' : ','}${JSON.stringify(responseKey)}:`),
    source: name,
    coordinate: `${type.name}.${name}`,
    type: undefined,
    shape: NULLABLE,
    constant: undefined,
    closed,
    introspection: undefined,
    later: undefined,
  };
  if (name === '__typename') {
    // Of an interface object's concrete type nothing is known: a non-null field without a value.
    const constant = isObjectType(type) ? Buffer.from(JSON.stringify(type.name)) : undefined;
    return { ...entry, constant, shape: { ...NULLABLE, nonNull: true } };
  }
  if (name === '__schema' || name === '__type') return { ...entry, introspection: nodes };
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  if (field === undefined)
    throw new Error(`No field ${type.name}.${name}: operations are validated before`);
  // Nothing that was fetched is it, even where a key of the same name was.
  if (closed) return { ...entry, source: '', shape: shapeOf(field.type, [], context) };
  return {
    ...entry,
    source: context.names.of(node),
    type: field.type,
    shape: shapeOf(field.type, nodes, context),
  };
}

const NULLABLE: ValueShape = {
  nonNull: false,
  item: undefined,
  leaf: undefined,
  enumValues: undefined,
  selection: undefined,
};

const NOTHING = Buffer.alloc(0);

function laterEntry(later: Later): Entry {
  return {
    responseKey: '',
    prefix: NOTHING,
    source: '',
    coordinate: '',
    type: undefined,
    shape: NULLABLE,
    constant: NOTHING,
    closed: false,
    introspection: undefined,
    later,
  };
}

const CHECKED: ReadonlySet<string> = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);

function shapeOf(
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  context: SelectionContext,
): ValueShape {
  const nonNull = isNonNullType(type);
  const inner = getNullableType(type);
  if (isListType(inner)) {
    return { ...NULLABLE, nonNull, item: shapeOf(inner.ofType, nodes, context) };
  }
  const named = getNamedType(inner);
  if (isEnumType(named)) {
    const enumValues = new Set(named.getValues().map(({ name }) => name));
    return { ...NULLABLE, nonNull, leaf: 'Enum', enumValues };
  }
  if (isLeafType(named)) {
    return {
      ...NULLABLE,
      nonNull,
      leaf: CHECKED.has(named.name) ? (named.name as LeafKind) : 'Any',
    };
  }
  const sets = nodes.flatMap(({ selectionSet }) =>
    selectionSet === undefined ? [] : [selectionSet],
  );
  return { ...NULLABLE, nonNull, selection: new Selection(named, sets, context) };
}
