import type { Schema } from '@apollo/federation-internals';
import type { SelectionSetNode } from 'graphql';
import { fieldSetOf, fieldsIn } from '../../document/selection-sets.ts';

/**
 * Names of fields of keys and `@requires` that the client's must not be mixed up with: the planner asks for them by plain
 * names. Those that take arguments, as the client's may be others, and those with fields below, as a null that the
 * client's fields below them spread must not reach what is required. Also the names that every JavaScript object answers to.
 */
export function reservedNames(supergraph: Schema): ReadonlySet<string> {
  const takingArguments = new Set<string>();
  const asked: { readonly name: string; readonly composite: boolean }[] = [];
  const note = (fields: unknown) => {
    if (typeof fields === 'string') asked.push(...namesIn(fieldSetOf(fields)));
  };
  for (const type of supergraph.types()) {
    if (type.kind !== 'ObjectType' && type.kind !== 'InterfaceType') continue;
    for (const directive of type.appliedDirectivesOf('join__type')) {
      note(directive.arguments()['key']);
    }
    for (const field of type.fields()) {
      if (field.hasArguments()) takingArguments.add(field.name);
      for (const directive of field.appliedDirectivesOf('join__field')) {
        note(directive.arguments()['requires']);
      }
    }
  }
  const names = asked
    .filter(({ name, composite }) => composite || takingArguments.has(name))
    .map(({ name }) => name);
  return new Set([...Object.getOwnPropertyNames(Object.prototype), ...names]);
}

function namesIn(
  set: SelectionSetNode,
): readonly { readonly name: string; readonly composite: boolean }[] {
  return fieldsIn(set).flatMap(({ name, selectionSet }) => [
    { name: name.value, composite: selectionSet !== undefined },
    ...(selectionSet === undefined ? [] : namesIn(selectionSet)),
  ]);
}
