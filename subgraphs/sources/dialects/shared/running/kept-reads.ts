import { LRUCache } from 'lru-cache';
import type { RawRow } from '../../../model/raw.ts';
import type { Statement } from '../../dialect.ts';

/** The rows of one statement, and the bytes of their values. */
export interface RowsRead {
  readonly rows: readonly RawRow[];
  readonly bytes: number;
  /**
   * What names the state that the database was in just before, which it is never in again once it has left it; absent where nothing
   * does, or it was not asked for.
   */
  readonly state?: string;
}

/** Bytes of all that is kept in the process, and what one answer may be of them. */
const MOST = 16 * 1024 * 1024;
const LARGEST = MOST / 8;

/** Characters of the texts that have a number. */
const MOST_TEXTS = 16 * 1024 * 1024;

/** What was read, and the state that it holds in. */
interface KeptRows extends RowsRead {
  readonly state: string;
}

const kept = new LRUCache<string, KeptRows>({
  maxSize: MOST,
  maxEntrySize: LARGEST,
  sizeCalculation: ({ rows, bytes }, said) =>
    2 * (bytes + said.length) + 100 + rows.reduce((sum, row) => sum + 32 + 16 * row.length, 0),
});

/** A text has tens of thousands of characters, and is asked with many values: a number that none else has stands for it. */
const numbers = new LRUCache<string, number>({
  maxSize: MOST_TEXTS,
  sizeCalculation: (_number, sql) => sql.length + 1,
});
let lastNumber = 0;

/**
 * What one database gave to statements that tell of nobody: given again while the database says, whenever one is asked, that it is in
 * the state that it was read in. Who asks waits for a turn and spends as if it were read.
 */
export class KeptReads {
  readonly #database = ++lastNumber;

  /** `read`: see `Driver.run`. */
  async read(
    statement: Statement,
    read: (state: string | null) => Promise<RowsRead>,
  ): Promise<RowsRead> {
    const said = `${this.#database} ${numberOf(statement.sql)} ${valuesOf(statement.bindings)}`;
    const known = kept.get(said);
    const now = await read(known?.state ?? null);
    const { state } = now;
    if (state === undefined) return now;
    if (state === known?.state) return known;
    kept.set(said, { ...now, state });
    return now;
  }
}

function numberOf(sql: string): number {
  const known = numbers.get(sql);
  if (known !== undefined) return known;
  lastNumber += 1;
  numbers.set(sql, lastNumber);
  return lastNumber;
}

/** The same for the same values, and for no others. */
export function valuesOf(bindings: readonly unknown[]): string {
  return JSON.stringify(bindings, (_name, value: unknown) =>
    typeof value === 'bigint' ? { bigint: String(value) } : value,
  );
}
