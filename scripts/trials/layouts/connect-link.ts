import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { runAsOwner, withOwner } from '../../demo/writers/owner.ts';
import { judge, rowOf } from './judge.ts';
import { multipliedStatements } from './multiplied.ts';
import { onestopSecond } from './products/onestop-second.ts';
import { openSlowLink } from './slow-link.ts';
import { suggestFor, writeLayout } from './suggest-layout.ts';

await runCommand(
  {
    usage: 'npm run connect-link -- [--rows N] [--delay MILLISECONDS]',
    about:
      'Times “connect suggest” over a long link: writes a one-stop of a second generation with so many dossiers, and twice as many steps, into a database of its own on a PostgreSQL server, and reaches it through a proxy that holds each byte back in either direction. Prints the seconds and what was found, as connect-layouts does. The database is dropped again.',
    settings: z.object({
      server: z.string().default('postgres://postgres@127.0.0.1:5432/postgres').meta({
        env: 'TEST_PG_URL',
        give: 'postgres://user@host:5432/database',
        about: 'a PostgreSQL server on which databases may be made',
      }),
      rows: z.coerce.number().int().min(400).max(5_000_000).default(500_000).meta({
        flag: 'rows',
        give: 'a number from 400',
        about: 'how many dossiers there are',
      }),
      delay: z.coerce.number().int().min(0).max(1_000).default(20).meta({
        flag: 'delay',
        give: 'milliseconds',
        about: 'how long each byte is under way, in either direction',
      }),
    }),
  },
  async ({ server, rows, delay }) => {
    const name = `connect_link_${process.pid}`;
    const there = new URL(server);
    there.pathname = `/${name}`;
    await runAsOwner('postgres', server, [`CREATE DATABASE ${name}`]);
    try {
      await writeLayout(onestopSecond, 'postgres', there.href);
      await withOwner({ client: 'postgres', url: there.href }, async (run) => {
        for (const statement of multipliedStatements(onestopSecond, rows)) await run(statement);
      });
      const link = await openSlowLink(there.href, 5432, delay);
      try {
        const began = performance.now();
        const suggestion = await suggestFor(onestopSecond, link.url);
        const seconds = (performance.now() - began) / 1_000;
        process.stdout.write(
          `${seconds.toFixed(1)} s for ${rows} dossiers, ${delay} ms in either direction\n${rowOf(onestopSecond, judge(onestopSecond, suggestion))}\n`,
        );
      } finally {
        link.close();
      }
    } finally {
      await runAsOwner('postgres', server, [`DROP DATABASE ${name} WITH (FORCE)`]);
    }
  },
);
