import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getNullableType,
  getOperationAST,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
} from 'graphql';
import { fault } from '../../service/errors/faults.ts';
import { unfit } from '../../service/errors/reasons.ts';
import { type Column, columnsOf } from './columns.ts';
import type { ExportRequest } from './export-request.ts';

/** A client's document, made to be asked page by page. */
export interface ExportDocument {
  readonly text: string;
  /** What the export is called: the operation, or its field. */
  readonly name: string;
  /** Whether there may be more than one page. */
  readonly paged: boolean;
  /** Whether it has no more rows than it is asked for, and tells how many there are. */
  readonly sized: boolean;
  /** The type that the list is a field of; null: the root's. */
  readonly of: string | null;
  /** Its rows' columns; of a document that has been answered. */
  columns(): readonly Column[];
  /** What an answer has of the list; null where the list is missing. */
  read(data: unknown): ListPage | null;
}

/** A page of the list. */
export interface ListPage {
  readonly rows: readonly object[];
  /** What the list stands in, with what was selected beside it. */
  readonly around: Readonly<Record<string, unknown>>;
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
  /** How many rows there are, where the list tells. */
  readonly count: number | null;
  /** Whether a source is missing. */
  readonly partial: boolean;
  readonly sources: readonly SourcePart[];
}

/** How a source took part, as far as the schema tells. */
export interface SourcePart {
  readonly source?: string;
  readonly status?: string;
  readonly asOf?: string | null;
}

/** Names that are added to the client's own. */
const FIRST = 'exportFirst';
const AFTER = 'exportAfter';

/** How a list is asked for a page, and one that is not paged for its first rows: a field with its arguments, and their variables. */
const ASKED_BY_PAGES = operationIn(
  `query ($${FIRST}: Int, $${AFTER}: String) { list(first: $${FIRST}, after: $${AFTER}) }`,
);
const ASKED_WHOLE = operationIn(`query ($${FIRST}: Int) { list(first: $${FIRST}) }`);

/** The variables of one page; of a list that is not paged, of its first so many rows. */
export function pageVariables(first: number, after?: string | null): object {
  return { [FIRST]: first, ...(after !== undefined && { [AFTER]: after }) };
}

/** Arguments that choose a page: an export goes through all of them. */
const PAGING = new Set(['first', 'after', 'last', 'before']);

/** What is told of a source beside the rows, as far as the schema has it. */
const OF_A_SOURCE = ['source', 'status', 'from', 'asOf', 'message'];
const SOURCES = 'sources';
/** What answers that may lack rows have beside them. */
const PARTIAL = 'partial';
/** What statistics have beside their groups. */
const COUNT = 'groupCount';

/** Throws GRAPHQL_PARSE_FAILED, or BAD_REQUEST where it is not one list. */
export function readExportDocument(
  schema: GraphQLSchema,
  { query, operationName }: Pick<ExportRequest, 'query' | 'operationName'>,
  maxTokens: number,
): ExportDocument {
  const document = parsed(query, maxTokens);
  const operation = getOperationAST(document, operationName);
  if (operation == null) throw unfit('UNCLEAR_OPERATION');
  const [root, ...others] = operation.selectionSet.selections;
  if (root?.kind !== Kind.FIELD || others.length > 0) throw unfit('EXPORT_OF_ONE');
  const field = schema.getQueryType()?.getFields()[root.name.value];
  if (field === undefined) throw unfit('NO_LIST', { name: root.name.value });

  const list = listIn(document, root, field);
  const name = operation.name?.value ?? root.name.value;
  const key = keyOf(root);
  const columns = () => columnsOf(schema, document, list.node, list.type);
  if (list.of === null)
    return {
      text: query,
      name,
      paged: false,
      sized: false,
      of: null,
      columns,
      read: (data) => pageOf(at(data, key), {}),
    };

  const { of, paged } = list;
  const chosen = root.arguments?.find((argument) => PAGING.has(argument.name.value));
  if (paged && chosen !== undefined) throw unfit('WHOLE_LIST', { argument: chosen.name.value });
  const sized =
    of.getFields()[COUNT] !== undefined &&
    chosen === undefined &&
    field.args.some((argument) => argument.name === 'first');
  const paging = paged ? ASKED_BY_PAGES : sized ? ASKED_WHOLE : null;
  return {
    text: print(withPages(document, operation, root, added(of, paged), paging)),
    name,
    paged,
    sized,
    of: of.name,
    columns,
    read: (data) => pageOf(at(at(data, key), keyOf(list.node)), at(data, key)),
  };
}

interface List {
  /** The field that has the rows. */
  readonly node: FieldNode;
  readonly type: GraphQLOutputType;
  /** The type that it is a field of; null: the root's. */
  readonly of: GraphQLObjectType | null;
  readonly paged: boolean;
}

