import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigFault } from '../../service/settings/config.ts';
import { runCommand } from '../../service/settings/arguments.ts';
import { findChromium, openChromium } from './chromium.ts';

const WIDTHS = [1_280, 390];
const HEIGHT = 800;
const READY_MS = 60_000;
/** Until what moves into its place is there. */
const SETTLED_MS = 700;

await runCommand(
  {
    usage: 'npm run screenshots -- [--url URL] [--out DIR]',
    about:
      'Looks at the page of statistics of a graph that serves, in both languages and themes, on a desk and on a phone, and keeps what it sees. Needs a Chromium on the PATH.',
    settings: z.object({
      url: z.url().default('http://localhost:4000/statistics').meta({
        flag: 'url',
        give: 'an address',
        about: 'the page, with filters if need be',
      }),
      out: z
        .string()
        .default('screenshots')
        .meta({ flag: 'out', give: 'a folder', about: 'where the pictures go' }),
    }),
  },
  async ({ url, out }) => {
    const path = findChromium();
    if (path === undefined) throw new ConfigFault(['There is no Chromium on the PATH.']);
    await mkdir(out, { recursive: true });
    const browser = await openChromium(path);
    try {
      for (const locale of ['vi', 'en'])
        for (const colorScheme of ['light', 'dark'] as const)
          for (const width of WIDTHS) {
            const viewport = { width, height: HEIGHT };
            const page = await browser.newPage({ viewport, locale, colorScheme });
            await page.goto(url);
            await page.locator('.figures, .banner.wrong').first().waitFor({ timeout: READY_MS });
            await page.waitForTimeout(SETTLED_MS);
            const name = join(out, `statistics-${locale}-${colorScheme}-${width}`);
            await page.screenshot({ path: `${name}.png` });
            await page.screenshot({ path: `${name}-whole.png`, fullPage: true });
            await page.close();
            process.stdout.write(`${name}.png\n`);
          }
    } finally {
      await browser.close();
    }
  },
);
