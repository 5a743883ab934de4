import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { createExport } from '../../../../gateway/export/export.ts';
import { fault } from '../../../../service/errors/faults.ts';
import type { Answering } from '../../../../service/graphql/answering.ts';
import { Admission } from '../../../../service/http/admission/admission.ts';
import { type HttpService, startHttpService } from '../../../../service/http/http-service.ts';
import { Sending } from '../../../../service/http/sending.ts';
import { createLog } from '../../../../service/log.ts';

const SCHEMA = buildSchema(`
  type Query { dossiers(first: Int, after: String, code: String): DossierConnection, offices: [Office!] , one: Office, dossier: Dossier }
  type DossierConnection { nodes: [Dossier!]! edges: [Edge!]! pageInfo: PageInfo! partial: Boolean! sources: [Source!]! }
  type Edge { node: Dossier! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Source { source: String! status: String! }
  type Dossier { code: String! office: Office tags: [String!] steps: [Step!]! }
  type Step { name: String! }
  type Office { name: String! }
`);

const log = createLog({ service: 'test', level: 'silent' });
const LIMITS = { maxRequests: 1, maxRequestsPerClient: 1, maxCost: 1_000, maxCostPerClient: 1_000 };

let service: HttpService | undefined;
afterEach(() => service?.close());

interface Given {
  readonly rows?: readonly object[];
  readonly errors?: readonly object[];
  readonly partial?: boolean;
  /** It is not answered until nobody waits for it. */
  readonly never?: boolean;
}

/** Serves the pages, one after another; answers where, and which were asked for. */
async function serve(pages: (at: number) => Given, writeDeadlineMs = 10_000) {
  const asked: { after: string | null; first: number }[] = [];
  const answering: Answering = (request, { signal }) => {
    const { exportAfter: after, exportFirst: first } = (request.body as any).variables;
    asked.push({ after, first });
    const at = after === null ? 0 : Number(after);
    if (pages(at).never === true)
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(fault('REQUEST_CANCELLED'));
        });
      });
    const { rows, errors, partial = false } = pages(at);
    const list = rows && {
      nodes: rows,
      exportPageInfo: { hasNextPage: true, endCursor: String(at + 1) },
      exportPartial: partial,
      exportSources: [{ source: 'H12.NC', status: partial ? 'UNAVAILABLE' : 'OK' }],
    };
    const body = Buffer.from(JSON.stringify({ data: { dossiers: list ?? null }, errors }));
    return Promise.resolve({ status: 200, headers: new Map(), body });
  };
  service = await startHttpService({
    host: '127.0.0.1',
    port: 0,
    isReady: () => true,
    drainMs: 100,
    log,
    routes: {
      '/export': createExport({
        answering,
        schema: () => SCHEMA,
        admission: new Admission({ ...LIMITS, queueMs: 100 }),
        sending: new Sending({ writeDeadlineMs, maxUnsentBytes: 1_000_000 }),
        maxRequestBytes: 10_000,
        parseBody: JSON.parse,
        maxTokens: 1_000,
        deadlineMs: 10_000,
        log,
      }),
    },
  });
  const address = (parameters: Readonly<Record<string, string>>): string =>
    `${service?.url ?? ''}/export?${new URLSearchParams({ query: '{ dossiers { nodes { code } } }', ...parameters }).toString()}`;
  return { asked, address };
}

const row = (code: string) => ({ code });
const DOWN = {
  message: 'The database of “H12.NC” did not answer in time.',
  extensions: { code: 'DATABASE_TIMEOUT', details: { source: 'H12.NC' } },
};

/** What a client has read when the answer ends, and whether it was the end. */
async function readAll(
  url: string,
): Promise<{ text: string; whole: boolean; response: IncomingMessage }> {
  const [response] = (await once(get(url), 'response')) as [IncomingMessage];
  let text = '';
  response.on('data', (chunk: Buffer) => (text += chunk.toString()));
  response.on('error', () => undefined);
  await new Promise((resolve) => response.on('close', resolve));
  return { text, whole: response.complete, response };
}

