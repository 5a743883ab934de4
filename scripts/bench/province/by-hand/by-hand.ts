import { createServer, type IncomingMessage } from 'node:http';
import { byHandOverCopy } from './by-hand-copy.ts';
import { byHandOverLegacy } from './by-hand-legacy.ts';
import { openLegacyFiles } from './legacy-files.ts';
import type { Given, QueryName } from '../queries.ts';

/** Which of the programs is asked. */
export interface ByHandAsked {
  readonly query: QueryName;
  readonly store: 'legacy' | 'copy';
  readonly given: Given;
}

// The programs by hand as a process of their own, over HTTP as the graph is: `node by-hand.ts PORT DEMO COPIES`.
const [port = '0', demo = '', copies = ''] = process.argv.slice(2);
const files = openLegacyFiles(demo);
const programs = { legacy: byHandOverLegacy(files), copy: await byHandOverCopy(copies, files) };

async function answerTo(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { query } = JSON.parse(Buffer.concat(parts).toString()) as { query: string };
  // What asks whether it has started.
  if (!query.startsWith('{"')) return {};
  const asked = JSON.parse(query) as ByHandAsked;
  return (await programs[asked.store][asked.query]?.(asked.given)) ?? null;
}

createServer((request, response) => {
  answerTo(request).then(
    (answer) => response.end(JSON.stringify({ data: answer })),
    (error: unknown) => {
      response.writeHead(500).end(String(error));
    },
  );
}).listen(Number(port), '127.0.0.1');
