import { Kind, parse, type ConstArgumentNode } from 'graphql';

export interface SubgraphPlace {
  readonly name: string;
  readonly url: string;
}

/** The subgraphs that a supergraph is composed of: `enum join__Graph { X @join__graph(name:, url:) }`. */
export function subgraphsOf(sdl: string): readonly SubgraphPlace[] {
  const graphs = parse(sdl, { noLocation: true }).definitions.find(
    (definition) =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) {
    throw new Error('not a supergraph: it has no enum join__Graph');
  }
  return (graphs.values ?? []).flatMap(({ directives }) =>
    (directives ?? [])
      .filter(({ name }) => name.value === 'join__graph')
      .map((directive) => ({
        name: textOf(directive.arguments, 'name'),
        url: textOf(directive.arguments, 'url'),
      })),
  );
}

/** Where a subgraph is asked by HTTP; a fault that names it where that is no HTTP URL. */
export function httpUrlOf({ name, url }: SubgraphPlace): string {
  if (/^https?:/i.test(url) && URL.canParse(url)) return url;
  throw new Error(
    `the subgraph “${name}” has no URL that can be asked: give one in the supergraph or by --subgraph-urls`,
  );
}

function textOf(args: readonly ConstArgumentNode[] | undefined, name: string): string {
  const value = args?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : '';
}
