import {
  getArgumentValues,
  getNullableType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  print,
} from 'graphql';
import type {
  GraphQLField,
  GraphQLNamedType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { CALM } from '../moods.ts';
import type { Moods } from '../moods.ts';
import { numberOf } from '../random/random.ts';
import { canonical, receivedText } from './canonical.ts';
import { leafOf } from './leaves.ts';
import { directivesOf, fieldSetOf, isFielded, Rules } from './rules.ts';

/** An object of the world; all subgraphs know it by the same identity. */
export interface WorldObject {
  readonly __typename: string;
  readonly identity: string;
  /** The object whose field it was reached by. */
  readonly parent?: WorldObject;
  /** The representation that a subgraph was sent of it. */
  readonly received?: Representation;
}

export type Representation = Readonly<Record<string, unknown>>;
type Arguments = Readonly<Record<string, unknown>>;
type Field = GraphQLField<unknown, unknown>;

/** Entities of each type; of a keyed interface, of each of its implementations. */
const ENTITIES = 5;

/**
 * One set of data for all subgraphs of a federation and for the monolith they are compared with: what a field answers is
 * a function of its coordinate, its object's identity, its arguments, and what it requires.
 */
export class World {
  readonly rules: Rules;
  /** The mutations that were done, in their order. */
  readonly done: string[] = [];
  readonly #moods: Moods;
  readonly #known = new Map<string, Map<string, WorldObject>>();

  constructor(schemas: readonly GraphQLSchema[], moods: Moods = CALM) {
    this.rules = new Rules(schemas);
    this.#moods = moods;
  }

  /** What a field answers; throws where it fails. */
  valueOf(object: WorldObject, field: Field, args: Arguments): unknown {
    const coordinate = this.rules.coordinate(object.__typename, field.name);
    const { identity } = object;
    const given = canonical({ ...args, ...this.#contextual(object, coordinate, args) });
    if (object.__typename === 'Mutation') this.done.push(`${field.name} ${given}`);
    const seed = `${coordinate} ${identity} ${given} ${this.#required(object, coordinate)}`;
    if (this.#mayBeMoody(coordinate, field.type)) {
      if (this.#moods.fails(coordinate, identity))
        throw new Error(`${coordinate} of ${identity} fails`);
      if (this.#moods.isNull(coordinate, identity)) return null;
    }
    return this.#make(getNullableType(field.type), coordinate, seed, object);
  }

  /** The entity that a representation stands for, or null where there is none. */
  lookUp(representation: Representation, schema: GraphQLSchema): WorldObject | null {
    const typename = String(representation['__typename']);
    const type = schema.getType(typename);
    if (type === undefined || !isFielded(type)) return null;
    for (const key of directivesOf(type, 'key')) {
      const selections = fieldSetOf(key);
      const entity = this.#entitiesBy(type, schema, selections).get(
        receivedText(representation, selections),
      );
      if (entity !== undefined) return { ...entity, received: representation };
    }
    return null;
  }

  /** What a field set reads of an object; what fails is null. */
  project(
    object: WorldObject,
    schema: GraphQLSchema,
    { selections }: SelectionSetNode,
  ): Record<string, unknown> {
    const type =
      schema.getType(object.__typename) ?? schema.getType(this.rules.familyOf(object.__typename));
    const projected: Record<string, unknown> = {};
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = schema.getType(selection.typeCondition?.name.value ?? object.__typename);
        const applies =
          condition?.name === object.__typename ||
          (isAbstractType(condition) &&
            schema.getPossibleTypes(condition).some(({ name }) => name === object.__typename));
        if (applies) Object.assign(projected, this.project(object, schema, selection.selectionSet));
        continue;
      }
      const name = selection.name.value;
      if (name === '__typename') continue;
      const field = isFielded(type) ? type.getFields()[name] : undefined;
      if (field === undefined) throw new Error(`No field ${object.__typename}.${name}`);
      const inner = selection.selectionSet;
      const plain = (value: unknown): unknown => {
        if (value instanceof Error || value === null) return null;
        if (Array.isArray(value)) return value.map(plain);
        return inner === undefined ? value : this.project(value as WorldObject, schema, inner);
      };
      let value: unknown = null;
      try {
        value = this.valueOf(object, field, getArgumentValues(field, selection));
      } catch {
        // It failed, and what is computed from it knows it as null.
      }
      projected[name] = plain(value);
    }
    return projected;
  }

  /**
   * What takes its object away by failing or being null must have been asked for by the client: not by a `@requires`
   * alone, and not of an interface object, which is asked for what the client asks of some of its types.
   */
  #mayBeMoody(coordinate: string, type: GraphQLOutputType): boolean {
    const { keyFields, requiredFields, interfaceObjects, entities } = this.rules;
    if (keyFields.has(coordinate)) return false;
    if (!isNonNullType(type)) return true;
    const [typename] = coordinate.split('.') as [string];
    const isOfInterfaceObject =
      interfaceObjects.has(typename) || (interfaceObjects.size > 0 && !entities.has(typename));
    return !requiredFields.has(coordinate) && !isOfInterfaceObject;
  }

  #required(object: WorldObject, coordinate: string): string {
    const required = this.rules.requires.get(coordinate);
    if (required === undefined) return '';
    return object.received === undefined
      ? canonical(this.project(object, required.schema, required.selections))
      : receivedText(object.received, required.selections);
  }

  #contextual(object: WorldObject, coordinate: string, args: Arguments): Arguments {
    const values: Record<string, unknown> = {};
    for (const { name, context, fieldSet } of this.rules.contextual.get(coordinate) ?? []) {
      if (args[name] !== undefined) continue;
      let ancestor = object.parent;
      while (ancestor && this.rules.contexts.get(context)?.has(ancestor.__typename) !== true)
        ancestor = ancestor.parent;
      const { schema, selections } = fieldSet;
      values[name] = ancestor ? onlyLeaf(this.project(ancestor, schema, selections)) : null;
    }
    return values;
  }

  #make(type: GraphQLOutputType, coordinate: string, seed: string, parent: WorldObject): unknown {
    if (isListType(type)) return this.#list(type.ofType, coordinate, seed, parent);
    if (isEnumType(type)) return pick(this.rules.enumsOf(coordinate), seed);
    if (isLeafType(type)) {
      return leafOf(type, this.rules.keyFields.has(coordinate) ? parent.identity : undefined, seed);
    }
    const named = type as GraphQLNamedType;
    const { rules } = this;
    const isOpen = isAbstractType(named) && !rules.entities.has(named.name);
    const typename = isOpen ? pick(rules.objectsOf(coordinate), seed) : named.name;
    if (rules.entities.has(typename)) {
      const entities = this.#entitiesOf(named, typename);
      return { ...pick(entities, `${seed} entity`), parent };
    }
    return {
      __typename: typename,
      identity: Math.floor(numberOf(seed) * 1e9).toString(36),
      parent,
    };
  }

  #list(type: GraphQLOutputType, coordinate: string, seed: string, parent: WorldObject) {
    const length = Math.floor(numberOf(`${seed} length`) * 4);
    return Array.from({ length }, (_, index) => {
      const item = `${seed}[${index}]`;
      if (this.#mayBeMoody(coordinate, type)) {
        if (this.#moods.fails(coordinate, item)) return new Error(`${coordinate} of ${item} fails`);
        if (this.#moods.isNull(coordinate, item)) return null;
      }
      return this.#make(getNullableType(type), coordinate, item, parent);
    });
  }

  #entitiesBy(
    type: GraphQLNamedType,
    schema: GraphQLSchema,
    key: SelectionSetNode,
  ): ReadonlyMap<string, WorldObject> {
    const name = `${type.name} ${print(key)}`;
    let known = this.#known.get(name);
    if (known === undefined) {
      const entities = this.#entitiesOf(type);
      known = new Map(
        entities.map((entity) => [canonical(this.project(entity, schema, key)), entity]),
      );
      this.#known.set(name, known);
    }
    return known;
  }

  /** All entities of a type; the implementations of a keyed interface take turns. */
  #entitiesOf({ name }: GraphQLNamedType, typename = name): readonly WorldObject[] {
    const family = this.rules.familyOf(typename);
    const members = this.rules.members.get(family) ?? [family];
    return Array.from({ length: ENTITIES * members.length }, (_, number) => ({
      __typename: members[number % members.length]!,
      identity: `${family}#${number}`,
    })).filter(({ __typename }) => family === typename || __typename === typename);
  }
}

/** The one leaf of what a field set with one field on each level reads. */
function onlyLeaf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return onlyLeaf(Object.values(value)[0] ?? null);
}

function pick<T>(items: readonly T[], seed: string): T {
  if (items.length === 0) throw new Error(`Nothing that all subgraphs know for ${seed}`);
  return items[Math.floor(numberOf(`${seed} pick`) * items.length)]!;
}
