import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  type DocumentNode,
  execute,
  isTypeDefinitionNode,
  parse,
  print,
  type TypeDefinitionNode,
} from 'graphql';
import { composeSupergraph } from '../../../../gateway/supergraph/compose.ts';
import { inRepository, SUBGRAPHS } from '../../../../scripts/run/subgraph-names.ts';
import { createSubgraph } from '../../../../scripts/run/subgraphs.ts';
import {
  readSharedSdl,
  readSubgraphSdl,
  withUsed,
} from '../../../../subgraphs/sources/graph/subgraph-sdl.ts';
import { silent } from '../../../support/http/http-fixture.ts';

const typesIn = ({ definitions }: DocumentNode): readonly TypeDefinitionNode[] =>
  definitions.filter(isTypeDefinitionNode);

const namesIn = (document: DocumentNode): readonly string[] =>
  typesIn(document).map(({ name }) => name.value);

describe('withUsed', () => {
  const shared = parse(/* GraphQL */ `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@shareable"])
    scalar Date
    scalar Money
    enum Unit {
      DAY
    }
    type Period @shareable {
      from: Date
      outer: Period
    }
    input DateFilter {
      eq: Date
      unit: Unit
    }
  `);

  it('takes what a document names in its fields, arguments and inputs, and what these name', () => {
    const own = parse('type Query { period(where: DateFilter): [Period!]! }');

    const whole = withUsed(own, shared);

    expect([...namesIn(whole)].sort()).toEqual(['Date', 'DateFilter', 'Period', 'Query', 'Unit']);
  });

  it('leaves out what a document does not name', () => {
    const own = parse('type Query { fee: Money }');

    const whole = withUsed(own, shared);

    expect([...namesIn(whole)].sort()).toEqual(['Money', 'Query']);
  });

  it('takes the federation header always', () => {
    const own = parse('type Query { a: Int }');

    const whole = withUsed(own, shared);

    expect(print(whole)).toContain('extend schema @link');
  });
});

describe('the shared SDL', () => {
  it('holds what two subgraphs or more use, and nothing else', () => {
    const used = SUBGRAPHS.flatMap(({ name }) => namesIn(readSubgraphSdl(name)));

    const once = namesIn(readSharedSdl()).filter(
      (name) => used.filter((other) => other === name).length < 2,
    );

    expect(once).toEqual([]);
  });

  it('holds every type that two subgraphs say in the same words', () => {
    const shared = new Set(namesIn(readSharedSdl()));
    const own = SUBGRAPHS.flatMap(({ name }) =>
      typesIn(readSubgraphSdl(name)).filter((type) => !shared.has(type.name.value)),
    );
    // A reference to another subgraph's entity, `resolvable: false`, is each subgraph's own word.
    const texts = own.map((type) => print(type)).filter((text) => !text.includes('resolvable'));

    const twice = texts.filter((text, place) => texts.indexOf(text) !== place);

    expect(twice).toEqual([]);
  });
});

describe('the SDL that a subgraph serves', () => {
  it('composes into the supergraph that the gateway serves', async () => {
    const sourcesDirectory = mkdtempSync(join(tmpdir(), 'motcua-sdl-'));
    const served: { name: string; url: string; sdl: string }[] = [];
    // One after another: jest's module loader does not take concurrent dynamic imports.
    for (const { name, port } of SUBGRAPHS) {
      const subgraph = await createSubgraph(name, {
        sourcesDirectory,
        environment: {},
        log: silent,
      });
      const { data } = await execute({
        schema: subgraph.schema,
        document: parse('{ _service { sdl } }'),
      });
      const { sdl } = data!['_service'] as { sdl: string };
      served.push({ name, url: `http://127.0.0.1:${port}/graphql`, sdl });
      await subgraph.close();
    }
    rmSync(sourcesDirectory, { recursive: true });

    const supergraph = composeSupergraph(served);

    expect(`${supergraph}\n`).toBe(readFileSync(inRepository('schema/supergraph.graphql'), 'utf8'));
  });
});