/** The root field's list, a connection's nodes, or the only list of objects in what the field answers. */
function listIn(
  document: DocumentNode,
  root: FieldNode,
  field: GraphQLField<unknown, unknown>,
): List {
  if (isListOfObjects(field.type)) return { node: root, type: field.type, of: null, paged: false };
  const of = getNamedType(field.type);
  if (!isObjectType(of)) throw unfit('NOT_A_LIST', { name: root.name.value });
  const fields = of.getFields();
  const paged = fields['pageInfo'] !== undefined;
  const selected = fieldsIn(document, root);
  const lists = selected.flatMap((node) => {
    if (node.name.value === SOURCES) return [];
    const type = fields[node.name.value]?.type;
    return type !== undefined && isListOfObjects(type) ? [{ node, type, of, paged }] : [];
  });
  const [list, ...others] = lists;
  if (list === undefined || others.length > 0 || (paged && list.node.name.value !== 'nodes')) {
    const wanted = paged ? '`nodes`, and no `edges`' : 'one list of rows';
    throw unfit('EXPORT_SELECTS', { wanted, name: root.name.value });
  }
  // What stands beside the rows of a list or a report tells of them; beside a list of something, it is that thing's own.
  const lost = selected.filter(
    ({ name }) => name.value !== '__typename' && name !== list.node.name,
  );
  if (fields[PARTIAL] === undefined && lost.length > 0)
    throw unfit('EXPORT_DROPS', {
      lost: lost.map(keyOf).join('`, `'),
      list: list.node.name.value,
      name: root.name.value,
    });
  return list;
}

/** The fields that are selected in a field, in its fragments too. Nobody has looked yet whether these are without end. */
function fieldsIn(document: DocumentNode, root: FieldNode): readonly FieldNode[] {
  const spread = new Set<string>();
  function fieldsOf(node: SelectionNode): readonly FieldNode[] {
    if (isSwitchedOff(node)) return [];
    if (node.kind === Kind.FIELD) return [node];
    if (node.kind === Kind.INLINE_FRAGMENT) return node.selectionSet.selections.flatMap(fieldsOf);
    const name = node.name.value;
    if (spread.has(name)) return [];
    spread.add(name);
    return document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name
        ? one.selectionSet.selections.flatMap(fieldsOf)
        : [],
    );
  }
  return (root.selectionSet?.selections ?? []).flatMap(fieldsOf);
}

/** Where nothing but its text has to be known for that. */
function isSwitchedOff({ directives = [] }: SelectionNode): boolean {
  return directives.some(({ name, arguments: given = [] }) =>
    given.some(
      ({ value }) =>
        value.kind === Kind.BOOLEAN &&
        ((name.value === 'include' && !value.value) || (name.value === 'skip' && value.value)),
    ),
  );
}

function isListOfObjects(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type)) && isCompositeType(getNamedType(type));
}

/** What is asked beside the client's own fields: where to go on, and who has answered. */
function added(of: GraphQLObjectType, paged: boolean): readonly SelectionNode[] {
  const fields = of.getFields();
  const parts = paged ? ['exportPageInfo: pageInfo { hasNextPage endCursor }'] : [];
  if (fields[COUNT] !== undefined) parts.push(`exportCount: ${COUNT}`);
  if (fields[PARTIAL] !== undefined) parts.push(`exportPartial: ${PARTIAL}`);
  const source = fields[SOURCES] && getNamedType(fields[SOURCES].type);
  if (isObjectType(source)) {
    const known = OF_A_SOURCE.filter((name) => source.getFields()[name] !== undefined);
    parts.push(`exportSources: ${SOURCES} { ${known.join(' ')} }`);
  }
  if (parts.length === 0) return [];
  return operationIn(`{ ${parts.join(' ')} }`).selectionSet.selections;
}

/** Of a text of our own. */
function operationIn(text: string): OperationDefinitionNode {
  return parse(text, { noLocation: true }).definitions[0] as OperationDefinitionNode;
}

function withPages(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  root: FieldNode,
  more: readonly SelectionNode[],
  paging: OperationDefinitionNode | null,
): DocumentNode {
  const [listed] = (paging?.selectionSet.selections ?? []) as readonly FieldNode[];
  const field: FieldNode = {
    ...root,
    arguments: [...(root.arguments ?? []), ...(listed?.arguments ?? [])],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [...(root.selectionSet?.selections ?? []), ...more],
    },
  };
  const asked: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []),
      ...(paging?.variableDefinitions ?? []),
    ],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
  };
  return {
    ...document,
    definitions: document.definitions.map((one) => (one === operation ? asked : one)),
  };
}

function pageOf(rows: unknown, list: unknown): ListPage | null {
  if (!Array.isArray(rows)) return null;
  const { exportCount, exportPageInfo, exportPartial, exportSources } = list as {
    exportCount?: number;
    exportPageInfo?: { hasNextPage: boolean; endCursor: string | null };
    exportPartial?: boolean;
    exportSources?: readonly SourcePart[];
  };
  const { hasNextPage = false, endCursor = null } = exportPageInfo ?? {};
  return {
    rows: rows as readonly object[],
    around: list as Readonly<Record<string, unknown>>,
    next: hasNextPage ? endCursor : null,
    count: exportCount ?? null,
    partial: exportPartial ?? false,
    sources: exportSources ?? [],
  };
}

function at(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null
    ? (data as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

function parsed(text: string, maxLexicalTokens: number): DocumentNode {
  try {
    return parse(text, { maxLexicalTokens });
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw fault('GRAPHQL_PARSE_FAILED', { reason });
  }
}
