import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPILED_FILE, readProgram } from './program.ts';

// Run by `keep-compiled.ts` beside the built program: the whole graph answers the examples, and what V8 has compiled by then is kept.
const folder = dirname(fileURLToPath(import.meta.url));
const [node = '', own = '', demo = ''] = process.argv;
const { script, run } = readProgram(folder);

const ready = new Promise<string>((resolve) => {
  process.stdout.write = (text: string | Uint8Array) => {
    const url = /Graph {2,}(\S+)/u.exec(String(text))?.[1];
    if (url !== undefined) resolve(url);
    return true;
  };
});
process.argv = [node, own, 'start', '--port', '0', '--demo', demo];
run();
const graph = await ready;

const examples = join(folder, '../schema/examples');
for (const name of readdirSync(examples)) {
  const response = await fetch(graph, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: readFileSync(join(examples, name), 'utf8') }),
  });
  const answer = (await response.json()) as { readonly data?: unknown };
  if (answer.data == null) throw new Error(`${name}: ${JSON.stringify(answer)}`);
}
writeFileSync(join(folder, COMPILED_FILE), script.createCachedData());
process.kill(process.pid, 'SIGTERM');
