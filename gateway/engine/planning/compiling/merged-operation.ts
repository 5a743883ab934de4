import { Kind, print, stripIgnoredCharacters } from 'graphql';
import type {
  FieldNode,
  OperationDefinitionNode,
  SelectionSetNode,
  VariableDefinitionNode,
} from 'graphql';

/** One `_entities` of an operation: its key in the answer, the variable of its representations, what it selects. */
export interface EntitiesPart {
  readonly key: string;
  readonly variable: string;
  readonly selectionSet: SelectionSetNode;
}

const REPRESENTATIONS = 'representations';

/** The selections under `_entities` of each operation, with the names they get in one operation of them all. */
export function partsOf(operations: readonly OperationDefinitionNode[]): readonly EntitiesPart[] {
  return operations.map((operation, index) => ({
    key: index === 0 ? '_entities' : `_entities_${index}`,
    variable: index === 0 ? REPRESENTATIONS : `${REPRESENTATIONS}_${index}`,
    selectionSet: entitiesField(operation).selectionSet as SelectionSetNode,
  }));
}

/** Several operations that each ask for `_entities` as one, with aliases. */
export function mergedOperation(
  operations: readonly [OperationDefinitionNode, ...OperationDefinitionNode[]],
): string {
  const variables = new Map<string, VariableDefinitionNode>();
  const fields: FieldNode[] = [];
  partsOf(operations).forEach(({ key, variable }, index) => {
    const operation = operations[index] as OperationDefinitionNode;
    for (const definition of operation.variableDefinitions ?? []) {
      const { name } = definition.variable;
      if (name.value === REPRESENTATIONS) {
        const renamed = { ...definition.variable, name: { ...name, value: variable } };
        variables.set(variable, { ...definition, variable: renamed });
      } else {
        variables.set(name.value, definition);
      }
    }
    fields.push({
      ...entitiesField(operation),
      ...(index > 0 && { alias: { kind: Kind.NAME, value: key } }),
      arguments: [
        {
          kind: Kind.ARGUMENT,
          name: { kind: Kind.NAME, value: REPRESENTATIONS },
          value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } },
        },
      ],
    });
  });
  return stripIgnoredCharacters(
    print({
      ...operations[0],
      variableDefinitions: [...variables.values()],
      selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
    }),
  );
}

function entitiesField({ selectionSet }: OperationDefinitionNode): FieldNode {
  const [field] = selectionSet.selections;
  if (field?.kind !== Kind.FIELD) throw new Error('A fetch of entities asks for `_entities` only');
  return field;
}
