import type { FetchDataRewrite, FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, print, stripIgnoredCharacters, visit } from 'graphql';
import type {
  ArgumentNode,
  ConstDirectiveNode,
  DocumentNode,
  FieldDefinitionNode,
  FieldNode,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
  SelectionSetNode,
  TypeNode,
} from 'graphql';
import { argumentsText } from '../../document/field-names.ts';
import { fieldSetOf } from '../../document/selection-sets.ts';
import { operationOf } from '../plan-tree.ts';

/** A field as `@requires` asks for it, by a name of its own. */
interface RequiredField {
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
}

type Fielded = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

const REQUIRES = 'requires';

/**
 * Fields that several `@requires` ask for with different arguments. The planner (2.14) asks for what is required by its
 * plain name, whatever the arguments, so that one of them would be answered with what the other asked for. So it is
 * given a supergraph in which each way of asking is a field of its own, without arguments; its fetches then ask for the
 * real field under that name as an alias, and hand it on by the real name.
 */
export class RequiredArguments {
  /** What the planner is to be given. */
  readonly supergraph: DocumentNode;
  /** The fields made up, by their names. */
  readonly #fields = new Map<string, RequiredField>();

  constructor(supergraph: DocumentNode) {
    const types = new Map<string, Fielded>();
    for (const definition of supergraph.definitions) {
      if (isFielded(definition)) types.set(definition.name.value, definition);
    }
    const ways = new Map<string, Map<string, FieldNode>>();
    forEachRequired(types, (_type, field) => {
      const known = ways.get(field.name.value) ?? new Map<string, FieldNode>();
      ways.set(field.name.value, known.set(argumentsText(field), field));
    });
    const taken = new Set([...types.values()].flatMap((type) => namesOf(type)));
    const madeUp = new Map<string, string>();
    for (const [name, asked] of ways) {
      if (asked.size < 2) continue;
      for (const [text, field] of asked) {
        let own = `${name}__required_${madeUp.size}`;
        while (taken.has(own)) own += '_';
        madeUp.set(`${name} ${text}`, own);
        this.#fields.set(own, { name, arguments: field.arguments ?? [] });
      }
    }
    this.supergraph =
      madeUp.size === 0 ? supergraph : withOwnFields(supergraph, types, madeUp, this.#fields);
  }

  /** Whether a fetch would have to send one field twice, with the answers to different arguments. */
  clash({ requires = [] }: FetchNode): boolean {
    return this.#fields.size > 0 && this.#clashIn(requires);
  }

  #clashIn(selections: readonly QueryPlanSelectionNode[]): boolean {
    const sent = new Set<string>();
    return selections.some((selection) => {
      if (selection.kind === 'InlineFragment') return this.#clashIn(selection.selections);
      const name = this.#fields.get(selection.name)?.name ?? selection.name;
      if (sent.has(name)) return true;
      sent.add(name);
      return selection.selections !== undefined && this.#clashIn(selection.selections);
    });
  }

  /** A fetch of the planner's as the subgraphs understand it. */
  inRealNames(fetch: FetchNode): FetchNode {
    if (this.#fields.size === 0) return fetch;
    const { requires, inputRewrites = [] } = fetch;
    const renamed = requires === undefined ? [] : this.#renamed(requires, []);
    const asked = operationOf(fetch);
    const operation = visit(asked, {
      [Kind.FIELD]: (field) => {
        const real = this.#fields.get(field.name.value);
        return real === undefined
          ? undefined
          : {
              ...field,
              alias: field.alias ?? field.name,
              name: { ...field.name, value: real.name },
              arguments: real.arguments,
            };
      },
    });
    if (operation === asked && renamed.length === 0) return fetch;
    return {
      ...fetch,
      operation: stripIgnoredCharacters(print(operation)),
      operationDocumentNode: { kind: Kind.DOCUMENT, definitions: [operation] },
      // Before entities get the names of interface objects, as the paths tell them by their own.
      inputRewrites: [...renamed, ...inputRewrites],
    };
  }

  #renamed(
    selections: readonly QueryPlanSelectionNode[],
    path: readonly string[],
  ): readonly FetchDataRewrite[] {
    return selections.flatMap((selection): readonly FetchDataRewrite[] => {
      if (selection.kind === 'InlineFragment') {
        const { typeCondition } = selection;
        const step = typeCondition === undefined ? [] : [`... on ${typeCondition}`];
        return this.#renamed(selection.selections, [...path, ...step]);
      }
      const at = [...path, selection.alias ?? selection.name];
      const below =
        selection.selections === undefined ? [] : this.#renamed(selection.selections, at);
      const real = this.#fields.get(selection.name);
      // What stands below is changed first, by the name that it then still has.
      return real === undefined
        ? below
        : [...below, { kind: 'KeyRenamer', path: at, renameKeyTo: real.name }];
    });
  }
}

