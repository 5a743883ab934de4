import { Kind } from 'graphql';
import type {
  ArgumentNode,
  DirectiveNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { fault } from '../../../service/errors/faults.ts';
import type { Fragments } from './selection-sets.ts';
import { isIncluded } from './switches.ts';
import type { Switches } from './switches.ts';

/** A fragment that its client takes later than the rest. */
export interface Deferral {
  /** What it goes by in the operation and its plan, where it stands as the `label` of `@defer`. */
  readonly id: string;
  /** What its client calls it. */
  readonly label: string | undefined;
  /** The variable that decides whether it is deferred; undefined: it is. */
  readonly variable: string | undefined;
  /** The deferral within which it stands. */
  readonly within: string | undefined;
}

/** An operation each of whose deferrals stands at one place alone, as an inline fragment. */
interface Apart {
  readonly definition: OperationDefinitionNode;
  readonly fragments: Fragments;
  readonly deferrals: readonly Deferral[];
}

/** The switch of operations with `@defer`: whether the client takes an answer in parts. No variable, right or label has such a name. */
export const IN_PARTS = ':defer';

/** Of one operation: each is planned and fetched apart, and those beyond come with the rest. */
const MOST_DEFERRALS = 50;

/** Fields and fragments of one operation, once its deferring fragments are written out: twice the fields that it may usually have. */
const MOST_WRITTEN_OUT = 10_000;

/**
 * Puts each `@defer` of an operation where it takes effect: a fragment that is deferred, or has something deferred in it, is written
 * out wherever it is spread, since what it defers is another part of the answer at every place. Throws `QUERY_TOO_LARGE` where that
 * would be too much: fragments that spread others many times say in a few characters what is millions of nodes.
 */
export function withDeferralsApart(
  definition: OperationDefinitionNode,
  fragments: Fragments,
): Apart {
  const deferring = deferringFragments(fragments);
  if (!defersIn(definition.selectionSet, deferring))
    return { definition, fragments, deferrals: [] };
  const deferrals: Deferral[] = [];
  let writtenOut = 0;

  function set(node: SelectionSetNode, within: string | undefined): SelectionSetNode {
    writtenOut += node.selections.length;
    if (writtenOut > MOST_WRITTEN_OUT) throw fault('QUERY_TOO_LARGE', { most: MOST_WRITTEN_OUT });
    return { ...node, selections: node.selections.map((one) => selection(one, within)) };
  }

  function selection(node: SelectionNode, within: string | undefined): SelectionNode {
    if (node.kind === Kind.FIELD) {
      return node.selectionSet && defersIn(node.selectionSet, deferring)
        ? { ...node, selectionSet: set(node.selectionSet, within) }
        : node;
    }
    const own = deferOf(node);
    const fragment = fragmentOf(node, fragments);
    const isPlain = own === undefined && !defersIn(fragment?.selectionSet, deferring);
    if (fragment === undefined || isPlain) return node;
    const deferral = own && noted(own, within);
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(fragment.typeCondition && { typeCondition: fragment.typeCondition }),
      directives: [
        ...(node.directives ?? []).filter((directive) => directive !== own),
        ...(deferral ? [marked(deferral.id)] : []),
      ],
      selectionSet: set(fragment.selectionSet, deferral?.id ?? within),
    };
  }

  function noted(
    { arguments: given = [] }: DirectiveNode,
    within: string | undefined,
  ): Deferral | undefined {
    const condition = argumentOf(given, 'if');
    const isNever = condition?.kind === Kind.BOOLEAN && !condition.value;
    if (isNever || deferrals.length === MOST_DEFERRALS) return undefined;
    const label = argumentOf(given, 'label');
    const deferral = {
      id: String(deferrals.length + 1),
      label: label?.kind === Kind.STRING ? label.value : undefined,
      variable: condition?.kind === Kind.VARIABLE ? condition.name.value : undefined,
      within,
    };
    deferrals.push(deferral);
    return deferral;
  }

  return {
    definition: { ...definition, selectionSet: set(definition.selectionSet, undefined) },
    fragments: new Map([...fragments].filter(([name]) => !deferring.has(name))),
    deferrals,
  };
}

/**
 * The deferrals that are answered later than the rest where switches are set so. What would have an object read twice, for itself
 * and for the rest, is none: two readings may tell different things, and their lists may have other items.
 */
