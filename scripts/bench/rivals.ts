import { readFileSync } from 'node:fs';
import { inRepository } from '../subgraph-names.ts';
import { hiveCommand } from './hive.ts';

/** A gateway in the benchmark, and how it is started. */
export interface Rival {
  readonly name: string;
  readonly command: (supergraph: string, port: number) => readonly string[];
}

const TSX = ['--import', 'tsx'];

/** As `npm run gateway` starts it. */
const { scripts } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as {
  readonly scripts: { readonly gateway: string };
};
/** Arguments of its node process. */
export const [, ...GATEWAY_COMMAND] = scripts.gateway.split(' ');

function ours(engine: 'compiled' | 'stock'): Rival['command'] {
  return (supergraph, port) => [
    ...GATEWAY_COMMAND,
    ...['--supergraph', supergraph, '--port', String(port), '--engine', engine],
  ];
}

/** Every rival, by the arguments that make a node process of it. The first is what the others are measured by. */
export const rivals: readonly Rival[] = [
  {
    name: 'apollo',
    command: (supergraph, port) => [
      ...TSX,
      inRepository('scripts/bench/apollo.ts'),
      supergraph,
      String(port),
    ],
  },
  { name: 'ours-stock', command: ours('stock') },
  { name: 'ours-compiled', command: ours('compiled') },
  { name: 'hive', command: (...at) => hiveCommand(...at, ['--jit']) },
  { name: 'hive-rust', command: (...at) => hiveCommand(...at, ['--hive-router-runtime']) },
];
