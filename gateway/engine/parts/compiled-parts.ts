import type { GraphQLObjectType } from 'graphql';
import type { ClientOperation } from '../document/client-operation.ts';
import { leadingTo } from '../document/deferrals.ts';
import { Selection } from '../document/selection.ts';
import type { SelectionContext } from '../document/selection.ts';
import { Sight } from '../seen/sight.ts';
import type { SightContext } from '../seen/sight.ts';

/** A part of an answer: what comes first, or what of one deferral comes at all of its places. */
export interface CompiledPart {
  /** Undefined: what comes first. */
  readonly deferral: string | undefined;
  /** What its client calls it. */
  readonly label: string | undefined;
  /** What is in it, selected from the root. */
  readonly selection: Selection;
  /** What it shows of persons; undefined where it cannot, or nobody wants to know. */
  readonly sight: Sight | undefined;
}

/** An operation whose answer comes in parts. */
export interface CompiledParts {
  readonly first: CompiledPart;
  /** By their deferrals. */
  readonly later: ReadonlyMap<string, CompiledPart>;
}

/**
 * Compiles what each part selects.
 *
 * @param fetched - The deferrals for which something is fetched; what is there with the rest is answered with it.
 * @param seen - Undefined: nobody wants to know what answers show.
 */
export function compileParts(
  client: ClientOperation,
  root: GraphQLObjectType,
  fetched: ReadonlySet<string>,
  context: SelectionContext,
  seen: SightContext | undefined,
): CompiledParts {
  const { definition, deferrals } = client;
  const within = new Map(deferrals.map((deferral) => [deferral.id, deferral.within]));

  function part(
    deferral: string | undefined,
    set: typeof definition.selectionSet,
    deferred: ReadonlySet<string>,
  ): CompiledPart {
    const selection = new Selection(root, [set], { ...context, deferred });
    const sight = seen && new Sight(client, selection, seen);
    const label = deferrals.find(({ id }) => id === deferral)?.label;
    return { deferral, label, selection, sight: sight?.mayShow === true ? sight : undefined };
  }

  const later = [...fetched].map((deferral) => {
    const others = new Set(fetched);
    for (let at: string | undefined = deferral; at !== undefined; at = within.get(at)) {
      others.delete(at);
    }
    const set = leadingTo(definition.selectionSet, new Set([deferral]));
    return [deferral, part(deferral, set ?? definition.selectionSet, others)] as const;
  });
  return { first: part(undefined, definition.selectionSet, fetched), later: new Map(later) };
}
