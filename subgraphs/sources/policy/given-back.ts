/** By how much of itself an unknown may still move when it counts as given back. */
const STILL = 1e-4;
/** What is left of the error in the sums when all movement that they forbid is taken out, of what it was. */
const EXACT = 1e-8;
/** Additions, a tenth of a second of them: a round takes out one more direction, and a thousand sums need two hundred. */
const MOST_ADDITIONS = 30_000_000;

/** By chance one change in ten thousand lets an unknown stand still that may move; two seldom have the same. */
const CHANGES = 2;

/**
 * Which of some unknown numbers are given back by sums of them, each sum by the places of what it adds up: those that no change of
 * the unknowns can change which leaves every sum as it is. Null where that takes too long.
 */
export function givenBack(
  unknowns: number,
  sums: readonly (readonly number[])[],
): ReadonlySet<number> | null {
  let still = Array.from({ length: unknowns }, (_none, place) => place);
  const draw = createDraw();
  for (let times = 0; times < CHANGES && still.length > 0; times += 1) {
    const change = possibleChange(Float64Array.from({ length: unknowns }, draw), sums);
    if (change === null) return null;
    still = still.filter((place) => Math.abs(change[place] ?? 0) < STILL);
  }
  return new Set(still);
}

/**
 * A change freed of all that the sums forbid (least squares, by conjugate gradients: Björck, Numerical Methods for Least Squares
 * Problems, algorithm 7.4.1); null where that takes too long.
 */
function possibleChange(
  change: Float64Array,
  sums: readonly (readonly number[])[],
): Float64Array | null {
  const { addUp, spread } = createSums(sums.filter(({ length }) => length > 0));
  const direction = addUp(change);
  let size = squared(direction);
  const exact = size * EXACT ** 2;
  const additions = sums.reduce((all, { length }) => all + length, 0);
  for (let left = MOST_ADDITIONS; size > exact; left -= additions) {
    if (left < 0) return null;
    const step = spread(direction, change.length);
    add(change, -size / squared(step), step);
    const still = addUp(change);
    const before = size;
    size = squared(still);
    scale(direction, size / before);
    add(direction, 1, still);
  }
  return change;
}

interface Sums {
  /** What the sums are of these values. */
  readonly addUp: (values: Float64Array) => Float64Array;
  /** Each sum's value, in all places that it adds up. */
  readonly spread: (values: Float64Array, unknowns: number) => Float64Array;
}

/** A sparse matrix, row behind row; rows are of one length, so that long ones need no more rounds than short ones. */
function createSums(sums: readonly (readonly number[])[]): Sums {
  const places = Int32Array.from(sums.flat());
  const weights = Float64Array.from(sums, ({ length }) => 1 / Math.sqrt(length));
  const ends = new Int32Array(sums.length);
  let end = 0;
  for (const [at, { length }] of sums.entries()) {
    end += length;
    ends[at] = end;
  }
  return {
    addUp(values) {
      const added = new Float64Array(ends.length);
      let next = 0;
      for (let at = 0; at < ends.length; at += 1) {
        let sum = 0;
        for (; next < (ends[at] ?? 0); next += 1) sum += values[places[next] ?? 0] ?? 0;
        added[at] = sum * (weights[at] ?? 0);
      }
      return added;
    },
    spread(values, unknowns) {
      const spread = new Float64Array(unknowns);
      let next = 0;
      for (let at = 0; at < ends.length; at += 1) {
        const value = (values[at] ?? 0) * (weights[at] ?? 0);
        for (; next < (ends[at] ?? 0); next += 1) {
          const place = places[next] ?? 0;
          spread[place] = (spread[place] ?? 0) + value;
        }
      }
      return spread;
    },
  };
}

function add(to: Float64Array, times: number, other: Float64Array): void {
  for (let at = 0; at < to.length; at += 1) to[at] = (to[at] ?? 0) + times * (other[at] ?? 0);
}

function scale(vector: Float64Array, by: number): void {
  for (let at = 0; at < vector.length; at += 1) vector[at] = (vector[at] ?? 0) * by;
}

function squared(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return sum;
}

/** Numbers around 1, the same for each answer: what is kept back may not differ from one to the next. */
function createDraw(): () => number {
  let state = 1;
  return () => {
    // Lehmer's generator (Park, Miller, 1988).
    state = (state * 48_271) % 2_147_483_647;
    return 0.5 + state / 2_147_483_647;
  };
}
