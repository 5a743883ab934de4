import { fault } from '../../../service/errors/faults.ts';
import { reasonOf } from '../../../service/errors/reasons.ts';
import type { AnyRow } from '../model/entity.ts';
import type { OrderTerm } from '../model/predicate.ts';
import { isMissing, type SourceAnswer } from './answers.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';

/** Rows of a page at the most, and when nothing is said. */
const MOST_ROWS = 500;
const USUAL_ROWS = 50;

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** A page of a list, and how each source took part in it. */
export interface Page<R> {
  /** Cursors are written where they are asked for. */
  readonly edges: readonly { readonly cursor: () => string; readonly node: R }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly partial: boolean;
  readonly sources: readonly SourceAnswer[];
}

/** How large a page is, which way it goes, and behind which cursor it begins. Throws BAD_USER_INPUT, PAGE_TOO_LARGE. */
export function pageOf({ first, after, last, before }: PageArguments): {
  size: number;
  backwards: boolean;
  start: string | null;
} {
  const backwards =
    (last !== null && last !== undefined) || (before !== null && before !== undefined);
  const forwards =
    (first !== null && first !== undefined) || (after !== null && after !== undefined);
  if (backwards && forwards) {
    throw fault('BAD_USER_INPUT', {
      reason: reasonOf('BOTH_WAYS'),
    });
  }
  const size = (backwards ? last : first) ?? USUAL_ROWS;
  if (size < 0) throw fault('BAD_USER_INPUT', { reason: reasonOf('NEGATIVE_PAGE') });
  if (size > MOST_ROWS) throw fault('PAGE_TOO_LARGE', { most: MOST_ROWS });
  return { size, backwards, start: (backwards ? before : after) ?? null };
}

/** The place behind which a page of this very list begins; null at its beginning. Throws BAD_CURSOR. */
export function placeBehind(
  start: string | null,
  digest: string,
  order: readonly OrderTerm[],
): Cursor | null {
  if (start === null) return null;
  const cursor = readCursor(start, digest);
  if (cursor.keys.length !== order.length) throw fault('BAD_CURSOR');
  return cursor;
}

/** What is known of a page beside its rows. */
interface PageFacts<P> extends Pick<Cursor, 'digest' | 'began'> {
  readonly placeOf: (one: P) => Pick<Cursor, 'keys' | 'table' | 'key'>;
  readonly backwards: boolean;
  /** Whether it begins behind a cursor. */
  readonly goesOn: boolean;
  /** Whether rows are left in its direction. */
  readonly more: boolean;
  readonly answers: readonly SourceAnswer[];
}

/** The page of these rows. A source that did not answer is written into its cursors: it stays out of the pages that follow. */
export function pageWith<R extends Pick<AnyRow, 'origin'>, P extends { readonly row: R }>(
  rows: readonly P[],
  { digest, began, placeOf, backwards, goesOn, more, answers }: PageFacts<P>,
): Page<R> {
  const excluded = answers.filter(isMissing).map(({ source }) => source);
  const cursorOf = (one: P): string => writeCursor({ digest, ...placeOf(one), excluded, began });
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    edges: rows.map((one) => ({
      node: one.row,
      cursor() {
        return cursorOf(one);
      },
    })),
    pageInfo: {
      hasNextPage: backwards ? goesOn : more,
      hasPreviousPage: backwards ? more : goesOn,
      startCursor: first === undefined ? null : cursorOf(first),
      endCursor: last === undefined ? null : cursorOf(last),
    },
    partial: excluded.length > 0,
    sources: withRowsOf(
      answers,
      rows.map(({ row }) => row),
    ),
  };
}

/** Each source's answer with how many of the rows are its own. */
export function withRowsOf(
  answers: readonly SourceAnswer[],
  rows: readonly Pick<AnyRow, 'origin'>[],
): readonly SourceAnswer[] {
  return answers.map((answer) => ({
    ...answer,
    rows: rows.filter(({ origin }) => origin.source === answer.source).length,
  }));
}
