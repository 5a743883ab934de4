import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { Shortcut } from '../../service/graphql/answering.ts';
import type { Log } from '../../service/log.ts';
import type { SubgraphPlace } from '../supergraph/subgraphs-of.ts';
import type { SubgraphTransport } from '../transport/transport.ts';

export interface ExecutorParts {
  readonly supergraphSdl: string;
  readonly transportFor: (place: SubgraphPlace) => SubgraphTransport;
  readonly log: Log;
}

/** What executes the operations of a supergraph: the stock executor or the compiled engine. */
export interface Executor {
  /** How Apollo Server gets at it. */
  readonly gateway: GatewayInterface;
  /** How known operations get at it without Apollo Server. */
  readonly shortcut?: Shortcut;
  /** Goes over to another supergraph; throws where that is faulty, and stays with the old one. */
  swap(supergraphSdl: string): Promise<void>;
}
