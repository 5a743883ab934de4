/** CI has twenty minutes and two cores for all: what is tried often, or at every server, is tried less there. */
export const IN_CI = Boolean(process.env['CI']);

/** How often something random is tried: `FUZZ_RUNS` times where that is set, else so often, and in CI maybe less. */
export function runs(here: number, inCi = here): number {
  return Number(process.env['FUZZ_RUNS'] ?? (IN_CI ? inCi : here));
}
