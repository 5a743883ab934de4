import { LRUCache } from 'lru-cache';
import type { BoundRootTable } from '../compiler/bound-table.ts';
import type { RootRow } from '../compiler/row-plan.ts';
import type { Rights } from '../policy/rights.ts';
import type { Candidate } from './read-table.ts';

/** What was read of some tables, as one list, behind the page that was given. */
export interface Behind {
  readonly tables: readonly BoundRootTable[];
  readonly rows: readonly Candidate[];
  /** The tables have no others. */
  readonly ended: boolean;
}

export type Ahead = readonly Behind[];

/**
 * A list that is gone through page by page: what was read for one page stays for the next, where it was not given, or is asked
 * for again.
 */
export interface Traversal {
  /** What lies behind a place; it is there once. Empty where it was not kept, or not for so long. */
  take(place: string): Ahead;
  keep(place: string, ahead: Ahead): void;
  /** What was looked up for a page before, so that each page does not ask for the same again; undefined where it is not known any more. */
  known(asked: string): RootRow | null | undefined;
  know(asked: string, row: RootRow | null): void;
}

/** Rows that are kept of all traversals together, and how long for a page that is not asked for, in milliseconds. */
const MOST_ROWS = 200_000;
const KEPT_MS = 60_000;

/** Rows that are read of a table at a time, where its list is gone through to the end. */
const ROWS_AHEAD = 2_000;
/** Those of all tables of one traversal: what cannot be kept would be read again for each page. */
const MOST_ROWS_AHEAD = MOST_ROWS / 4;

/** How many rows may be read of some tables behind those that were. */
export function rowsAhead(ahead: Ahead, { tables }: Pick<Behind, 'tables'>): number {
  const all = ahead.reduce((sum, its) => sum + its.tables.length, 0);
  return tables.length * Math.min(ROWS_AHEAD, Math.floor(MOST_ROWS_AHEAD / Math.max(1, all)));
}

/** What is at hand of just these tables. */
export function atHandOf(ahead: Ahead, { tables }: Pick<Behind, 'tables'>): Behind | undefined {
  return ahead.find(
    (its) =>
      its.tables.length === tables.length &&
      its.tables.every((table, index) => table === tables[index]),
  );
}

/** Rows that look-ups of all traversals have found, and their characters: they are kept as long as rows that are read ahead. */
const MOST_KNOWN = 20_000;
const MOST_CHARACTERS = 16 * 1024 * 1024;

interface Known {
  readonly rights: Rights | null;
  readonly row: RootRow | null;
}

interface Kept {
  readonly rights: Rights | null;
  readonly place: string;
  readonly ahead: Ahead;
}

/** The lists that are gone through now. What is kept of them is nobody's who does not know the word and has the very rights. */
export class Traversals {
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: MOST_ROWS,
    sizeCalculation: ({ ahead }) => ahead.reduce((sum, { rows }) => sum + rows.length, 1),
    ttl: KEPT_MS,
    ttlAutopurge: true,
  });

  readonly #known = new LRUCache<string, Known>({
    max: MOST_KNOWN,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ row }, asked) => asked.length + JSON.stringify(row).length,
    ttl: KEPT_MS,
    ttlAutopurge: true,
  });

  of(word: string, rights: Rights | null): Traversal {
    return {
      known: (asked) => {
        const known = this.#known.get(`${word} ${asked}`);
        return known?.rights === rights ? known.row : undefined;
      },
      know: (asked, row) => {
        this.#known.set(`${word} ${asked}`, { rights, row });
      },
      take: (place) => {
        const kept = this.#kept.get(word);
        this.#kept.delete(word);
        return kept?.place === place && kept.rights === rights ? kept.ahead : NOTHING;
      },
      keep: (place, ahead) => {
        this.#kept.set(word, { rights, place, ahead });
      },
    };
  }

  clear(): void {
    this.#kept.clear();
    this.#known.clear();
  }
}

const NOTHING: Ahead = [];
