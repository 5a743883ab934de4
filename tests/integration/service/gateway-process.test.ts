import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, fixtureSupergraph, serveFixture } from '../../support/http/http-fixture.ts';
import { startChild } from '../../support/child.ts';
import { listen } from '../../support/http/http-stub.ts';
import { until } from '../../support/until.ts';

/** Runs the gateway's command until it says that it serves, or ends. */
async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'gateway/main.ts', ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, out, err }));
  const url = await new Promise<string | undefined>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const serving = /"url":"([^"]+)"/.exec(out);
      if (serving) resolve(serving[1]);
    });
    void ended.then(() => {
      resolve(undefined);
    });
  });
  return { child, url, ended };
}

describe('the gateway’s command', () => {
  let folder: string;
  let file: string;
  let subgraphs: Awaited<ReturnType<typeof serveFixture>>;

  beforeAll(async () => {
    subgraphs = await serveFixture();
    folder = await mkdtemp(join(tmpdir(), 'gateway-'));
    file = join(folder, 'supergraph.graphql');
    await writeFile(file, fixtureSupergraph(subgraphs.urls));
  });

  afterAll(async () => {
    await subgraphs.close();
    await rm(folder, { recursive: true });
  });

  it('serves a supergraph, ends what is under way on SIGTERM, and logs no word of what was asked', async () => {
    const { child, url = '', ended } = await run(['--supergraph', file, '--port', '0']);

    const query = 'query ByCode($code: ID!) { office(code: $code) { name } headers slow(ms: 300) }';
    const answer = ask(
      url,
      {
        query: query.replace('headers', 'other: office(code: "079123456789") { name }'),
        variables: { code: 'NC-secret' },
      },
      { authorization: 'Bearer token-of-someone' },
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill('SIGTERM');
    const { body } = await answer;
    const { code, out, err } = await ended;

    expect(body).toEqual({ data: { office: null, other: null, slow: 'done' } });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ msg }) => msg)).toEqual(['serving', 'closing', 'request', 'closed']);
    expect(lines[2]).toEqual({
      level: 'info',
      time: expect.any(String),
      service: 'gateway',
      requestId: expect.any(String),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      operation: 'ByCode',
      status: 200,
      bytes: expect.any(Number),
      cost: expect.any(Number),
      ms: expect.any(Number),
      msg: 'request',
    });
    expect(out).not.toMatch(/secret|079123456789|token-of-someone/);
  }, 30_000);

  it('counts all that it answers, from the first request on', async () => {
    const free = await listen(() => undefined);
    await free.close();
    const gateway = startChild(
      process.execPath,
      [
        ...['--import', 'tsx', 'gateway/main.ts', '--supergraph', file],
        ...['--port', String(free.port), '--admin-port', '0'],
      ],
      { env: { LOG_LEVEL: 'info' } },
    );
    let answered = 0;
    const asking = { over: false };
    const asked = (async () => {
      while (!asking.over) {
        await ask(free.url, { query: '{ __typename }' }).then(
          () => (answered += 1),
          () => undefined,
        );
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    await gateway.says(/"msg":"serving"/u);
    const [, admin = ''] = await gateway.says(/"url":"([^"]+)","msg":"figures are served"/u);
    await until(() => answered > 0);
    asking.over = true;
    await asked;
    const figures = await (await fetch(`${admin}/metrics`)).text();
    gateway.process.kill('SIGTERM');
    await gateway.ended;

    const [, counted] = /motcua_requests_total\{[^}]*outcome="ok"\} (\d+)/u.exec(figures) ?? [];
    expect(Number(counted)).toBe(answered);
  }, 60_000);

  it('compresses long requests to subgraphs where it is told to', async () => {
    const encodings: unknown[] = [];
    const recorder = await listen((request, response) => {
      encodings.push(request.headers['content-encoding']);
      // Handed on as it came: what the subgraph cannot read, it does not answer.
      void request.toArray().then(async (chunks) => {
        const { 'content-encoding': coding } = request.headers;
        const answer = await fetch(subgraphs.urls['offices'] ?? '', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(coding && { 'content-encoding': coding }),
          },
          body: Buffer.concat(chunks as Buffer[]),
        });
        response.end(await answer.text());
      });
    });
    const path = join(folder, 'recorded.graphql');
    await writeFile(path, fixtureSupergraph({ ...subgraphs.urls, offices: recorder.url }));
    const query = 'query ($code: ID!) { office(code: $code) { name } }';
    const askBoth = async (env: Readonly<Record<string, string>>) => {
      const { child, url = '', ended } = await run(['--supergraph', path, '--port', '0'], env);
      const short = await ask(url, { query, variables: { code: 'NC' } });
      const long = await ask(url, { query, variables: { code: 'x'.repeat(2_000) } });
      child.kill('SIGTERM');
      await ended;
      return [short.body, long.body];
    };

    const compressed = await askBoth({ COMPRESS_REQUESTS_ABOVE_BYTES: '1000' });
    const plain = await askBoth({});
    await recorder.close();

    expect(compressed).toEqual([
      { data: { office: { name: 'Một cửa huyện Năm Căn' } } },
      { data: { office: null } },
    ]);
    expect(plain).toEqual(compressed);
    expect(encodings).toEqual([undefined, 'gzip', undefined, undefined]);
  }, 30_000);

  it('does not begin to serve whoever reaches it, unless that is asked for', async () => {
    const open = ['--supergraph', file, '--port', '0', '--host', '0.0.0.0'];

    const refused = await run(open);
    const asked = await run(open, { INSECURE: 'yes' });
    asked.child.kill('SIGTERM');

    expect(await refused.ended).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Nobody would be asked who they are.*--identity.*\n--help/),
    });
    expect((await asked.ended).out).toMatch(/"level":"warn".*INSECURE/);
  }, 30_000);

  it('says in a line that its port is taken or its supergraph is not there', async () => {
    const port = new URL(subgraphs.urls['offices'] ?? '').port;

    const taken = await run(['--supergraph', file, '--port', port]);
    const missing = await run(['--supergraph', join(folder, 'none.graphql')]);

    expect(await taken.ended).toMatchObject({
      code: 2,
      err: `Port ${port} is taken: give another one.\n--help lists all settings.\n`,
    });
    expect(await missing.ended).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^The supergraph cannot be read: ENOENT.*none\.graphql'\.\n/),
    });
  }, 30_000);

  it.each(['compiled', 'stock'] as const)(
    'says in a line what is wrong with its supergraph, with the %s engine',
    async (engine) => {
      const good = fixtureSupergraph(subgraphs.urls);
      const link = '@link(url: "https://specs.apollo.dev/unheard/v0.1", for: SECURITY)';
      const faulty = {
        garbage: 'garbage {',
        'no-supergraph': 'type Query { a: Int }',
        'no-url': fixtureSupergraph({ ...subgraphs.urls, agencies: '' }),
        'odd-url': fixtureSupergraph({ ...subgraphs.urls, agencies: 'agencies:4001' }),
        'not-for-us': good.replace('schema\n', `schema\n  ${link}\n`),
      };

      const said = Object.entries(faulty).map(async ([name, sdl]) => {
        const path = join(folder, `${name}.graphql`);
        await writeFile(path, sdl);
        const { ended } = await run(['--supergraph', path, '--engine', engine, '--port', '0'], {
          LOG_LEVEL: 'silent',
        });
        return { name, ...(await ended) };
      });

      const url = 'has no URL that can be asked: give one in the supergraph or by --subgraph-urls';
      const reasons = {
        garbage: 'Syntax Error: Unexpected Name "garbage"',
        'no-supergraph': {
          compiled: 'not a supergraph: it has no enum join__Graph',
          stock: 'Invalid supergraph: must be a core schema',
        }[engine],
        'no-url': `the subgraph “agencies” ${url}`,
        'odd-url': `the subgraph “agencies” ${url}`,
        'not-for-us':
          'feature https://specs.apollo.dev/unheard/v0.1 is for: SECURITY but is unsupported',
      };
      expect(await Promise.all(said)).toEqual(
        Object.entries(reasons).map(([name, reason]) => ({
          name,
          code: 2,
          out: '',
          err: `The supergraph cannot be served: ${reason}.\n--help lists all settings.\n`,
        })),
      );
    },
    60_000,
  );

  it('says everything that is wrong with how it was called', async () => {
    const { ended } = await run(['--engine', 'fast'], { PORT: 'many' });

    expect(await ended).toEqual({
      code: 2,
      out: '',
      err: [
        '--supergraph (or SUPERGRAPH_FILE) is missing: give the path of a composed supergraph (.graphql).',
        '--port (or PORT) cannot be “many”: give a port number from 0 to 65535.',
        '--engine (or ENGINE) cannot be “fast”: give stock or compiled.',
        '--help lists all settings.',
        '',
      ].join('\n'),
    });
  }, 30_000);
});
