/** Who asked. */
interface Who {
  readonly subject: string;
  readonly kind: 'person' | 'service' | 'anonymous';
  readonly roles: readonly string[];
  /** Codes of the offices that the identity was given for. */
  readonly offices: readonly string[];
}

/** What a request showed of persons: never a value. */
export interface SeenEntry {
  readonly kind: 'seen';
  /** The request's id, which its client was told. */
  readonly request: string;
  readonly who: Who;
  /** The address that it counts for. */
  readonly from: string;
  readonly purpose?: string;
  readonly via: 'graphql' | 'export';
  readonly operation?: string;
  /** Of the document's text (SHA-256). */
  readonly hash: string;
  /** Keys by type. */
  readonly records: Readonly<Record<string, readonly string[]>>;
  readonly rows: number;
  readonly classes: readonly string[];
  readonly searched: readonly string[];
  readonly sources: readonly string[];
}

/** Lines that retention took away from the beginning of the trail. */
interface RemovedEntry {
  readonly kind: 'removed';
  /** The first line that is left. */
  readonly before: number;
}

export type Entry = SeenEntry | RemovedEntry;

const VIETNAM_MS = 7 * 60 * 60 * 1_000;

/** A moment as the trail has it: local time of Vietnam, which has no summer time, to the millisecond. */
export function localMoment(ms: number): string {
  return new Date(ms + VIETNAM_MS).toISOString().replace('Z', '+07:00');
}
