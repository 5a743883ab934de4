import {
  Kind,
  type ASTVisitor,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { fault } from '../errors/faults.ts';

export interface QueryLimits {
  readonly maxDepth: number;
  readonly maxFields: number;
  readonly maxAliases: number;
  readonly maxRootFields: number;
  readonly maxDirectives: number;
}

interface Size {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly introspections: number;
}

/** An operation, a fragment or a field. */
interface Selecting {
  readonly selectionSet: SelectionSetNode;
}

const EMPTY: Size = { depth: 0, fields: 0, aliases: 0, introspections: 0 };

/** `__schema` and `__type` in one operation: each may answer the whole schema, whatever its size. */
const MAX_INTROSPECTIONS = 4;

/** Refuses operations that ask for too much, as a rule of validation, so that each document is measured once. */
export function limitsRule(limits: QueryLimits): ValidationRule {
  const { maxDepth, maxFields, maxAliases, maxRootFields, maxDirectives } = limits;
  return (context: ValidationContext): ASTVisitor => {
    const measure = createMeasure(context);
    let directives = 0;
    return {
      Directive() {
        directives += 1;
        if (directives === maxDirectives + 1) {
          context.reportError(fault('QUERY_TOO_MANY_DIRECTIVES', { most: maxDirectives }));
        }
      },
      OperationDefinition(operation) {
        const { depth, fields, aliases, introspections } = measure.ofSelections(operation);
        if (depth > maxDepth) context.reportError(fault('QUERY_TOO_DEEP', { most: maxDepth }));
        if (fields > maxFields) context.reportError(fault('QUERY_TOO_LARGE', { most: maxFields }));
        if (aliases > maxAliases) {
          context.reportError(fault('QUERY_TOO_MANY_ALIASES', { most: maxAliases }));
        }
        if (introspections > MAX_INTROSPECTIONS) {
          context.reportError(fault('QUERY_OF_TOO_MUCH_SCHEMA', { most: MAX_INTROSPECTIONS }));
        }
        const roots = measure.rootFields(operation);
        if (roots > maxRootFields) {
          context.reportError(fault('QUERY_TOO_MANY_ROOT_FIELDS', { most: maxRootFields }));
        }
      },
    };
  };
}

/** Each fragment is measured once, however often it is spread; one that spreads itself counts as empty. */
function createMeasure(context: ValidationContext) {
  const fragments = new Map<string, Size>();
  const roots = new Map<string, number>();

  function ofFragment(name: string): Size {
    const known = fragments.get(name);
    if (known !== undefined) return known;
    fragments.set(name, EMPTY);
    const fragment = context.getFragment(name);
    const size = fragment ? ofSelections(fragment) : EMPTY;
    fragments.set(name, size);
    return size;
  }

  function ofSelections({ selectionSet: { selections } }: Selecting): Size {
    let depth = 0;
    let fields = 0;
    let aliases = 0;
    let introspections = 0;
    for (const selection of selections) {
      let inner = EMPTY;
      if (selection.kind === Kind.FRAGMENT_SPREAD) inner = ofFragment(selection.name.value);
      else if (selection.selectionSet) {
        inner = ofSelections({ selectionSet: selection.selectionSet });
      }
      const own = selection.kind === Kind.FIELD ? 1 : 0;
      depth = Math.max(depth, inner.depth + own);
      fields += inner.fields + own;
      aliases += inner.aliases + (selection.kind === Kind.FIELD && selection.alias ? 1 : 0);
      introspections += inner.introspections + (isIntrospection(selection) ? 1 : 0);
    }
    return { depth, fields, aliases, introspections };
  }

  /** Spread out; a fragment within itself is none. */
  function rootFields({ selectionSet: { selections } }: Selecting): number {
    return selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) return sum + 1;
      if (selection.kind === Kind.INLINE_FRAGMENT) return sum + rootFields(selection);
      return sum + rootsOfFragment(selection.name.value);
    }, 0);
  }

  function rootsOfFragment(name: string): number {
    const known = roots.get(name);
    if (known !== undefined) return known;
    roots.set(name, 0);
    const fragment = context.getFragment(name);
    const count = fragment ? rootFields(fragment) : 0;
    roots.set(name, count);
    return count;
  }

  return { ofSelections, rootFields };
}

function isIntrospection(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD && /^__(?:schema|type)$/.test(selection.name.value);
}
