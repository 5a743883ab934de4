import { createServer, type IncomingMessage, request as httpRequest, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actAsRoute } from '../../../gateway/explorer/actors.ts';
import { createExplorer } from '../../../gateway/explorer/explorer.ts';

/** By Node's own client: `fetch` sets the header of the site itself. */
async function get(url: string, site?: string) {
  const asked = httpRequest(url, { headers: site === undefined ? {} : { 'sec-fetch-site': site } });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks = (await response.toArray()) as Buffer[];
  const body = JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  return [response.statusCode, response.headers['cache-control'], body];
}

describe('the explorer', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const routes = createExplorer({
      title: 'Motcua Graph',
      endpoint: '/graphql',
      examples: ['# A thing.\nquery OneThing { a(text: "</script>") }', '{ b }'],
    });
    server = createServer((request, response) => {
      void routes[new URL(request.url ?? '', 'http://x').pathname]?.(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    // The first request compresses the editor.
    await fetch(`${url}/`);
  }, 30_000);

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  it('is a page whose every file comes from here', async () => {
    const page = await fetch(`${url}/`);
    const html = await page.text();

    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, address = '']) => address,
    );
    expect(addresses.map((address) => address.replace(/[?,].*/, ''))).toEqual([
      'data:image/svg+xml',
      '/explorer/graphiql.css',
      '/explorer/frame.css',
      '/explorer/inline-styles.js',
      '/explorer/frame.js',
      '/explorer/graphiql.js',
    ]);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self';/,
    );
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(html).not.toMatch(/<script>|https?:\/\//);
  });

  it('lets in style sheets by a nonce alone, another for each page', async () => {
    const policies = await Promise.all(
      [1, 2].map(async () => (await fetch(`${url}/`)).headers.get('content-security-policy')),
    );

    expect(policies[0]).toMatch(/style-src-elem 'self' 'nonce-[\w+/=]{24}';/u);
    expect(policies[0]).not.toBe(policies[1]);
  });

  it('names each example with its sentence, and nothing in one ends the page’s data', async () => {
    const html = await (await fetch(`${url}/`)).text();

    const data = /<script id="options" type="application\/json">([^]*?)<\/script>/u.exec(html)?.[1];
    expect(JSON.parse(data ?? '').examples).toEqual([
      {
        title: 'One Thing:',
        about: 'A thing.',
        query: '# A thing.\nquery OneThing { a(text: "</script>") }',
      },
      { title: 'Query', about: '', query: '{ b }' },
    ]);
  });

  it('keeps no headers in the browser', async () => {
    const frame = await (await fetch(`${url}/explorer/frame.js`)).text();

    expect(frame).toContain('shouldPersistHeaders: false');
  });

  it('offers nobody to act as, and has nothing at the route, but in the demo', async () => {
    const html = await (await fetch(`${url}/`)).text();
    const routes = Object.keys(createExplorer({ title: '', endpoint: '/graphql', examples: [] }));

    expect(html).not.toContain('act-as');
    expect(routes).not.toContain('/explorer/act-as');
  });

  it('has a token of whom one acts as for its own page alone', async () => {
    const route = actAsRoute({
      names: ['Lan'],
      tokenFor: (name) => (name === 'Lan' ? Promise.resolve('token of Lan') : undefined),
    });
    const demo = createServer((request, response) => {
      void route['/explorer/act-as']?.(request, response);
    }).listen(0, '127.0.0.1');
    await once(demo, 'listening');
    const { port } = demo.address() as AddressInfo;
    const askFor = (name: string, site?: string) =>
      get(`http://127.0.0.1:${port}/explorer/act-as?name=${name}`, site);

    const [own, other, nobody] = [
      await askFor('Lan', 'same-origin'),
      await askFor('Lan', 'cross-site'),
      await askFor('Minh'),
    ];
    demo.close();
    demo.closeAllConnections();

    expect(own).toEqual([200, 'no-store', { token: 'token of Lan' }]);
    expect([other, nobody]).toEqual([
      [404, 'no-store', {}],
      [404, 'no-store', {}],
    ]);
  });

  it('sends its files compressed, to be kept for ever, under three megabytes in all', async () => {
    const files = [
      'inline-styles.js',
      'frame.js',
      'frame.css',
      'graphiql.js',
      'graphiql.css',
      'editor-worker.js',
      'json-worker.js',
      'graphql-worker.js',
    ];

    const sizes = await Promise.all(
      files.map(async (file) => {
        const { headers } = await fetch(`${url}/explorer/${file}`, {
          headers: { 'accept-encoding': 'br' },
        });
        expect(headers.get('content-encoding')).toBe('br');
        expect(headers.get('cache-control')).toContain('immutable');
        return Number(headers.get('content-length'));
      }),
    );

    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000);
  });

  it('writes Vietnamese in the editor with a font that has its letters', async () => {
    const css = await (await fetch(`${url}/explorer/graphiql.css`)).text();

    const last = css.match(/@font-face\s*\{[^}]*font-family:\s*Fira Code[^}]*\}/gu)?.at(-1);
    expect(last?.replace(/url\([^)]*\)/u, '')).toContain('U+1EA0-1EF9');
  });

  it('serves clients that take no compression, too', async () => {
    const plain = await fetch(`${url}/explorer/graphiql.css`, {
      headers: { 'accept-encoding': 'identity' },
    });

    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toContain('.graphiql-container');
  });
});
