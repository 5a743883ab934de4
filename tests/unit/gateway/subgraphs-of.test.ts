import { describe, expect, it } from '@jest/globals';
import { composeSupergraph, CompositionFault } from '../../../gateway/supergraph/compose.ts';
import { subgraphsOf } from '../../../gateway/supergraph/subgraphs-of.ts';

const HEAD =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';

describe('subgraphsOf', () => {
  it('finds the subgraphs of a composed supergraph', () => {
    const places = [
      { name: 'vic', url: 'http://127.0.0.1:1/graphql' },
      { name: 'one-stop', url: '' },
    ];
    const sdl = composeSupergraph([
      { ...places[0]!, sdl: `${HEAD} type Query { a: Int }` },
      { ...places[1]!, sdl: `${HEAD} type Query { b: Int }` },
    ]);

    const found = subgraphsOf(sdl);

    expect([...found].sort((a, b) => (a.name < b.name ? 1 : -1))).toEqual(places);
  });

  it('refuses what is no supergraph', () => {
    expect(() => subgraphsOf('type Query { a: Int }')).toThrow('not a supergraph');
  });
});

describe('composeSupergraph', () => {
  it('tells every reason why subgraphs do not fit together', () => {
    const compose = () =>
      composeSupergraph([
        { name: 'vic', url: '', sdl: `${HEAD} type Query { a: Int b: Int }` },
        { name: 'onestop', url: '', sdl: `${HEAD} type Query { a: Int b: Int }` },
      ]);

    expect(compose).toThrow(CompositionFault);
    expect(compose).toThrow(/Query\.a[^]*Query\.b/);
  });
});
