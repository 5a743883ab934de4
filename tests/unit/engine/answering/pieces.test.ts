import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'graphql';
import {
  createFederation,
  type Federation,
  hashOf,
} from '../../../support/federation/federation.ts';

interface Shelf {
  readonly books: readonly (Book | null)[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly back: Shelf | null;
}

interface Book {
  /** Null where it may not be. */
  readonly title: string | null;
  readonly pages: number;
}

const typeDefs = `
  type Query { shelves: [Shelf!], shelf: Shelf }
  type Shelf { books: [Book], rows: [[String!]], back: Shelf }
  type Book { title: String!, pages: Int! }
`;

const QUERY =
  '{ shelf { ...all back { ...all } } again: shelf { books { pages } } shelves { ...all } } fragment all on Shelf { books { pages title } rows }';

/** Short ones, and such that one is more than is written in one go. */
const texts = fc.oneof(
  fc.string(),
  fc.constantFrom('ữ', '"').map((sign) => sign.repeat(20_000)),
);
const books: fc.Arbitrary<Book> = fc.record({
  title: fc.option(texts, { freq: 10 }),
  pages: fc.nat(),
});
const shelf = (back: fc.Arbitrary<Shelf | null>): fc.Arbitrary<Shelf> =>
  fc.record({
    books: fc.array(fc.option(books, { freq: 10 }), { maxLength: 5 }),
    rows: fc.array(fc.array(fc.option(texts, { freq: 10 }), { maxLength: 3 }), { maxLength: 3 }),
    back,
  });
const shelves = shelf(fc.option(shelf(fc.constant(null))));

describe('an answer that is written in pieces', () => {
  let held: Shelf;
  let federation: Federation;
  beforeAll(() => {
    const resolvers = { Query: { shelf: () => held, shelves: () => [held, held] } };
    federation = createFederation([{ name: 'library', typeDefs, resolvers }]);
  });
  afterAll(() => {
    federation.engine.close();
  });

  const ask = async (query: string, slice?: () => Promise<void>) => {
    const { data, errors } = await federation.engine.execute({
      ...{ document: parse(query), documentHash: hashOf(query), headers: {} },
      ...(slice && { slice }),
    });
    return { data: data?.toString(), errors };
  };

  it('is the one that is written in one go, whatever else is written between', async () => {
    let paused = 0;
    await fc.assert(
      fc.asyncProperty(shelves, async (one) => {
        held = one;
        const whole = await ask(QUERY);

        const pieces = await Promise.all(
          Array.from({ length: 3 }, () =>
            ask(QUERY, async () => {
              paused += 1;
              await setImmediate();
            }),
          ),
        );

        for (const its of pieces) expect(its).toEqual(whole);
      }),
    );
    expect(paused).toBeGreaterThan(1_000);
  });
});
