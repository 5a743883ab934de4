import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { createExecutor } from '../../../../service/graphql/execution/executor.ts';
import { resolveConnection } from '../../../../subgraphs/sources/graph/connection-resolver.ts';
import type { ListArguments } from '../../../../subgraphs/sources/graph/connection-resolver.ts';
import type { Reading } from '../../../../subgraphs/sources/reading/request-reading.ts';

const LIST = {
  entity: 'dossier',
  shape: { fields: {}, children: {} },
  needs: {},
  orderFields: {},
  usualOrder: [],
};

/** A request that reads one row, which says whose it is. */
function readingOf(who: string) {
  let reads = 0;
  const page = { edges: [{ cursor: () => who, node: { who } }], sources: [], pageInfo: {} };
  const reading = {
    connection: () => ((reads += 1), Promise.resolve(page)),
    give: () => Promise.resolve(),
    mayAskBy: () => true,
  };
  return { reading: reading as unknown as Reading, reads: () => reads };
}

describe('resolveConnection', () => {
  const schema = buildSchema(`
    type Query { offices: [Office!]! }
    type Office { dossiers(first: Int): Dossiers }
    type Dossiers { nodes: [Dossier!]! }
    type Dossier { who: String! }
  `);
  schema.getQueryType()!.getFields()['offices']!.resolve = () => [{}, {}];
  const office = schema.getType('Office') as unknown as ReturnType<typeof schema.getQueryType>;
  office!.getFields()['dossiers']!.resolve = (_office, args, { reading }, info) =>
    resolveConnection(reading, [], LIST, args as ListArguments, info);
  const ask = createExecutor(schema);
  const document = parse('{ offices { dossiers(first: 1) { nodes { who } } } }');

  it('reads a list under many parents once in a request, and again in the next of the same operation', async () => {
    for (const who of ['the officer', 'a stranger']) {
      const { reading, reads } = readingOf(who);
      const { data } = await ask({ document, contextValue: { reading } });
      const dossiers = { nodes: [{ who }] };

      expect(data).toEqual({ offices: [{ dossiers }, { dossiers }] });
      expect(reads()).toBe(1);
    }
  });
});
