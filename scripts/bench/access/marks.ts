import { type ConstDirectiveNode, type DocumentNode, Kind, parse, visit } from 'graphql';

/** What a marked supergraph says, by type or by field. */
export type Marks = Readonly<Record<string, string>>;

/** Of persons, for the trail. */
export const TAGS: Marks = {
  Officer: '@tag(name: "record")',
  'Officer.name': '@tag(name: "personal/name")',
  Dossier: '@tag(name: "record")',
  'Dossier.note': '@tag(name: "personal/text")',
};

/** Of who may see what. */
export const DEMANDS: Marks = {
  'Officer.name': '@authenticated',
  'Dossier.note': '@requiresScopes(scopes: [["notes"], ["all"]])',
  'Dossier.officer': '@policy(policies: [["reader"]])',
};

/** What a token has that meets all of these. */
export const RIGHTS = { roles: ['reader'], scope: 'notes' };

/** Writes marks at types. */
export function marking(...marks: readonly Marks[]): (types: DocumentNode) => DocumentNode {
  const of = (coordinate: string): readonly ConstDirectiveNode[] =>
    marks.flatMap((its) => directivesOf(its[coordinate]));
  return (types) =>
    visit(types, {
      [Kind.OBJECT_TYPE_DEFINITION]: ({ directives = [], fields = [], ...type }) => ({
        ...type,
        directives: [...directives, ...of(type.name.value)],
        fields: fields.map((field) => ({
          ...field,
          directives: [
            ...(field.directives ?? []),
            ...of(`${type.name.value}.${field.name.value}`),
          ],
        })),
      }),
    });
}

function directivesOf(mark: string | undefined): readonly ConstDirectiveNode[] {
  if (mark === undefined) return [];
  const [type] = parse(`type Marked ${mark} { marked: Int }`).definitions;
  return type?.kind === Kind.OBJECT_TYPE_DEFINITION ? (type.directives ?? []) : [];
}
