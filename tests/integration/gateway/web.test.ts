import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway } from '../../../gateway/server.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import {
  ask,
  fixtureSupergraph,
  serveFixture,
  servingConfig,
  silent,
} from '../../support/http/http-fixture.ts';

const OURS = 'https://tra-cuu.camau.gov.vn';
const OFFICES = '{ offices { code name } }';
const ANSWER = {
  data: {
    offices: [
      { code: 'NC', name: 'Một cửa huyện Năm Căn' },
      { code: 'CN', name: 'Một cửa huyện Cái Nước' },
    ],
  },
};
/** Without one such header, Apollo's rule takes a GET for one that a form could have sent. */
const ASKED_BY_SCRIPT = { 'apollo-require-preflight': 'yes' };

function persisted(query: string): string {
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash } });
  return `?extensions=${encodeURIComponent(extensions)}`;
}

describe('the gateway for pages in browsers', () => {
  let subgraphs: Awaited<ReturnType<typeof serveFixture>>;
  let gateway: HttpService;
  let url: string;
  const get = (search: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${url}${search}`, { headers: { ...ASKED_BY_SCRIPT, ...headers } });

  beforeAll(async () => {
    subgraphs = await serveFixture();
    gateway = await startGateway({
      config: servingConfig({
        corsOrigins: [OURS],
        corsCredentials: true,
        forwardHeaders: ['authorization', 'cookie'],
        cacheMaxAges: new Map([['Office', 600]]),
      }),
      supergraph: fixedSupergraph(fixtureSupergraph(subgraphs.urls)),
      connect: ({ url: at }, encoding) =>
        createHttpTransport({ url: at, encoding, deadlineMs: 2_000, maxAnswerBytes: 1_000_000 }),
      log: silent,
    });
    url = `${gateway.url}/graphql`;
  });

  afterAll(async () => {
    await gateway.close();
    await subgraphs.close();
  });

  const preflight = (origin: string) =>
    fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,authorization',
      },
    });

  it('lets pages of the origins that it is told ask, and keep the preflight’s answer', async () => {
    const { status, headers } = await preflight(OURS);

    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': OURS,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'content-type,authorization',
      'access-control-max-age': '7200',
      vary: 'origin',
    });
  });

  it('lets no page of another origin read what it answers', async () => {
    const before = await preflight('https://elsewhere.example');
    const answer = await ask(url, { query: OFFICES }, { origin: 'https://elsewhere.example' });
    const ours = await ask(url, { query: OFFICES }, { origin: OURS });

    const granted = [before, answer, ours].map(({ headers }) =>
      headers.get('access-control-allow-origin'),
    );
    expect(granted).toEqual([null, null, OURS]);
    expect(ours.headers.get('vary')).toContain('origin');
    expect(ours.headers.get('access-control-expose-headers')).toContain('x-request-id');
  });

  it('has answers to GET kept as long as all types in them may be', async () => {
    const search = (query: string) => `?query=${encodeURIComponent(query)}`;

    const kept = await get(search(OFFICES));
    const ones = await get(search(OFFICES), { authorization: 'Bearer token' });
    const sessions = await get(search(OFFICES), { cookie: 'session=lan' });
    const other = await get(search('{ offices { code } headers }'));
    const meta = await get(search('{ offices { code } __schema { types { name } } }'));
    const failed = await get(search('{ offices { code } broken }'));
    const posted = await ask(url, { query: OFFICES });

    expect(await kept.json()).toEqual(ANSWER);
    const told = [kept, ones, sessions, other, meta, failed, posted].map(({ headers }) =>
      headers.get('cache-control'),
    );
    expect(told).toEqual([
      'public, max-age=600',
      'private, max-age=600',
      'private, max-age=600',
      'private, no-cache',
      'private, no-cache',
      'no-store',
      'no-store',
    ]);
    for (const name of ['authorization', 'x-api-key', 'x-purpose', 'x-break-glass', 'cookie'])
      expect(kept.headers.get('vary')?.split(/,\s*/u)).toContain(name);
  });

  it('answers a persisted GET again only where it has changed', async () => {
    const search = persisted(OFFICES);
    await ask(url, { query: OFFICES });

    const first = await get(search);
    const tag = first.headers.get('etag') ?? '';
    const again = await get(search, { 'if-none-match': `"other", ${tag}` });
    const changed = await get(search, { 'if-none-match': '"other"' });

    expect(tag).toMatch(/^W\/"[\w-]{27}"$/u);
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    expect([changed.status, await changed.json()]).toEqual([200, ANSWER]);
  });

  it('knows by its hash what was first posted without one', async () => {
    const query = '{ offices { agency } }';
    const before = await get(persisted(query));
    await ask(url, { query });
    const after = await get(persisted(query));

    expect(await before.json()).toMatchObject({ errors: [{ message: 'PersistedQueryNotFound' }] });
    expect(await after.json()).toMatchObject({ data: { offices: [{}, {}] } });
  });

  it('shows the explorer to who opens the graph’s address in a browser', async () => {
    const opened = await fetch(url, { headers: { accept: 'text/html,*/*;q=0.8' } });
    const asked = await get(`?query=${encodeURIComponent(OFFICES)}`, { accept: 'text/html,*/*' });

    expect(opened.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await opened.text()).toContain('/explorer/');
    expect(await asked.json()).toEqual(ANSWER);
    // The explorer's files are compressed when it is first opened.
  }, 30_000);
});
