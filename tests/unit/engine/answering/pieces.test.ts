import { setImmediate, setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'graphql';
import { askInParts } from '../../../support/federation/in-parts.ts';
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
  type Query { shelves: [Shelf!], shelf: Shelf, late: Late }
  type Late @key(fields: "code") { code: ID!, secret: String }
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

const SECRET = 'what another asker is shown'.repeat(300);

describe('an answer that is written in pieces', () => {
  let held: Shelf;
  let gate: Promise<void>;
  let federation: Federation;
  beforeAll(() => {
    const resolvers = {
      Query: { shelf: () => held, shelves: () => [held, held], late: () => ({ code: 'NC' }) },
      Late: {
        __resolveReference: (late: object) => late,
        secret: () => gate.then(() => SECRET),
      },
    };
    federation = createFederation([{ name: 'library', typeDefs, resolvers }]);
  });
  afterAll(() => {
    federation.engine.close();
  });

  const ask = async (query: string, slice?: () => Promise<void>) => {
    const { data, errors } = await federation.engine.execute({
      document: parse(query),
      documentHash: hashOf(query),
      headers: {},
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

  it("is nobody else's, though a part of another is written while it waits", async () => {
    const title = 'A'.repeat(1_000);
    const many = Array.from({ length: 60 }, (_none, pages) => ({ title, pages }));
    // What may not be null makes its shelf null, behind what was written of it.
    const back = { books: [], rows: [[title], [title, null]], back: null };
    held = { books: many, rows: [], back };
    const query = '{ shelf { books { title pages } back { books { title } rows } } }';
    const whole = await ask(query);

    for (let pause = 1; pause <= 4; pause += 1) {
      const { promise: opened, resolve: open } = withResolvers();
      gate = opened;
      const parted = askInParts(federation.engine, '{ late { code ... @defer { secret } } }');
      await setTimeout(5);
      let pauses = 0;
      const its = await ask(query, async () => {
        pauses += 1;
        if (pauses !== pause) return;
        open();
        await parted;
      });
      open();

      expect(pauses).toBeGreaterThanOrEqual(pause);
      expect(its).toEqual(whole);
      expect((await parted).data).toEqual({ late: { code: 'NC', secret: SECRET } });
    }
  });
});

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
