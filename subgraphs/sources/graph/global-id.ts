/** Types whose ids are their name and their key: `Procedure:1.000123`. */
const NAMED = ['Agency', 'OneStopOffice', 'Procedure', 'ProcedureField'] as const;

type NamedType = (typeof NAMED)[number];

/** What an id of the graph says. Ids of rows name source and key, `H12.CM:770`, and not their type. */
export type GlobalId =
  | { readonly type: NamedType; readonly key: string }
  | { readonly type: null; readonly key: string };

/** The id of a thing that is known over all sources by one key. */
export function globalIdOf(type: NamedType, key: string): string {
  return `${type}:${key}`;
}

/** Reads an id of the graph, which may be of nothing at all. */
export function readGlobalId(id: string): GlobalId {
  const type = NAMED.find((name) => id.startsWith(`${name}:`));
  return type === undefined ? { type: null, key: id } : { type, key: id.slice(type.length + 1) };
}
