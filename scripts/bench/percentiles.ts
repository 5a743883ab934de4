/** Of figures, what a share of them does not exceed, by nearest rank; NaN where there are none. */
export function percentilesOf(figures: readonly number[]): (share: number) => number {
  const sorted = figures.toSorted((a, b) => a - b);
  return (share) => sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}

/** The middle one of figures, or what lies halfway between the two in the middle; NaN where there are none. */
export function medianOf(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}
