import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fault } from '../../../service/errors/faults.ts';
import type { SortKey } from '../compiler/order/keyset.ts';
import { dayOf, localNow } from '../model/moment.ts';

/** A place in a list that is merged from many tables. */
export interface Cursor {
  /** What was asked: a cursor is no good for another order or filter. */
  readonly digest: string;
  readonly keys: readonly SortKey[];
  /** The table and the key of the row it stands on. */
  readonly table: string;
  readonly key: string;
  /** Sources left out so far; they stay out for the whole traversal, so that nothing is skipped unseen. */
  readonly excluded: readonly string[];
  /** The day on which the traversal began, by which it goes to its end: what is overdue at midnight does not join it halfway. */
  readonly began: string;
}

/** Far longer than any that is written here. */
const MOST_CHARACTERS = 16_384;

const shape = z.tuple([
  z.string(),
  z.array(z.union([z.string(), z.null()])),
  z.string(),
  z.string(),
  z.array(z.string()),
  z.iso.date(),
]);

/** The cursor as an opaque text. */
export function writeCursor({ digest, keys, table, key, excluded, began }: Cursor): string {
  return Buffer.from(JSON.stringify([digest, keys, table, key, excluded, began])).toString(
    'base64url',
  );
}

/** Reads a cursor of this very list. Throws BAD_CURSOR. */
export function readCursor(text: string, digest: string): Cursor {
  const cursor = parseCursor(text);
  if (cursor.digest !== digest) throw fault('BAD_CURSOR');
  return cursor;
}

/** The day on which the traversal began that goes on behind the cursor; today without one. Throws BAD_CURSOR. */
export function beganOn(start: string | null): string {
  return start === null ? dayOf(localNow()) : parseCursor(start).began;
}

function parseCursor(text: string): Cursor {
  if (text.length > MOST_CHARACTERS) throw fault('BAD_CURSOR');
  try {
    const [digest, keys, table, key, excluded, began] = shape.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    return { digest, keys, table, key, excluded, began };
  } catch {
    throw fault('BAD_CURSOR');
  }
}

/** A short digest of what a list was asked for. */
export function digestOf(asked: unknown): string {
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 12);
}
