import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, parse } from 'graphql';
import { createMaxAgeOf, withCaching } from '../../../gateway/cache-policy.ts';
import type { Exchange } from '../../../service/http/exchange.ts';

const names = fc.uniqueArray(fc.constantFrom('authorization', 'cookie', 'x-office', 'x-purpose'));

describe('an answer that may be kept', () => {
  it('varies by each header that subgraphs get to see, and is one client’s where a request bears any', async () => {
    await fc.assert(
      fc.asyncProperty(names, names, async (forwarded, borne) => {
        const answer = { status: 200, headers: new Map<string, string>(), body: Buffer.from('{}') };
        const caching = withCaching(() => Promise.resolve(answer), forwarded);
        const exchange = {
          headers: Object.fromEntries(borne.map((name) => [name, 'of lan'])),
          told: { maxAge: 60, forOne: false },
        } as unknown as Exchange;

        const { headers } = await caching({ method: 'GET', search: '', body: {} }, exchange);

        const tells = borne.some((name) => name === 'authorization' || forwarded.includes(name));
        expect(headers.get('cache-control')).toBe(`${tells ? 'private' : 'public'}, max-age=60`);
        expect(headers.get('vary')?.split(', ')).toEqual(expect.arrayContaining(forwarded));
      }),
    );
  });

  it.each([
    ['as it was told', (tag: string) => tag],
    ['as a cache that does not know weak ones writes it', (tag: string) => tag.slice(2)],
    ['among others', (tag: string) => `"other", ${tag.slice(2)}`],
  ])('is known again by its tag %s', async (_how, written) => {
    const answer = { status: 200, headers: new Map<string, string>(), body: Buffer.from('{}') };
    const caching = withCaching(() => Promise.resolve(answer), []);
    const request = { method: 'GET', search: '?documentId=1', body: {} };
    const ask = (headers: Exchange['headers']) =>
      caching(request, { headers, told: {} } as unknown as Exchange);

    const tag = (await ask({})).headers.get('etag') ?? '';

    expect(tag).toMatch(/^W\/"/u);
    expect((await ask({ 'if-none-match': written(tag) })).status).toBe(304);
    expect((await ask({ 'if-none-match': written('W/"of another"') })).status).toBe(200);
  });

  it.each([
    ['{ office { name } }', 60],
    ['{ __typename office { name } }', 60],
    ['{ office { name } whoAmI }', 0],
    ['{ office { name } ...Mine } fragment Mine on Query { whoAmI }', 0],
    ['{ office { name } __schema { description } }', 0],
  ])('%s: holds nothing but what is named, for %d s', (query, seconds) => {
    const schema = buildSchema(
      'type Query { office: Office whoAmI: String } type Office { name: String }',
    );
    const ofOffices = createMaxAgeOf(new Map([['Office', 60]]));
    const ofQueriesToo = createMaxAgeOf(
      new Map([
        ['Office', 60],
        ['Query', 30],
      ]),
    );

    expect(ofOffices(parse(query), schema)).toBe(seconds);
    if (query.includes('whoAmI')) expect(ofQueriesToo(parse(query), schema)).toBe(30);
  });
});
