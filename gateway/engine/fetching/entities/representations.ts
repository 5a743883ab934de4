import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { Data } from '../data.ts';
import { isObject } from '../data.ts';
import { applyRewrites, compileRewrites } from '../rewrites.ts';
import type { Rewrite } from '../rewrites.ts';
import type { TypeConditions } from '../../document/type-conditions.ts';

/** Turns entities into what `_entities` is asked with, as the `requires` of one fetch says. */
export class RepresentationPicker {
  readonly #requires: readonly QueryPlanSelectionNode[];
  readonly #rewrites: readonly Rewrite[];
  readonly #conditions: TypeConditions;
  readonly #typed = new Map<unknown, TypedPicker>();

  constructor(fetch: Pick<FetchNode, 'requires' | 'inputRewrites'>, conditions: TypeConditions) {
    this.#requires = fetch.requires ?? [];
    this.#rewrites = compileRewrites(fetch.inputRewrites);
    this.#conditions = conditions;
  }

  /** The picker for entities of one type, worked out when the first one comes. */
  forType(typename: unknown): TypedPicker {
    let typed = this.#typed.get(typename);
    if (typed === undefined) {
      const fragments = fragmentsOf(this.#requires, typename, this.#conditions);
      typed = new TypedPicker(fragments, this.#rewrites, this.#conditions);
      this.#typed.set(typename, typed);
    }
    return typed;
  }
}

/** What is picked from the entities of one type. */
export class TypedPicker {
  readonly #fragments: readonly Fragment[];
  readonly #rewrites: readonly Rewrite[];
  readonly #conditions: TypeConditions;
  /** The names of what tells one entity of the type from another, where all of it is leaves. */
  readonly #leaves: readonly string[] | undefined;
  /** A representation without its values, where it is all leaves: copies of it are made faster than new objects. */
  readonly #form: Readonly<Data> | undefined;

  constructor(
    fragments: readonly Fragment[],
    rewrites: readonly Rewrite[],
    conditions: TypeConditions,
  ) {
    this.#fragments = fragments;
    this.#rewrites = rewrites;
    this.#conditions = conditions;
    const fields = fragments.flat();
    if (fields.every(({ selections }) => selections === undefined)) {
      this.#leaves = fields.map(({ name }) => name).filter((name) => name !== '__typename');
      if (fragments.length === 1) {
        this.#form = Object.fromEntries(fields.map(({ name }) => [name, undefined]));
      }
    }
  }

  /** The entity's representation, or undefined where the fetch does not concern it or what it needs is missing. */
  pick(entity: Data): Data | undefined {
    const picked = this.#form === undefined ? this.#picked(entity) : filled(this.#form, entity);
    if (picked === undefined) return undefined;
    if (picked['__typename'] === undefined) return undefined;
    if (this.#rewrites.length > 0) applyRewrites(this.#rewrites, picked, this.#conditions);
    return picked;
  }

  /** The same for entities of the type that have the same representation: found without making it, as a rule. */
  keyOf(entity: Data): unknown {
    const leaves = this.#leaves;
    if (leaves === undefined) return JSON.stringify(this.pick(entity));
    if (leaves.length === 1) {
      const value = entity[leaves[0] as string];
      if (typeof value === 'string') return value.startsWith(OBJECT) ? `${OBJECT}${value}` : value;
      return typeof value === 'object' && value !== null
        ? `${OBJECT}${JSON.stringify(value)}`
        : value;
    }
    let key = '';
    for (const name of leaves) {
      const value = entity[name];
      // The length keeps neighbours apart whatever they contain.
      key += typeof value === 'string' ? `${value.length}:${value}` : `=${JSON.stringify(value)};`;
    }
    return key;
  }

  #picked(entity: Data): Data {
    const picked: Data = {};
    for (const fragment of this.#fragments) this.#addTo(picked, entity, fragment);
    return picked;
  }

  #addTo(picked: Data, source: Data, fragment: Fragment): boolean {
    for (const { name } of fragment) if (source[name] === undefined) return false;
    for (const { name, selections } of fragment) {
      const value = source[name];
      picked[name] = selections === undefined ? value : this.#pickWithin(value, selections);
    }
    return true;
  }

  #pickWithin(value: unknown, selections: readonly QueryPlanSelectionNode[]): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#pickWithin(item, selections));
    if (!isObject(value)) return null;
    const picked: Data = {};
    for (const fragment of fragmentsOf(selections, value['__typename'], this.#conditions)) {
      if (!this.#addTo(picked, value, fragment)) return null;
    }
    return picked;
  }
}

/** Before the text of a key that is an object: no JSON begins with it, so that no text is taken for one. */
const OBJECT = '\u0001';

function filled(form: Readonly<Data>, entity: Data): Data | undefined {
  const picked = { ...form };
  for (const name in picked) {
    const value = entity[name];
    if (value === undefined) return undefined;
    picked[name] = value;
  }
  return picked;
}

/** What is picked from one object: a field, and what is picked from its objects. */
interface Picked {
  readonly name: string;
  readonly selections: readonly QueryPlanSelectionNode[] | undefined;
}

/** The fields of one fragment of `requires`: all of them, or the fragment gives nothing. */
type Fragment = readonly Picked[];

/** The selections that apply to objects of a type, those outside any fragment first. */
function fragmentsOf(
  selections: readonly QueryPlanSelectionNode[],
  typename: unknown,
  conditions: TypeConditions,
): readonly Fragment[] {
  const own: Picked[] = [];
  const fragments: Fragment[] = [];
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      own.push({ name: selection.alias ?? selection.name, selections: selection.selections });
    } else if (
      selection.typeCondition === undefined ||
      conditions.covers(selection.typeCondition, typename)
    ) {
      fragments.push(...fragmentsOf(selection.selections, typename, conditions));
    }
  }
  return own.length === 0 ? fragments : [own, ...fragments];
}