export function effectiveDeferrals(
  {
    definition,
    fragments,
    deferrals,
  }: {
    readonly definition: OperationDefinitionNode;
    readonly fragments: Fragments;
    readonly deferrals: readonly Deferral[];
  },
  switches: Switches,
): ReadonlySet<string> {
  const ids = new Set<string>();
  if (switches.get(IN_PARTS) !== true) return ids;
  for (const { id, variable } of deferrals) {
    if (variable === undefined || switches.get(variable) === true) ids.add(id);
  }
  for (;;) {
    const shared = sharedIn(definition.selectionSet);
    if (shared.size === 0) return ids;
    for (const id of shared) ids.delete(id);
  }

  /** The deferrals that have an object in common with another or with what is not deferred. */
  function sharedIn(root: SelectionSetNode): ReadonlySet<string> {
    const partsAt = new Map<string, Set<string>>();
    const spread = new Set<string>();
    const collect = ({ selections }: SelectionSetNode, path: string, part: string): void => {
      for (const node of selections) {
        if (!isIncluded(node.directives, switches)) continue;
        if (node.kind === Kind.FRAGMENT_SPREAD) {
          // The same once more would add nothing, and a chain of fragments may be spread thousands of times.
          const known = `${node.name.value} ${part}${path}`;
          if (spread.has(known)) continue;
          spread.add(known);
        }
        if (node.kind !== Kind.FIELD) {
          const fragment = fragmentOf(node, fragments);
          if (fragment) collect(fragment.selectionSet, path, deferralOf(node, ids) ?? part);
        } else if (node.selectionSet !== undefined) {
          const at = `${path} ${(node.alias ?? node.name).value}`;
          partsAt.set(at, (partsAt.get(at) ?? new Set()).add(part));
          collect(node.selectionSet, at, part);
        }
      }
    };
    collect(root, '', '');
    const shared = [...partsAt.values()].filter((parts) => parts.size > 1);
    return new Set(shared.flatMap((parts) => [...parts].filter((part) => part !== '')));
  }
}

/** The deferral that a fragment is, among some. */
export function deferralOf(
  node: Pick<SelectionNode, 'directives'>,
  among: ReadonlySet<string>,
): string | undefined {
  if (among.size === 0) return undefined;
  const label = argumentOf(deferOf(node)?.arguments ?? [], 'label');
  return label?.kind === Kind.STRING && among.has(label.value) ? label.value : undefined;
}

/** Of an operation only what is in one deferral, and the fields that lead to it. */
export function leadingTo(
  set: SelectionSetNode,
  deferral: ReadonlySet<string>,
): SelectionSetNode | undefined {
  for (const node of set.selections) {
    if (deferralOf(node, deferral) !== undefined) return { ...set, selections: [node] };
    if (node.kind === Kind.FRAGMENT_SPREAD || node.selectionSet === undefined) continue;
    const inner = leadingTo(node.selectionSet, deferral);
    if (inner) return { ...set, selections: [{ ...node, selectionSet: inner }] };
  }
  return undefined;
}

/** A node without `@defer`. */
export function withoutDefer<T extends Pick<SelectionNode, 'directives'>>(node: T): T {
  const defer = deferOf(node);
  if (defer === undefined) return node;
  return { ...node, directives: node.directives?.filter((one) => one !== defer) };
}

function deferOf({ directives = [] }: Pick<SelectionNode, 'directives'>) {
  return directives.find(({ name }) => name.value === 'defer');
}

function argumentOf(given: readonly ArgumentNode[], name: string) {
  return given.find((argument) => argument.name.value === name)?.value;
}

function marked(id: string): DirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'defer' },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'label' },
        value: { kind: Kind.STRING, value: id },
      },
    ],
  };
}

function fragmentOf(
  node: Exclude<SelectionNode, { kind: Kind.FIELD }>,
  fragments: Fragments,
):
  | (Pick<FragmentDefinitionNode, 'selectionSet'> & {
      readonly typeCondition?: FragmentDefinitionNode['typeCondition'] | undefined;
    })
  | undefined {
  return node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
}

/** The names of the fragments with a `@defer` in them or in what they spread. */
function deferringFragments(fragments: Fragments): ReadonlySet<string> {
  const names = new Set<string>();
  for (let before = -1; before < names.size;) {
    before = names.size;
    for (const [name, { selectionSet }] of fragments) {
      if (defersIn(selectionSet, names)) names.add(name);
    }
  }
  return names;
}

function defersIn(set: SelectionSetNode | undefined, deferring: ReadonlySet<string>): boolean {
  return (
    set?.selections.some((node) => {
      if (deferOf(node) !== undefined) return true;
      return node.kind === Kind.FRAGMENT_SPREAD
        ? deferring.has(node.name.value)
        : defersIn(node.selectionSet, deferring);
    }) === true
  );
}
