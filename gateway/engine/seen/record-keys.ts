import { Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type {
  DefinitionNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import type { ClientOperation } from '../document/client-operation.ts';
import type { RecordType } from './personal-classes.ts';

type Asked = Pick<ClientOperation, 'definition' | 'fragments'>;

/** An operation with more in it than its client has asked for. */
interface Widened extends Asked {
  /** The client's own fields by those that stand for them, where more is asked of what they answer. */
  readonly originals: ReadonlyMap<FieldNode, FieldNode>;
}

/** The client's own field that one of an operation stands for: what is known of fields is known of these. */
export function originalOf(field: FieldNode, asked: Asked | Widened): FieldNode {
  return 'originals' in asked ? (asked.originals.get(field) ?? field) : field;
}

/**
 * The operation with the key and the source of every record asked for beside what its client asks for. The client is answered
 * nothing of it.
 */
export function withRecordKeys(
  { definition, fragments }: Asked,
  records: ReadonlyMap<string, RecordType>,
  schema: GraphQLSchema,
): Widened {
  const originals = new Map<FieldNode, FieldNode>();
  const within: FieldNode[] = [];
  const types = new TypeInfo(schema);
  const asked = visit(
    { kind: Kind.DOCUMENT, definitions: [definition, ...fragments.values()] as DefinitionNode[] },
    visitWithTypeInfo(types, {
      [Kind.FIELD]: {
        enter(node) {
          within.push(node);
        },
        leave(node) {
          const original = within.pop();
          if (original !== undefined && original !== node) originals.set(node, original);
        },
      },
      [Kind.SELECTION_SET]: {
        leave(node) {
          const record = records.get(types.getParentType()?.name ?? '');
          if (record === undefined) return undefined;
          return { ...node, selections: [...node.selections, ...fieldsOf(record)] };
        },
      },
    }),
  );
  const [operation, ...others] = asked.definitions as unknown as readonly [
    OperationDefinitionNode,
    ...FragmentDefinitionNode[],
  ];
  return {
    definition: operation,
    fragments: new Map(others.map((fragment) => [fragment.name.value, fragment])),
    originals,
  };
}

/** The key and the path to the source, as they are selected in a record. */
export function fieldsOf({ key, source }: RecordType): readonly FieldNode[] {
  const fields = key === undefined ? [] : [pathNode([key])];
  return source.length === 0 ? fields : [...fields, pathNode(source)];
}

function pathNode([name = '', ...rest]: readonly string[]): FieldNode {
  const field: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } };
  if (rest.length === 0) return field;
  return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections: [pathNode(rest)] } };
}
