import { Kind, type DirectiveNode, type SelectionSetNode, type ValidationContext } from 'graphql';

/** The first directive of one of these names that stands at the root of an operation: at its fields, or its fragments and theirs. */
export function directiveAtRoot(
  { selections }: SelectionSetNode,
  names: ReadonlySet<string>,
  context: ValidationContext,
  spread = new Set<string>(),
): DirectiveNode | undefined {
  for (const node of selections) {
    const own = node.directives?.find(({ name }) => names.has(name.value));
    if (own !== undefined) return own;
    if (node.kind === Kind.FIELD) continue;
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      if (spread.has(node.name.value)) continue;
      spread.add(node.name.value);
    }
    const fragment =
      node.kind === Kind.INLINE_FRAGMENT ? node : context.getFragment(node.name.value);
    const found = fragment && directiveAtRoot(fragment.selectionSet, names, context, spread);
    if (found) return found;
  }
  return undefined;
}
