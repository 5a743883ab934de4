import { runs } from '../run/runs.ts';

/** Operations for each mood of the subgraphs; fewer in CI, and `npm run test:fuzz` asks for more. */
export const RUNS = runs(120, 60);

/** Where the seeds begin; another number is another set of operations and of random federations. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? 0);

export const TIMEOUT_MS = 120_000 + RUNS * 500;
