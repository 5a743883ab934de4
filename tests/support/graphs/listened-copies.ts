import { fault } from '../../../service/errors/faults.ts';
import type { Shelf, Source } from '../../../subgraphs/sources/database/source.ts';

/** The copies, with whose rows each statement reads (codes, a comma between them); each that reads `failing`'s fails. */
export function listenedCopies(
  copies: readonly Source[],
  failing: string | null = null,
): { readonly sources: readonly Source[]; readonly read: readonly string[] } {
  const read: string[] = [];
  const shelves = new Map<Shelf, Shelf>();
  const hear = (codes: readonly string[]): void => {
    read.push(codes.join());
    if (failing !== null && codes.includes(failing))
      throw fault('DATABASE_UNAVAILABLE', { source: 'a copy' });
  };
  const listened = (shelf: Shelf): Shelf => {
    const its = shelves.get(shelf) ?? {
      read: async (codes, statement, options) => {
        hear(codes);
        return shelf.read(codes, statement, options);
      },
    };
    shelves.set(shelf, its);
    return its;
  };
  const sources = copies.map((source): Source => ({
    ...source,
    shelf: source.shelf && listened(source.shelf),
    read: async (statement, options) => {
      hear([source.code]);
      return source.read(statement, options);
    },
  }));
  return { sources, read };
}
