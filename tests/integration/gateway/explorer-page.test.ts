import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildSchema, graphqlSync } from 'graphql';
import type { Browser, Page } from 'playwright-core';
import { createExplorer } from '../../../gateway/explorer/explorer.ts';
import { findChromium, openChromium } from '../../../scripts/trials/chromium.ts';

jest.setTimeout(60_000);

const schema = buildSchema(`
  directive @defer on FRAGMENT_SPREAD | INLINE_FRAGMENT
  type Query { soon: String late: String }
`);
const WHOLE = '{ soon }';
const DEFERRED = 'query Deferred { soon ... @defer { late } }';
const part = (content: object): string =>
  `\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(content)}\r\n---`;

const chromium = findChromium();

(chromium === undefined ? describe.skip : describe)('the explorer in a browser', () => {
  let browser: Browser;
  let server: Server;
  let url: string;
  let begun: ServerResponse | undefined;
  const troubles: string[] = [];

  beforeAll(async () => {
    const routes = createExplorer({
      title: 'Motcua Graph',
      endpoint: '/graphql',
      examples: [`# One sentence goes\n# on here.\nquery OneThing ${WHOLE}`, DEFERRED],
    });
    const answer = (body: string, response: ServerResponse): void => {
      const { query } = JSON.parse(body) as { readonly query: string };
      if (query.includes('@defer')) {
        begun = response.setHeader('content-type', 'multipart/mixed; boundary="-"');
        response.write(`\r\n---${part({ data: { soon: 'first' }, hasNext: true })}`);
        return;
      }
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify(graphqlSync({ schema, source: query, rootValue: { soon: 'it' } })),
      );
    };
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://x');
      if (pathname === '/graphql')
        void text(request).then((body) => {
          answer(body, response);
        });
      else if (routes[pathname]) void routes[pathname](request, response);
      else response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    // The first request compresses the editor.
    await fetch(url);
    browser = await openChromium(chromium ?? '');
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
  });

  async function open(query: string): Promise<Page> {
    const page = await browser.newPage();
    page.on('pageerror', ({ message }) => troubles.push(message));
    await page.goto(`${url}#${new URLSearchParams({ query }).toString()}`);
    await page.locator('.graphiql-execute-button').waitFor();
    return page;
  }

  const answered = (page: Page, what: string): Promise<void> =>
    page.locator('.graphiql-response').getByText(what).first().waitFor();

  it('shows a part of an answer when it comes, and says nothing of it that was so of another', async () => {
    const page = await open(WHOLE);
    await page.locator('.graphiql-execute-button').click();
    await page.locator('#summary').getByText('0 errors').waitFor();

    await page.locator('#examples summary').click();
    await page.locator('#list').getByText('Deferred').click();
    await page.locator('.graphiql-execute-button').click();
    await answered(page, 'first');
    const summary = await page.locator('#summary').textContent();
    begun?.end(
      `${part({ incremental: [{ data: { late: 'then' }, path: [] }], hasNext: false })}--\r\n`,
    );
    await answered(page, 'then');

    expect(summary).toBe('');
    await page.close();
  });

  it('gives what is to be copied where a page has no clipboard, and its buttons keep their names', async () => {
    const page = await open(WHOLE);
    const shown: string[] = [];
    page.on('dialog', (dialog) => {
      shown.push(dialog.defaultValue());
      void dialog.dismiss();
    });
    const share = page.locator('#share');
    const give = (clipboard: string) =>
      page.evaluate(
        `Object.defineProperty(navigator, 'clipboard', { value: ${clipboard}, configurable: true })`,
      );

    await give('undefined');
    await share.click();
    await give('{ writeText: () => Promise.resolve() }');
    await share.click();
    await share.click();
    const named = page.locator('#share', { hasText: 'Share link' });
    await named.waitFor({ timeout: 5_000 });

    expect(shown).toEqual([expect.stringContaining('#query=')]);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('closes the list of examples for whoever goes on elsewhere, each with all that is said of it', async () => {
    const page = await open(WHOLE);
    const list = page.locator('#list');
    const summary = page.locator('#examples summary');

    await summary.click();
    const said = await list.innerText();
    await page.locator('#bar h1').click();
    const afterClick = await list.isVisible();
    await summary.click();
    await page.keyboard.press('Escape');
    const afterKey = await list.isVisible();

    expect(said).toMatch(/^One Thing: One sentence goes on here\.$/mu);
    expect([afterClick, afterKey]).toEqual([false, false]);
    await page.close();
  });
});
