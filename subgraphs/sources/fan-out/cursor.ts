import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fault } from '../../../service/errors/faults.ts';
import type { SortKey } from '../compiler/keyset.ts';

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
}

/** Far longer than any that is written here. */
const MOST_CHARACTERS = 16_384;

const shape = z.tuple([
  z.string(),
  z.array(z.union([z.string(), z.null()])),
  z.string(),
  z.string(),
  z.array(z.string()),
]);

/** The cursor as an opaque text. */
export function writeCursor({ digest, keys, table, key, excluded }: Cursor): string {
  return Buffer.from(JSON.stringify([digest, keys, table, key, excluded])).toString('base64url');
}

/** Reads a cursor of this very list. Throws BAD_CURSOR. */
export function readCursor(text: string, digest: string): Cursor {
  if (text.length > MOST_CHARACTERS) throw fault('BAD_CURSOR');
  let parsed;
  try {
    parsed = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw fault('BAD_CURSOR');
  }
  const [its, keys, table, key, excluded] = parsed;
  if (its !== digest) throw fault('BAD_CURSOR');
  return { digest, keys, table, key, excluded };
}

/** A short digest of what a list was asked for. */
export function digestOf(asked: unknown): string {
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 12);
}
