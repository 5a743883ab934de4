/** States in the order in which an exchanged document goes through them; a recall overrules the work. */
const RANK: Readonly<Record<string, number>> = {
  UNKNOWN: 0,
  ARRIVED: 1,
  ACCEPTED: 2,
  ASSIGNED: 3,
  PROCESSING: 4,
  COMPLETED: 5,
  REFUSED: 6,
  RECALL_ASKED: 7,
  RECALL_REFUSED: 8,
  RECALL_AGREED: 9,
};

/**
 * The state that a document's events amount to. Events come late, repeated and out of order, from clocks that differ, so
 * the furthest state counts, not the last message. A refused recall leaves the work where it was.
 */
export function exchangeStateOf(
  events: readonly { readonly code: { readonly value: string | null } | null }[],
): string | null {
  const states = events.map(({ code }) => code?.value ?? 'UNKNOWN');
  const recallRefused = states.includes('RECALL_REFUSED');
  const counted = recallRefused ? states.filter((state) => !state.startsWith('RECALL_')) : states;
  const furthest = [...counted].sort((a, b) => (RANK[b] ?? 0) - (RANK[a] ?? 0))[0];
  return furthest ?? (recallRefused ? 'RECALL_REFUSED' : null);
}
