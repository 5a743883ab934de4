import { isInterfaceType, isNonNullType, isObjectType, isTypeDefinitionNode, Kind } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, GraphQLSchema, TypeDefinitionNode } from 'graphql';
import { linkedName, valueOf } from '../document/links.ts';

/** What a supergraph says of personal data by `@tag`, whatever subgraphs it is composed of. */
export interface PersonalClasses {
  /** Of fields, arguments and fields of inputs tagged `personal/CLASS`: the class, by coordinate. */
  readonly classes: ReadonlyMap<string, string>;
  /** Of fields tagged `searched/CLASS`: by which classes what they answer was found, whatever their arguments are called. */
  readonly finding: ReadonlyMap<string, readonly string[]>;
  /** Types tagged `record`, which what is seen is told by. */
  readonly records: ReadonlyMap<string, RecordType>;
}

export interface RecordType {
  /** The field that is the record's key; undefined where it has none of one field that clients may ask for. */
  readonly key: string | undefined;
  /** The fields tagged `record/source`, from the record down to a leaf: which source it was read in. Empty: not told. */
  readonly source: readonly string[];
}

const TAG = { url: 'https://specs.apollo.dev/tag/', name: 'tag' };
const PERSONAL = 'personal/';
const SEARCHED = 'searched/';

/** Whether a supergraph tags any field as personal, told by its text. */
export function tellsOfPersons(supergraphSdl: string): boolean {
  return supergraphSdl.includes(`@tag(name: "${PERSONAL}`);
}
const RECORD = 'record';
const SOURCE = 'record/source';
/** A field tagged `record/source` may be an object in which another is. */
const DEEPEST = 5;

/** Reads them off a supergraph; undefined where it speaks of none. */
export function readPersonalClasses(
  supergraph: DocumentNode,
  schema: GraphQLSchema,
): PersonalClasses | undefined {
  const tags = readTags(supergraph);
  const classes = new Map<string, string>();
  const finding = new Map<string, readonly string[]>();
  for (const [coordinate, names] of tags.names) {
    const [personal] = behind(PERSONAL, names);
    if (personal !== undefined) classes.set(coordinate, personal);
    const searched = behind(SEARCHED, names);
    if (searched.length > 0) finding.set(coordinate, searched);
  }
  if (classes.size === 0) return undefined;
  inherit(classes, schema);
  const records = new Map<string, RecordType>();
  for (const [type, keys] of tags.keys) {
    if (tags.names.get(type)?.includes(RECORD) !== true) continue;
    const of = schema.getType(type);
    const known = isObjectType(of) || isInterfaceType(of) ? of.getFields() : {};
    const clients = keys.filter((name) => known[name] !== undefined);
    // A key that some records have not names only some of them.
    const key = clients.find((name) => isNonNullType(known[name]?.type)) ?? clients[0];
    records.set(type, { key, source: sourceOf(type, tags.names, schema) });
  }
  return { classes, finding, records };
}

function behind(prefix: string, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
}

/** What an interface says of a field holds for it in every type. */
function inherit(classes: Map<string, string>, schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const above of type.getInterfaces()) {
      for (const name of Object.keys(above.getFields())) {
        const inherited = classes.get(`${above.name}.${name}`);
        const own = `${type.name}.${name}`;
        if (inherited !== undefined && !classes.has(own)) classes.set(own, inherited);
      }
    }
  }
}

function sourceOf(
  record: string,
  names: ReadonlyMap<string, readonly string[]>,
  schema: GraphQLSchema,
): readonly string[] {
  const path: string[] = [];
  let type = schema.getType(record);
  while (isObjectType(type) && path.length < DEEPEST) {
    const { name: of } = type;
    const field = Object.values(type.getFields()).find(
      ({ name }) => names.get(`${of}.${name}`)?.includes(SOURCE) === true,
    );
    if (field === undefined) return [];
    path.push(field.name);
    type = schema.getType(String(field.type).replaceAll(/[[\]!]/g, ''));
  }
  return path;
}

/** Names of tags by coordinate, and of every type that an object may be its keys of one field. */
function readTags(supergraph: DocumentNode) {
  const tag = linkedName(supergraph, TAG, 'tag');
  const names = new Map<string, readonly string[]>();
  const keys = new Map<string, readonly string[]>();

  function read(coordinate: string, directives: readonly ConstDirectiveNode[] = []): void {
    const found = directives.flatMap(({ name, arguments: given }) =>
      name.value === tag ? [valueOf(given, 'name') ?? ''] : [],
    );
    if (found.length > 0) names.set(coordinate, found);
  }

  for (const definition of supergraph.definitions) {
    if (!isTypeDefinitionNode(definition)) continue;
    const type = definition.name.value;
    read(type, definition.directives);
    if ('fields' in definition) keys.set(type, keysOf(definition));
    for (const field of 'fields' in definition ? (definition.fields ?? []) : []) {
      const coordinate = `${type}.${field.name.value}`;
      read(coordinate, field.directives);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? []) {
        read(`${coordinate}.${argument.name.value}`, argument.directives);
      }
    }
  }
  return { names, keys };
}

function keysOf({ directives = [] }: TypeDefinitionNode): readonly string[] {
  return directives
    .filter(({ name }) => name.value === 'join__type')
    .map(({ arguments: given }) => valueOf(given, 'key')?.trim() ?? '')
    .filter((key) => /^\w+$/.test(key));
}
