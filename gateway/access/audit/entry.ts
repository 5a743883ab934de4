import type { Identity } from '../../../service/access/identity.ts';

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
  /** The request in which the glass was broken that it was seen through. */
  readonly glass?: string;
  readonly via: 'graphql' | 'export';
  readonly operation?: string;
  /** Of the document's text (SHA-256). */
  readonly hash: string;
  /** Keys by type. */
  readonly records: Readonly<Record<string, readonly string[]>>;
  readonly rows: number;
  /** Kinds of fields that were shown, plain or masked. */
  readonly classes: readonly string[];
  /** Those of which nothing but masks was shown: all others were shown plain. */
  readonly masked: readonly string[];
  readonly searched: readonly string[];
  readonly sources: readonly string[];
}

/** A higher right that was taken for one record. */
export interface GlassEntry {
  readonly kind: 'glass';
  readonly request: string;
  readonly who: Who;
  readonly from: string;
  readonly entity: string;
  /** What names the record: values of fields that tell nothing of people. */
  readonly record: Readonly<Record<string, string>>;
  readonly reason: string;
  /** When it ends, as the trail has moments. */
  readonly until: string;
}

/** A reader to whom no more was shown within an hour: once for each hour. */
export interface StoppedEntry {
  readonly kind: 'stopped';
  readonly request: string;
  readonly who: Who;
  readonly from: string;
  /** Which budget was spent, by its code, and what it is. */
  readonly code: string;
  readonly most: number;
}

/** Lines that retention takes away from the beginning of the trail. */
interface RemovedEntry {
  readonly kind: 'removed';
  /** The first line that is left. */
  readonly before: number;
}

export type Entry = SeenEntry | GlassEntry | StoppedEntry | RemovedEntry;

/** How the trail names who asks. */
export function whoIs({ subject, kind, roles, claims }: Identity): Who {
  return { subject, kind, roles, offices: claims['office'] ?? [] };
}

const VIETNAM_MS = 7 * 60 * 60 * 1_000;

/** A moment as the trail has it: local time of Vietnam, which has no summer time, to the millisecond. */
export function localMoment(ms: number): string {
  return new Date(ms + VIETNAM_MS).toISOString().replace('Z', '+07:00');
}
