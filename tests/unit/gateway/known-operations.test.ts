import { describe, expect, it } from '@jest/globals';
import { createHash, hash } from 'node:crypto';
import { GraphQLError, parse } from 'graphql';
import type { DocumentReader } from '../../../gateway/operations/document-reader.ts';
import { KnownOperations, readParameters } from '../../../gateway/operations/known-operations.ts';

const HASH_OF_A = createHash('sha256').update('{ a }').digest('hex');

/** Reads documents by their text alone; all are valid. */
const reading = (bounded: DocumentReader['bounded']): DocumentReader => ({
  bounded,
  isValid: () => true,
});

function admitted(...texts: readonly string[]) {
  const known = new KnownOperations(reading(() => undefined));
  for (const text of texts) known.admit(text, parse(text), `hash of ${text}`);
  return known;
}

function hashOf(found: ReturnType<KnownOperations['find']>): string | undefined {
  return found !== undefined && 'documentHash' in found ? found.documentHash : undefined;
}

describe('known operations', () => {
  it('are found by their text and by their hash', () => {
    const known = admitted('{ a }', '{ b }');

    const found = [known.find({ query: '{ a }' }), known.find({ hash: 'hash of { a }' })];

    expect(found.map(hashOf)).toEqual(['hash of { a }', 'hash of { a }']);
  });

  it('are not found where hash and text disagree, or it is not clear which is meant', () => {
    const known = admitted('{ a }', 'query A { a } query B { b }');
    const two = 'query A { a } query B { b }';

    const found = [
      known.find({ query: '{ c }' }),
      known.find({ query: '{ a }', hash: 'hash of { b }' }),
      known.find({ query: '{ a }', operationName: 'A' }),
      known.find({ query: two }),
      known.find({ query: two, operationName: 'C' }),
      known.find({}),
    ];

    expect(found).toEqual(found.map(() => undefined));
    expect(known.find({ query: two, operationName: 'B' })).toBeDefined();
  });

  it('are forgotten when a thousand others have been used since', () => {
    const known = admitted('{ kept }', '{ forgotten }');

    for (let i = 0; i < 999; i += 1) {
      known.admit(`{ f${i} }`, parse(`{ f${i} }`), `hash ${i}`);
      known.find({ query: '{ kept }' });
    }

    expect(known.find({ query: '{ kept }' })).toBeDefined();
    expect(known.find({ query: '{ forgotten }' })).toBeUndefined();
    expect(known.find({ hash: 'hash of { forgotten }' })).toBeUndefined();
  });
});

describe('long operations', () => {
  const long = (name: string) => `{ ${name} ${' '.repeat(49_000)}}`;

  it('are forgotten when others of a million characters have been used since', () => {
    const known = admitted(long('kept'), long('forgotten'));

    for (let i = 0; i < 19; i += 1) {
      known.admit(long(`f${i}`), parse('{ f }'), `hash ${i}`);
      known.find({ query: long('kept') });
    }

    expect(known.find({ query: long('kept') })).toBeDefined();
    expect(known.find({ query: long('forgotten') })).toBeUndefined();
  });
});

describe('new operations', () => {
  it('are read once, and found by their hash from then on', () => {
    const asked: string[] = [];
    const known = new KnownOperations(
      reading((text) => {
        asked.push(text);
        return parse(text);
      }),
    );

    const found = [known.find({ query: '{ a }' }), known.find({ query: '{ a }' })];

    expect(found.map(hashOf)).toEqual([HASH_OF_A, HASH_OF_A]);
    expect(known.find({ hash: HASH_OF_A })).toBe(found[0]);
    expect(asked).toEqual(['{ a }']);
  });

  it('are read anew each time where they are too long to be kept', () => {
    let reads = 0;
    const known = new KnownOperations(
      reading((text) => {
        reads += 1;
        return parse(text);
      }),
    );
    const long = `{ a }${' '.repeat(50_000)}`;

    const found = [known.find({ query: long }), known.find({ query: long })];

    expect(found.map(hashOf)).toEqual(new Array(2).fill(hash('sha256', long)));
    expect([reads, known.find({ hash: hash('sha256', long) })]).toEqual([2, undefined]);
  });

  it('are refused where they are too much, whatever else is odd about the request', () => {
    const refused = { refusals: [new GraphQLError('too much')] };
    const known = new KnownOperations(reading(() => refused));

    expect(known.find({ query: '{ a }', operationName: 'B' })).toBe(refused);
    expect(known.find({ query: '{ a }', hash: HASH_OF_A })).toBe(refused);
    expect(known.tooMuchIn({ query: '{ a }', operationName: '', variables: 3 })).toBe(refused);
    expect([undefined, [], {}, { query: 1 }].map((body) => known.tooMuchIn(body))).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('are left to Apollo Server where it has to refuse them or to register their hash', () => {
    const refused = new KnownOperations({ bounded: (text) => parse(text), isValid: () => false });
    const known = new KnownOperations(reading((text) => parse(text)));

    const found = [
      refused.find({ query: '{ a }' }),
      known.find({ query: '{ a }', hash: HASH_OF_A }),
      known.find({ query: 'query A { a } query B { b }' }),
    ];

    expect(found).toEqual(found.map(() => undefined));
  });
});

describe('readParameters', () => {
  const persistedQuery = { version: 1, sha256Hash: 'h' };

  it.each([
    [{ query: '{ a }' }, { query: '{ a }' }],
    [
      { query: '{ a }', operationName: null, variables: null, extensions: null },
      { query: '{ a }' },
    ],
    [
      { query: '{ a }', operationName: 'A', variables: { b: [1] }, extensions: { c: 1 } },
      { query: '{ a }', operationName: 'A', variables: { b: [1] } },
    ],
    [{ extensions: { persistedQuery } }, { hash: 'h' }],
  ])('reads %j', (body, parameters) => {
    expect(readParameters(body)).toEqual(parameters);
  });

  it.each([
    [undefined],
    ['{ a }'],
    [[{ query: '{ a }' }]],
    [{ query: 1 }],
    [{ query: '{ a }', operationName: 1 }],
    [{ query: '{ a }', variables: [] }],
    [{ query: '{ a }', variables: '{}' }],
    [{ query: '{ a }', extensions: 'x' }],
    [{ extensions: { persistedQuery: { ...persistedQuery, version: 2 } } }],
    [{ extensions: { persistedQuery: { version: 1 } } }],
  ])('leaves %j to Apollo Server', (body) => {
    expect(readParameters(body)).toBeUndefined();
  });
});
