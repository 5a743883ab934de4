import { Kind } from 'graphql';
import type { DirectiveNode, DocumentNode, SelectionSetNode } from 'graphql';

/** The values of the Boolean variables that `@skip`, `@include` and `@defer` name. */
export type Switches = ReadonlyMap<string, boolean>;

/** The variables that decide over `@skip`, `@include` and `@defer` anywhere in a document. */
export function switchesIn({ definitions }: DocumentNode): readonly string[] {
  const names = new Set<string>();
  for (const definition of definitions) {
    if (
      definition.kind === Kind.OPERATION_DEFINITION ||
      definition.kind === Kind.FRAGMENT_DEFINITION
    ) {
      collectSwitches(definition.selectionSet, names);
    }
  }
  return [...names].sort();
}

function collectSwitches({ selections }: SelectionSetNode, names: Set<string>): void {
  for (const selection of selections) {
    for (const { name, arguments: given } of selection.directives ?? []) {
      if (!isSwitch(name.value) && name.value !== 'defer') continue;
      for (const { value } of given ?? []) {
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
    }
    if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet !== undefined) {
      collectSwitches(selection.selectionSet, names);
    }
  }
}

export function isIncluded(
  directives: readonly DirectiveNode[] | undefined,
  switches: Switches,
): boolean {
  if (directives === undefined || directives.length === 0) return true;
  return directives.every((directive) => {
    const name = directive.name.value;
    if (!isSwitch(name)) return true;
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    const on =
      value?.kind === Kind.VARIABLE
        ? switches.get(value.name.value) === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return on === (name === 'include');
  });
}

/** The directives that remain once it is known what is included. */
export function withoutSwitches<T extends { readonly directives?: readonly DirectiveNode[] }>(
  node: T,
): T {
  if (node.directives === undefined || node.directives.length === 0) return node;
  return { ...node, directives: node.directives.filter(({ name }) => !isSwitch(name.value)) };
}

function isSwitch(directive: string): boolean {
  return directive === 'skip' || directive === 'include';
}