function isFielded(definition: DocumentNode['definitions'][number]): definition is Fielded {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

function namesOf({ fields = [] }: Fielded): readonly string[] {
  return fields.map(({ name }) => name.value);
}

/** Visits what the `@requires` of a supergraph ask for, with the type that it is asked of. */
function forEachRequired(
  types: ReadonlyMap<string, Fielded>,
  note: (type: Fielded, field: FieldNode) => void,
): void {
  const within = ({ selections }: SelectionSetNode, type: Fielded | undefined): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const { typeCondition } = selection;
        within(selection.selectionSet, typeCondition ? types.get(typeCondition.name.value) : type);
        continue;
      }
      if (type !== undefined) note(type, selection);
      const field = type?.fields?.find(({ name }) => name.value === selection.name.value);
      if (selection.selectionSet === undefined || field === undefined) continue;
      within(selection.selectionSet, types.get(namedType(field.type)));
    }
  };
  for (const type of types.values()) {
    for (const { directives = [] } of type.fields ?? []) {
      for (const text of directives.map(requiredBy)) {
        if (text !== undefined) within(fieldSetOf(text), type);
      }
    }
  }
}

function requiredBy({ name, arguments: given = [] }: ConstDirectiveNode): string | undefined {
  if (name.value !== 'join__field') return undefined;
  const value = given.find((argument) => argument.name.value === REQUIRES)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** The supergraph with the fields made up, and `@requires` that ask for them. */
function withOwnFields(
  supergraph: DocumentNode,
  types: ReadonlyMap<string, Fielded>,
  madeUp: ReadonlyMap<string, string>,
  fields: ReadonlyMap<string, RequiredField>,
): DocumentNode {
  const ownName = (field: FieldNode) => madeUp.get(`${field.name.value} ${argumentsText(field)}`);
  /** The names of fields made up by type. */
  const needed = new Map<string, Set<string>>();
  forEachRequired(types, (type, field) => {
    const own = ownName(field);
    if (own === undefined) return;
    const name = type.name.value;
    const implementing = [...types.values()].filter(({ interfaces = [] }) =>
      interfaces.some((one) => one.name.value === name),
    );
    for (const one of [type, ...implementing]) {
      const known = needed.get(one.name.value) ?? new Set();
      needed.set(one.name.value, known.add(own));
    }
  });

  const withOwn = (type: Fielded): Fielded | undefined => {
    const own = [...(needed.get(type.name.value) ?? [])].flatMap((name) => {
      const real = type.fields?.find((field) => field.name.value === fields.get(name)?.name);
      return real === undefined ? [] : [ownField(real, name)];
    });
    return own.length === 0 ? undefined : { ...type, fields: [...(type.fields ?? []), ...own] };
  };
  return visit(supergraph, {
    [Kind.DIRECTIVE]: (directive) => {
      const text = requiredBy(directive as ConstDirectiveNode);
      if (text === undefined) return undefined;
      const set = visit(fieldSetOf(text), {
        [Kind.FIELD]: (field) => {
          const own = ownName(field);
          return own === undefined
            ? undefined
            : { ...field, name: { ...field.name, value: own }, arguments: [] };
        },
      });
      const value = { kind: Kind.STRING, value: stripIgnoredCharacters(print(set)).slice(1, -1) };
      return {
        ...directive,
        arguments: directive.arguments?.map((argument) =>
          argument.name.value === REQUIRES ? { ...argument, value } : argument,
        ),
      };
    },
    [Kind.OBJECT_TYPE_DEFINITION]: { leave: withOwn },
    [Kind.INTERFACE_TYPE_DEFINITION]: { leave: withOwn },
  });
}

function ownField(real: FieldDefinitionNode, name: string): FieldDefinitionNode {
  return { ...real, name: { ...real.name, value: name }, arguments: [] };
}