describe('an export', () => {
  it('that breaks off says so in its last line, and its connection is closed before the answer’s end', async () => {
    const { address } = await serve((at) =>
      at < 2 ? { rows: [row(`D${at}`)] } : { errors: [DOWN] },
    );

    const csv = await readAll(address({}));
    const ndjson = await readAll(address({ format: 'ndjson' }));

    expect(csv.whole).toBe(false);
    expect(csv.text.split('\r\n')).toEqual([
      '\uFEFFcode',
      'D0',
      'D1',
      `#ERROR,DATABASE_TIMEOUT,${DOWN.message},2`,
      '',
    ]);
    expect(ndjson.whole).toBe(false);
    expect(JSON.parse(ndjson.text.trim().split('\n').at(-1) ?? '')).toEqual({
      error: { code: 'DATABASE_TIMEOUT', message: DOWN.message },
      manifest: {
        rows: 2,
        complete: false,
        partial: false,
        cursor: '2',
        sources: [{ source: 'H12.NC', status: 'OK' }],
      },
    });
  });

  it('goes on behind a cursor', async () => {
    const { asked, address } = await serve((at) => ({
      ...(at < 4 ? { rows: [row(`D${at}`)] } : { errors: [DOWN] }),
    }));

    const { text } = await readAll(address({ after: '3', page: '20' }));

    expect(text).toContain('D3');
    expect(asked).toEqual([
      { after: '3', first: 20 },
      { after: '4', first: 20 },
    ]);
  });

  it('without all sources is refused, unless it is asked for; then its name says so', async () => {
    const { address } = await serve((at) =>
      at < 1 ? { rows: [row('D0')], partial: true } : { errors: [DOWN] },
    );

    const refused = await readAll(address({}));
    const { response } = await readAll(address({ partial: 'yes' }));

    expect(refused.response.statusCode).toBe(503);
    expect(JSON.parse(refused.text)).toMatchObject({
      errors: [{ extensions: { code: 'EXPORT_PARTIAL', details: { sources: 'H12.NC' } } }],
    });
    expect(response.headers['content-disposition']).toBe(
      'attachment; filename="dossiers-partial.csv"',
    );
  });

  it('breaks off where a source is lost in the middle, for its name says that there is none', async () => {
    const { address } = await serve((at) => ({ rows: [row(`D${at}`)], partial: at > 0 }));

    const { text, whole } = await readAll(address({ partial: 'yes' }));

    expect(whole).toBe(false);
    expect(text).toContain('#ERROR,EXPORT_PARTIAL');
  });

  it('asks for no more than its client reads, cuts off one that does not, and has its place free again', async () => {
    const wide = 'x'.repeat(100_000);
    const { asked, address } = await serve(() => ({ rows: [row(wide)] }), 200);
    const [stalled] = (await once(get(address({})), 'response')) as [IncomingMessage];
    stalled.on('error', () => undefined);
    stalled.pause();

    let second: IncomingMessage;
    do {
      [second] = (await once(get(address({})), 'response')) as [IncomingMessage];
      second.on('error', () => undefined).destroy();
    } while (second.statusCode === 503);
    const pages = asked.length;

    expect(second.statusCode).toBe(200);
    expect(pages).toBeLessThan(200);
  });

  it('asks no further when its client leaves, and what was asked is cancelled', async () => {
    const { asked, address } = await serve((at) =>
      at < 1 ? { rows: [row('D0')] } : { never: true },
    );
    const [left] = (await once(get(address({})), 'response')) as [IncomingMessage];
    await once(left, 'data');
    left.on('error', () => undefined).destroy();

    let next: IncomingMessage;
    do {
      [next] = (await once(get(address({})), 'response')) as [IncomingMessage];
      next.on('error', () => undefined).destroy();
    } while (next.statusCode === 503);

    expect(asked.map(({ after }) => after).slice(0, 3)).toEqual([null, '1', null]);
  });

  it.each([
    ['{ dossiers(first: 5) { nodes { code } } }', /leave out `first`/],
    ['{ dossiers { edges { node { code } } } }', /select `nodes`/],
    ['{ dossiers { nodes { code } } offices { name } }', /one field/],
    ['{ one { name } }', /one list/],
    ['{ nothing { name } }', /no list “nothing”/],
    ['query A { offices { name } } query B { offices { name } }', /which operation/],
    ['{ offices { name }', /Syntax Error/],
  ])('of %s is refused', async (query, reason) => {
    const { asked, address } = await serve(() => ({ rows: [] }));

    const { text, response } = await readAll(address({ query }));

    expect(response.statusCode).toBe(400);
    expect(JSON.parse(text).errors[0].message).toMatch(reason);
    expect(asked).toEqual([]);
  });

  it.each([
    { format: 'pdf' },
    { page: '501' },
    { page: 'all' },
    { separator: '|' },
    { separator: 'tab', format: 'ndjson' },
    { variables: '{' },
    { wat: '1' },
  ])('with %j is refused', async (parameters: any) => {
    const { address } = await serve(() => ({ rows: [] }));

    const { text, response } = await readAll(address(parameters));

    expect(response.statusCode).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it.each<[Readonly<Record<string, string>>, string]>([
    [
      { variabels: '{}', formt: 'csv' },
      'the request has no key “variabels” — did you mean “variables”?; the request has no key “formt” — did you mean “format”?',
    ],
    [{ query: '' }, '“query” is too small — write at least 1 letters'],
    [{ page: '501' }, '“page” is too large — write at most 500'],
    [{ page: 'all' }, '“page” is “all” — write a number'],
    [
      { format: 'xls' },
      '“format” is “xls”, which is none of csv, ndjson, xlsx, parquet — did you mean “xlsx”?',
    ],
  ])('with %j says what is wrong with it, and what to write', async (parameters, message) => {
    const { address } = await serve(() => ({ rows: [] }));

    const { text } = await readAll(address(parameters));

    expect(JSON.parse(text).errors[0].message).toBe(message);
  });

  it('without a query says so; of many parameters that there are not it tells a few', async () => {
    await serve(() => ({ rows: [] }));
    const many = Array.from({ length: 1_000 }, (_one, at) => `p${at}=1`).join('&');
    const url = `${service?.url ?? ''}/export`;

    const none = await readAll(url);
    const long = await readAll(`${url}?query=x&${'n'.repeat(5_000)}=1&${many}`);

    expect(JSON.parse(none.text).errors[0].message).toBe(
      '“query” is missing — write “query:” in the request',
    );
    expect(JSON.parse(long.text).errors[0].message.length).toBeLessThan(1_000);
  });

  it.each([
    ['{ dossier { code steps { name } office { name } } }', 'code`, `office'],
    [
      '{ dossier { steps { name } ...Its } } fragment Its on Dossier { number: code ...Its }',
      'number',
    ],
    ['{ dossier { ... on Dossier { tags } steps { name } } }', 'tags'],
  ])(
    'of %s is refused, for the file would lack what stands beside the list',
    async (query, lost) => {
      const { asked, address } = await serve(() => ({ rows: [] }));

      const { response, text } = await readAll(address({ query }));

      expect(response.statusCode).toBe(400);
      expect(JSON.parse(text).errors[0]).toMatchObject({
        message: `An export is of one list, and has no place for \`${lost}\`: select \`steps\` alone in “dossier”.`,
        extensions: { code: 'BAD_REQUEST' },
      });
      expect(asked).toEqual([]);
    },
  );

  it('takes what is switched off for what is not there', async () => {
    const { address } = await serve((at) => (at < 1 ? { rows: [row('D0')] } : { errors: [DOWN] }));

    const { response } = await readAll(
      address({
        query: `{ dossiers { partial nodes { code } edges @include(if: false) { node { code } } ...Its @skip(if: true) } }
          fragment Its on DossierConnection { nodes { code } }`,
      }),
    );

    expect(response.statusCode).toBe(200);
  });

  it('has nothing against what a list tells of its rows', async () => {
    const { address } = await serve((at) => (at < 1 ? { rows: [row('D0')] } : { errors: [DOWN] }));

    const { response } = await readAll(
      address({ query: '{ dossiers { partial nodes { code } __typename } }' }),
    );

    expect(response.statusCode).toBe(200);
  });

  it('that another site’s page links to is refused', async () => {
    const { asked, address } = await serve(() => ({ rows: [] }));

    const response = await fetch(address({}), { headers: { 'sec-fetch-site': 'cross-site' } });

    expect(response.status).toBe(400);
    expect(asked).toEqual([]);
  });

  it.each(['HEAD', 'PUT', 'DELETE', 'OPTIONS'])(
    'asked for by %s is told how it can be',
    async (method) => {
      const { asked, address } = await serve(() => ({ rows: [] }));

      const response = await fetch(address({}), { method });

      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, POST');
      expect(asked).toEqual([]);
    },
  );
});
