import { inRepository } from '../../run/subgraph-names.ts';
import { type ChildGraph, startChildGraph } from '../child-graph.ts';

/** Starts a graph over the databases in `demo` that lets in strangers, who are told apart by address alone. */
export function startForStrangers(demo: string): Promise<ChildGraph> {
  const environment = { IDENTITY_FILE: inRepository('scripts/trials/attack/strangers.yaml') };
  return startChildGraph({ demo, environment });
}
