import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { Data } from './data.ts';
import { isObject } from './data.ts';
import { applyRewrites, compileRewrites } from './rewrites.ts';
import type { Rewrite } from './rewrites.ts';
import type { TypeConditions } from './type-conditions.ts';

/** What is picked from one object: fields, and what is picked from theirs. */
interface Picked {
  readonly name: string;
  readonly selections: readonly QueryPlanSelectionNode[] | undefined;
}

/** The fields of one fragment of `requires`: all of them, or the fragment gives nothing. */
type Fragment = readonly Picked[];

/** Turns entities into what `_entities` is asked with, as the `requires` of one fetch says. */
export class RepresentationPicker {
  readonly #requires: readonly QueryPlanSelectionNode[];
  readonly #rewrites: readonly Rewrite[];
  readonly #conditions: TypeConditions;
  readonly #fragments = new Map<unknown, readonly Fragment[]>();

  constructor(fetch: Pick<FetchNode, 'requires' | 'inputRewrites'>, conditions: TypeConditions) {
    this.#requires = fetch.requires ?? [];
    this.#rewrites = compileRewrites(fetch.inputRewrites);
    this.#conditions = conditions;
  }

  /** The entity's representation, or undefined where this fetch does not concern it or what it needs is missing. */
  pick(entity: Data): Data | undefined {
    const typename = entity['__typename'];
    let fragments = this.#fragments.get(typename);
    if (fragments === undefined) {
      fragments = fragmentsOf(this.#requires, typename, this.#conditions);
      this.#fragments.set(typename, fragments);
    }
    const picked: Data = {};
    for (const fragment of fragments) this.#addTo(picked, entity, fragment);
    if (picked['__typename'] === undefined) return undefined;
    if (this.#rewrites.length > 0) applyRewrites(this.#rewrites, picked, this.#conditions);
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

/** The same text for representations that mean the same entity, so that it is asked for once. */
export function representationKey(representation: Data): string {
  let key = '';
  for (const name in representation) {
    const value = representation[name];
    // The length keeps neighbours apart whatever they contain.
    key += typeof value === 'string' ? `${value.length}:${value}` : `=${JSON.stringify(value)};`;
  }
  return key;
}
