/** Operations for each mood of the subgraphs; `npm run test:fuzz` asks for more. */
export const RUNS = Number(process.env['FUZZ_RUNS'] ?? 120);

/** Where the seeds begin; another number is another set of operations and of random federations. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? 0);

export const TIMEOUT_MS = 120_000 + RUNS * 500;
