import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createStatisticsPage } from '../../../gateway/statistics-page/statistics-page.ts';
import { findChromium, openChromium } from '../../../scripts/trials/chromium.ts';
import { aliasesOf, countedGraph } from '../../support/graphs/counted-graph.ts';

jest.setTimeout(30_000);

const FIRST_VIEW_BYTES = 300_000;

const graph = countedGraph();
let server: Server;
let url: string;

beforeAll(async () => {
  const routes = createStatisticsPage({
    title: 'Motcua Graph',
    endpoint: '/graphql',
    explorer: '/',
    actors: ['Lan', 'nobody'],
  });
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    if (pathname === '/explorer/act-as') {
      response.end(JSON.stringify({ token: searchParams.get('name') }));
    } else if (pathname === '/graphql') {
      void text(request)
        .then((body) => graph.answer(body, request.headers.authorization))
        .then((answer) => response.end(answer));
    } else if (routes[pathname]) void routes[pathname](request, response);
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/statistics`;
  // The first request bundles the page.
  await fetch(url);
}, 30_000);

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe('the page of statistics', () => {
  it('has nothing inline and nothing from elsewhere, and lets nothing of the kind in', async () => {
    const page = await fetch(url);
    const html = await page.text();

    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(html).not.toMatch(/<script>|<style|style=|https?:\/\//u);
    for (const [, address = ''] of html.matchAll(/(?:src|href)="(\/[^"]+)"/gu))
      expect((await fetch(new URL(address, url))).status).toBe(200);
  });

  it('is there after less than 300 KB', async () => {
    const html = await (await fetch(url)).text();
    const files = ['main.js', 'charting.js', 'page.css'];
    const sizes = await Promise.all(
      files.map(async (file) => {
        const { headers } = await fetch(`${url}/${file}`, { headers: { 'accept-encoding': 'br' } });
        expect(headers.get('cache-control')).toContain('immutable');
        return Number(headers.get('content-length'));
      }),
    );

    expect(sizes.every((size) => size > 1_000)).toBe(true);
    expect(sizes.reduce((sum, size) => sum + size, html.length)).toBeLessThan(FIRST_VIEW_BYTES);
  });

  it('passes on what the packages in it want passed on', async () => {
    const licences = await (await fetch(`${url}/licences.txt`)).text();

    expect(licences).toMatch(/^echarts$/mu);
    expect(licences).toMatch(/^zrender$/mu);
    expect(licences).toContain('Apache License');
  });
});

const chromium = findChromium();

(chromium === undefined ? describe.skip : describe)('the page of statistics in a browser', () => {
  let browser: Browser;
  let troubles: string[] = [];

  beforeAll(async () => {
    browser = await openChromium(chromium ?? '');
  }, 30_000);
  afterEach(() => {
    graph.asked.length = 0;
    troubles = [];
  });
  afterAll(async () => {
    await browser.close();
  });

  async function open(search = '', options: BrowserContextOptions = {}): Promise<Page> {
    const page = await browser.newPage({ locale: 'en', ...options });
    page.on('pageerror', ({ message }) => troubles.push(message));
    // What the policy keeps out is told here.
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    await page.goto(`${url}${search}`);
    await page.locator('.figures, .banner.wrong').first().waitFor();
    return page;
  }

  it('draws every picture, after one request for what there is and one for all that is counted', async () => {
    const page = await open();
    await page.locator('.card:has(canvas)').nth(5).waitFor();

    const period = { gte: '2016-01-01', lte: '2016-12-31' };
    expect(graph.asked.map(aliasesOf)).toEqual([
      ['oneStopOffices', 'procedureFields', 'years'],
      [
        'received',
        'settled',
        'offices',
        'open',
        'age0',
        'age1',
        'age2',
        'age3',
        'age4',
        'ageless',
        'procedures',
        'report',
      ],
    ]);
    expect(graph.asked[1]?.variables).toMatchObject({
      offices: null,
      asOf: '2016-12-30',
      received: { receivedOn: period },
      from: '2016-01-01',
      to: '2016-12-31',
      age4: { receivedOn: { lte: '2016-09-30' } },
    });
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('says in the picture itself what is missing and what is stale', async () => {
    const page = await open();
    const picture = page.locator('#districts [role=img]');

    await picture.waitFor();
    expect(await picture.getAttribute('aria-label')).toMatch(
      /Năm Căn +cannot be reached.*Missing: Huyện Năm Căn \(cannot be reached\)\. Not up to date: Trung tâm \(30\/12\/2016 17:00\)$/u,
    );
    expect(await page.locator('.banner').innerText()).toContain('Missing: Huyện Năm Căn');
    await page.close();
  });

  it('keeps a choice in the address, asks only for what it changes, and goes back', async () => {
    const page = await open();
    graph.asked.length = 0;

    await Promise.all([
      page.waitForResponse('**/graphql'),
      page.getByLabel('A row for each').selectOption('FIELD'),
    ]);
    await page.getByLabel('Coloured by').selectOption('p90');
    await page.waitForURL(`${url}?measure=p90&by=FIELD`);
    expect(graph.asked.map(aliasesOf)).toEqual([['report']]);

    await page.goBack();
    await page.goBack();
    await page.waitForURL(url);
    expect(await page.getByLabel('A row for each').inputValue()).toBe('OFFICE');
    await page.close();
  });

  it('filters by level, office and field as the address says', async () => {
    const page = await open('?level=DISTRICT&field=LV113&from=2016-07-01&to=2016-09-30&lang=vi');

    expect(graph.asked.at(-1)?.variables).toMatchObject({
      offices: ['H12.CM', 'H12.NC'],
      received: {
        receivedOn: { gte: '2016-07-01', lte: '2016-09-30' },
        procedureCode: { in: ['1.000080'] },
      },
    });
    expect(await page.locator('h1').innerText()).toBe('Thống kê giải quyết hồ sơ');
    expect(await page.locator('.filters select').first().inputValue()).toBe(
      '2016-07-01,2016-09-30',
    );
    await page.close();
  });

  it('leaves out offices of the address that are not there any more, and says so', async () => {
    const some = await open('?office=H12.XX&office=H12.NC');
    const asked = graph.asked.at(-1)?.variables;
    const told = await some.locator('.banner').innerText();
    const chosen = await some.locator('.filters details summary').innerText();
    await some.close();
    const none = await open('?office=H12.XX');

    expect(asked).toMatchObject({ offices: ['H12.NC'] });
    expect(told).toContain('so they do not filter: office');
    expect(chosen).toBe('Huyện Năm Căn');
    expect(graph.asked.at(-1)?.variables['offices'] ?? null).toBeNull();
    expect(troubles).toEqual([]);
    await none.close();
  });

  it('is used by keyboard: a filter of offices, a table, a file', async () => {
    const page = await open();
    graph.asked.length = 0;

    await page.locator('.menu summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await page.waitForURL(`${url}?office=H12.CM`);
    expect(await page.locator('.menu summary:focus').count()).toBe(1);

    await page.locator('#procedures summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#procedures table').isVisible()).toBe(true);
    await page.locator('#procedures .files button').first().focus();
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    const csv = readFileSync(await file.path(), 'utf8');

    expect(file.suggestedFilename()).toBe('procedures-partial.csv');
    // What a spreadsheet would take for a formula is a text.
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    await page.close();
  });

  it('makes a picture to pass on', async () => {
    const page = await open();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#byOffice .files button').nth(1).click(),
    ]);
    const png = readFileSync(await file.path());

    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2 * (1_000 + 48));
    await page.close();
  });

  it('shows a query to be copied where the page has no clipboard, as over plain HTTP', async () => {
    const page = await open();
    const shown: string[] = [];
    page.on('dialog', (dialog) => {
      shown.push(dialog.defaultValue());
      void dialog.dismiss();
    });
    await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");

    await page.getByText('GraphQL query').first().click();
    await page.getByRole('button', { name: 'Copy' }).first().click();

    expect(shown).toEqual([expect.stringMatching(/^\{"query":"query /u)]);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('fits a phone, in the dark too', async () => {
    const page = await open('', { viewport: { width: 390, height: 800 }, colorScheme: 'dark' });

    expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBe(390);
    expect(await page.evaluate(`document.documentElement.dataset['theme']`)).toBe('dark');
    await page.close();
  });

  it('says clearly when a role sees nothing, and shows all again to one that does', async () => {
    const page = await open();
    await page.getByLabel('Act as').selectOption('nobody');
    await page.locator('.banner.wrong').waitFor();

    expect(await page.locator('.banner.wrong').innerText()).toContain(
      'This role sees no data about dossiers.',
    );
    expect(await page.locator('.cards').isVisible()).toBe(false);
    expect(graph.asked.at(-1)?.authorization).toBe('Bearer nobody');

    await page.getByLabel('Act as').selectOption('Lan');
    await page.locator('.figures').waitFor();
    expect(await page.locator('.cards').isVisible()).toBe(true);
    expect(troubles).toEqual([]);
    await page.close();
  });
});
