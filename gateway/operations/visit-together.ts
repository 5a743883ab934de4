import { BREAK, getEnterLeaveForKind, Kind, type ASTVisitor } from 'graphql';

type Visit = (...args: VisitArguments) => unknown;
type VisitArguments = Parameters<NonNullable<ReturnType<typeof getEnterLeaveForKind>['enter']>>;

/** One of the visitors, and where it does not look: below a node, or at anything more. */
interface Walker {
  readonly visitor: ASTVisitor;
  /** A node, `BREAK`, or undefined. */
  skips: unknown;
}

/** What the visitors do with one kind of node. */
interface Handlers {
  readonly enter: Handler[];
  readonly leave: Handler[];
}

interface Handler {
  readonly walker: Walker;
  readonly visit: Visit;
}

/**
 * Several visitors that change nothing, in one walk. graphql's own `visitInParallel` looks up what each of them does
 * with each of the 43 kinds of nodes, and asks every one of them at every node: for a small document, that is most of
 * what its validation costs. Here only those are looked up and asked that have to do with a kind.
 */
export function visitTogether(visitors: readonly ASTVisitor[]): ASTVisitor {
  const byKind = handlersByKind(visitors);
  /** Those that wait for the walk to leave a node, the innermost last. */
  const waiting: Walker[] = [];

  return {
    enter(...args: VisitArguments) {
      const [node] = args;
      for (const { walker, visit } of byKind.get(node.kind)?.enter ?? []) {
        if (walker.skips !== undefined) continue;
        const answer = visit.apply(walker.visitor, args);
        if (answer === BREAK) walker.skips = BREAK;
        if (answer !== false) continue;
        walker.skips = node;
        waiting.push(walker);
      }
    },
    leave(...args: VisitArguments) {
      const [node] = args;
      for (const { walker, visit } of byKind.get(node.kind)?.leave ?? []) {
        if (walker.skips !== undefined) continue;
        if (visit.apply(walker.visitor, args) === BREAK) walker.skips = BREAK;
      }
      while (waiting.at(-1)?.skips === node) {
        const walker = waiting.pop();
        if (walker !== undefined) walker.skips = undefined;
      }
    },
  };
}

const KINDS = new Map<string, Kind>(Object.values(Kind).map((kind) => [kind, kind]));

function handlersByKind(visitors: readonly ASTVisitor[]): ReadonlyMap<Kind, Handlers> {
  const byKind = new Map<Kind, Handlers>();
  for (const visitor of visitors) {
    const walker: Walker = { visitor, skips: undefined };
    const ofAll = 'enter' in visitor || 'leave' in visitor;
    for (const name of ofAll ? KINDS.keys() : Object.keys(visitor)) {
      const kind = KINDS.get(name);
      if (kind === undefined) continue;
      const { enter, leave } = getEnterLeaveForKind(visitor, kind);
      const handlers = byKind.get(kind) ?? { enter: [], leave: [] };
      if (enter) handlers.enter.push({ walker, visit: enter });
      if (leave) handlers.leave.push({ walker, visit: leave });
      byKind.set(kind, handlers);
    }
  }
  return byKind;
}
