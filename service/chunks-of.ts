/** The items in their order, so many at a time; those left over at the end. */
export function chunksOf<T>(items: readonly T[], size: number): readonly [T, ...T[]][] {
  const chunks: [T, ...T[]][] = [];
  for (const item of items) {
    const last = chunks.at(-1);
    if (last === undefined || last.length === size) chunks.push([item]);
    else last.push(item);
  }
  return chunks;
}
