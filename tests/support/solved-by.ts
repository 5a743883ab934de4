/** A prime below 2^26: the product of two numbers below it is exact. */
const PRIME = 67_108_859;

/** The unknowns that sums of them, each by the places of what it adds up, have one solution for: by elimination, in numbers modulo a prime. */
export function solvedBy(
  unknowns: number,
  sums: readonly (readonly number[])[],
): ReadonlySet<number> {
  const rows = sums.map((places) =>
    Array.from({ length: unknowns }, (_none, place) => Number(places.includes(place))),
  );
  const pivots: number[] = [];
  for (let place = 0; place < unknowns; place += 1) {
    const at = rows.findIndex((row, index) => index >= pivots.length && row[place] !== 0);
    const [pivot] = at === -1 ? [] : rows.splice(at, 1);
    if (pivot === undefined) continue;
    const inverse = power(pivot[place] ?? 0, PRIME - 2);
    const one = pivot.map((value) => (value * inverse) % PRIME);
    for (const row of rows) {
      const times = row[place] ?? 0;
      for (let next = 0; times !== 0 && next < unknowns; next += 1)
        row[next] = ((row[next] ?? 0) + (PRIME - times) * (one[next] ?? 0)) % PRIME;
    }
    rows.splice(pivots.length, 0, one);
    pivots.push(place);
  }
  return new Set(
    pivots.filter((_pivot, at) => rows[at]?.filter((value) => value !== 0).length === 1),
  );
}

function power(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  const half = power((base * base) % PRIME, Math.floor(exponent / 2));
  return exponent % 2 === 1 ? (half * base) % PRIME : half;
}
