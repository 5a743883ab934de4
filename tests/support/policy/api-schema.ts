import { readFileSync } from 'node:fs';
import { Supergraph } from '@apollo/federation-internals';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';

/** What clients of the whole graph see of it. */
export const apiSchema = Supergraph.build(
  readFileSync(inRepository('schema/supergraph.graphql'), 'utf8'),
)
  .apiSchema()
  .toGraphQLJSSchema();
