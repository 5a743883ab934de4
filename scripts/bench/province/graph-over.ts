import { join } from 'node:path';
import { inRepository } from '../../run/subgraph-names.ts';
import type { ProvinceData } from './data.ts';

/** A start of the graph over the year, with the copies that there are; each writes a trail of its own in the folder. */
export function graphOver({ demo, copies }: ProvinceData, folder: string, debug: boolean) {
  return (port: number): readonly string[] => [
    ...['--heap-growing-percent=40', '--import', 'tsx', inRepository('scripts/run/start.ts')],
    ...['--port', String(port), '--demo', demo, '--copy-dir', copies],
    ...['--policy', inRepository('scripts/run/open-policy.yaml')],
    ...['--audit-dir', join(folder, `trail-${port}`)],
    ...['--log-level', debug ? 'debug' : 'warn'],
  ];
}

/** A graph that keeps nothing of what it counted in copies: it answers each time as if it were the first. */
export const keepingNothing = { COPY_ANSWERS: '0MB' } as const;

/** The demo knows who asks, and refuses tokens that are none. */
export const nobody = (): undefined => undefined;
