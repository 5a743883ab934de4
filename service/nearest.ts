/** The candidate from which a word differs by a slip of the hand, if there is one: in a third of its letters, or in at most so many. */
export function nearest(
  word: string,
  candidates: Iterable<string>,
  most = Math.max(1, Math.floor(word.length / 3)),
): string | undefined {
  let found: { readonly candidate: string; readonly distance: number } | undefined;
  const typed = folded(word);
  for (const candidate of candidates) {
    const meant = folded(candidate);
    // Whoever wrote it may have written any length.
    if (Math.abs(typed.length - meant.length) > most) continue;
    const distance = distanceOf(typed, meant);
    if (distance <= most && distance < (found?.distance ?? Infinity))
      found = { candidate, distance };
  }
  return found?.candidate;
}

/** “did you mean “HoTen”?”, where the word differs from a candidate by a slip; otherwise the rest of the advice. */
export function didYouMean(word: string, candidates: Iterable<string>, otherwise: string): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? otherwise : `did you mean “${meant}”?`;
}

/** Letters put in, left out, changed or swapped with their neighbour on the way from one word to the other. */
function distanceOf(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_cell, index) => index)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(
        Math.min(
          cell(rows, i - 1, j) + 1,
          cell([row], 0, j - 1) + 1,
          cell(rows, i - 1, j - 1) + (same ? 0 : 1),
          swapped ? cell(rows, i - 2, j - 2) + 1 : Infinity,
        ),
      );
    }
    rows.push(row);
  }
  return cell(rows, one.length, other.length);
}

function cell(rows: readonly (readonly number[])[], row: number, column: number): number {
  return rows[row]?.[column] ?? Infinity;
}

/** Case, accents and word marks are slips too. */
function folded(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\p{M}_\s-]/gu, '')
    .toLowerCase();
}
