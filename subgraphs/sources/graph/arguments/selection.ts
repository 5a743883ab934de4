import {
  type FieldNode,
  type GraphQLResolveInfo,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/**
 * The fields that the client selects under a resolver's answer, two levels deep: `applicant` and `applicant.name`. What is selected of
 * a connection's rows is its own: `offeringsConnection.procedure`, by `nodes` as by `edges`. `path` leads to the object in question
 * (`nodes`, or `edges` then `node`).
 */
export function selectedFields(
  info: GraphQLResolveInfo,
  ...paths: readonly (readonly string[])[]
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of paths.length === 0 ? [[]] : paths) {
    let nodes: readonly FieldNode[] = info.fieldNodes;
    for (const step of path) nodes = nodes.flatMap((node) => named(node, step, info));
    for (const node of nodes) {
      for (const field of fieldsIn(node.selectionSet, info)) {
        found.add(field.name.value);
        for (const inner of innerFields(field, info))
          found.add(`${field.name.value}.${inner.name.value}`);
      }
    }
  }
  return found;
}

/** Fields that lead from a connection to its rows. */
const TO_ROWS: ReadonlySet<string> = new Set(['nodes', 'edges', 'node']);

function innerFields(field: FieldNode, info: GraphQLResolveInfo): readonly FieldNode[] {
  return fieldsIn(field.selectionSet, info).flatMap((inner) =>
    TO_ROWS.has(inner.name.value) ? [inner, ...innerFields(inner, info)] : [inner],
  );
}

/** Which entity fields answer each field of the graph; a dotted key is read only if that inner field is selected. */
export type Needs = Readonly<Record<string, readonly string[]>>;

const needed = new WeakMap<GraphQLResolveInfo, Map<Needs, ReadonlySet<string>>>();

/** The entity fields that the selection under a resolver's answer needs: the same set for each of the entities that one list asks for. */
export function fieldsNeeded(info: GraphQLResolveInfo, needs: Needs): ReadonlySet<string> {
  const here = needed.get(info) ?? new Map<Needs, ReadonlySet<string>>();
  needed.set(info, here);
  const fields = here.get(needs) ?? neededFields(selectedFields(info), needs);
  here.set(needs, fields);
  return fields;
}

/** The entity fields that a selection needs. */
export function neededFields(selected: ReadonlySet<string>, needs: Needs): ReadonlySet<string> {
  return new Set([...selected].flatMap((field) => needs[field] ?? []));
}

function named(node: FieldNode, name: string, info: GraphQLResolveInfo): readonly FieldNode[] {
  return fieldsIn(node.selectionSet, info).filter((field) => field.name.value === name);
}

function fieldsIn(
  selectionSet: SelectionSetNode | undefined,
  info: GraphQLResolveInfo,
): readonly FieldNode[] {
  return (selectionSet?.selections ?? []).flatMap((selection) => {
    if (getDirectiveValues(GraphQLSkipDirective, selection, info.variableValues)?.['if'] === true)
      return [];
    if (
      getDirectiveValues(GraphQLIncludeDirective, selection, info.variableValues)?.['if'] === false
    )
      return [];
    switch (selection.kind) {
      case Kind.FIELD:
        return [selection];
      case Kind.INLINE_FRAGMENT:
        return fieldsIn(selection.selectionSet, info);
      case Kind.FRAGMENT_SPREAD:
        return fieldsIn(info.fragments[selection.name.value]?.selectionSet, info);
    }
  });
}
