import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../../run/subgraph-names.ts';
import { hiveCommand } from './hive.ts';

/** A gateway in the benchmark, and how it is started. */
export interface Rival {
  readonly name: string;
  /** The folder that its process is started in, if not this repository. */
  readonly directory?: string;
  readonly command: (supergraph: string, port: number) => readonly string[];
}

const TSX = ['--import', 'tsx'];

/** The arguments of the node process that `npm run gateway` starts in a checkout of this repository. */
function gatewayCommandOf(checkout: string): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly gateway: string };
  };
  return scripts.gateway.split(' ').slice(1);
}

/** As `npm run gateway` starts it here. */
export const GATEWAY_COMMAND = gatewayCommandOf(inRepository('.'));

function ours(engine: 'compiled' | 'stock', command = GATEWAY_COMMAND): Rival['command'] {
  return (supergraph, port) => [
    ...command,
    ...['--supergraph', supergraph, '--port', String(port), '--engine', engine],
  ];
}

/** Our gateway as it stands in another checkout of this repository, with its packages installed. */
export function oursAt(checkout: string): Rival {
  return {
    name: `ours-compiled at ${checkout}`,
    directory: checkout,
    command: ours('compiled', gatewayCommandOf(checkout)),
  };
}

/** Every rival, by the arguments that make a node process of it. The first is what the others are measured by. */
export const rivals: readonly Rival[] = [
  {
    name: 'apollo',
    command: (supergraph, port) => [
      ...TSX,
      inRepository('scripts/bench/gateway/apollo.ts'),
      supergraph,
      String(port),
    ],
  },
  { name: 'ours-stock', command: ours('stock') },
  { name: 'ours-compiled', command: ours('compiled') },
  { name: 'hive', command: (...at) => hiveCommand(...at, ['--jit']) },
  { name: 'hive-rust', command: (...at) => hiveCommand(...at, ['--hive-router-runtime']) },
];
