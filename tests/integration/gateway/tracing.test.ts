import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway } from '../../../gateway/server.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import { createSubgraph } from '../../../scripts/run/subgraphs.ts';
import { serveSubgraph } from '../../../service/graphql/serve-subgraph.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import { openTracing } from '../../../service/telemetry/tracing/open-tracing.ts';
import { ask, servingConfig, silent } from '../../support/http/http-fixture.ts';
import { type HttpStub, listen } from '../../support/http/http-stub.ts';
import { writeHalves } from '../../support/withheld/sources.ts';

/** A span as OTLP has it in JSON. */
interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code: number };
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}
interface Sent {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
  }[];
}

const [SERVER, CLIENT] = [2, 3];
const FRONT_END = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const NAMED = 'Nguyễn Thị Đặc Biệt';
const QUERY = `query Incoming { documents(first: 3, where: { subject: { contains: "${NAMED}" } }) { nodes { notation } } }`;

const attributesOf = ({ attributes }: SentSpan): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

describe('traces', () => {
  const received: { readonly request: IncomingMessage; readonly body: string }[] = [];
  let directory: string;
  let collector: HttpStub;
  let subgraph: HttpService;
  let gateway: HttpService;
  let tracing: { close(): Promise<void> } | undefined;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'motcua-traces-'));
    await writeHalves(directory);
    collector = await listen((request, response) => {
      void text(request).then((body) => {
        received.push({ request, body });
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    const serving = { host: '127.0.0.1', port: 0, drainMs: 100, log: silent };
    const sourcesDirectory = join(directory, 'vic');
    subgraph = await serveSubgraph({
      ...serving,
      subgraph: await createSubgraph('vic', { sourcesDirectory, environment: {}, log: silent }),
      deadlineMs: 5_000,
    });
    gateway = await startGateway({
      config: servingConfig(),
      supergraph: fixedSupergraph(readFileSync(inRepository('schema/supergraph.graphql'), 'utf8')),
      connect: (_place, encoding) =>
        createHttpTransport({
          url: `${subgraph.url}/graphql`,
          encoding,
          deadlineMs: 5_000,
          maxAnswerBytes: 1_000_000,
        }),
      log: silent,
    });
  }, 60_000);
  afterEach(async () => {
    await tracing?.close();
    received.length = 0;
  });
  afterAll(async () => {
    await gateway.close();
    await subgraph.close();
    await collector.close();
    rmSync(directory, { recursive: true });
  });

  const trace = async (otherwise: object = {}): Promise<void> => {
    tracing = await openTracing({
      service: 'tried',
      entry: true,
      log: silent,
      otlpEndpoint: new URL(collector.url).origin,
      otlpProtocol: 'http/json',
      otlpHeaders: { 'api-key': 'ours' },
      traceShare: 1,
      ...otherwise,
    });
  };
  const spans = async (): Promise<readonly SentSpan[]> => {
    await tracing?.close();
    return received
      .flatMap(({ body }) => (JSON.parse(body) as Sent).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans)
      .flatMap((scope) => scope.spans);
  };

  it('go from whoever asks through the gateway and a subgraph to the statement', async () => {
    await trace();
    const traceparent = `00-${FRONT_END.traceId}-${FRONT_END.spanId}-01`;

    const { body } = await ask(`${gateway.url}/graphql`, { query: QUERY }, { traceparent });

    const sent = await spans();
    const fetched = sent.find(({ name }) => name === 'fetch vic');
    const below = (parent: string | undefined, kind: number) =>
      sent.find((span) => span.parentSpanId === parent && span.kind === kind);
    const atGateway = below(FRONT_END.spanId, SERVER);
    const atSubgraph = below(fetched?.spanId, SERVER);
    const statement = below(atSubgraph?.spanId, CLIENT);
    expect(body['errors']).toBeUndefined();
    expect(new Set(sent.map(({ traceId }) => traceId))).toEqual(new Set([FRONT_END.traceId]));
    expect(fetched?.parentSpanId).toBe(atGateway?.spanId);
    expect(atGateway?.name).toBe('POST /graphql');
    expect(attributesOf(atGateway as SentSpan)).toMatchObject({
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'graphql.operation.name': 'Incoming',
    });
    expect(attributesOf(statement as SentSpan)).toMatchObject({
      'db.system.name': 'sqlite',
      'db.operation.name': 'SELECT',
      'db.query.text': expect.stringMatching(/^select .+\?/u),
    });
    expect(received[0]?.request.url).toBe('/v1/traces');
    expect(received[0]?.request.headers).toMatchObject({
      'api-key': 'ours',
      'content-type': 'application/json',
    });
  });

  it('tell nothing that was looked for, and of a failure its code alone', async () => {
    await trace();

    await ask(`${gateway.url}/graphql`, { query: QUERY });
    await ask(`${gateway.url}/graphql`, { query: `query Wrong { nothing(of: "${NAMED}") }` });

    const sent = await spans();
    const [failed] = sent.filter(({ status }) => status.code === 2);
    expect(failed && attributesOf(failed)).toMatchObject({
      'error.type': 'GRAPHQL_VALIDATION_FAILED',
    });
    expect(sent.length).toBeGreaterThan(3);
    expect(received.map(({ body }) => body).join()).not.toContain('Đặc Biệt');
  });

  it('are as many as the operator wants, whatever clients say, and are sent as protobuf too', async () => {
    await trace({ traceShare: 0 });
    const traceparent = `00-${FRONT_END.traceId}-${FRONT_END.spanId}-01`;
    await ask(`${gateway.url}/graphql`, { query: QUERY }, { traceparent });
    const none = await spans();
    await trace({ otlpProtocol: 'http/protobuf' });
    await ask(`${gateway.url}/graphql`, { query: QUERY });
    await tracing?.close();

    expect(none).toEqual([]);
    expect(received[0]?.request.headers['content-type']).toBe('application/x-protobuf');
    expect(received[0]?.body).toContain('fetch vic');
  });

  it('are neither made nor sent where no collector is given', async () => {
    await trace({ otlpEndpoint: undefined });

    const { body } = await ask(`${gateway.url}/graphql`, { query: QUERY });

    expect(body['errors']).toBeUndefined();
    expect(await spans()).toEqual([]);
  });

  it('cost no answer where the collector takes none', async () => {
    await trace({ otlpEndpoint: 'http://127.0.0.1:9' });

    const { body } = await ask(`${gateway.url}/graphql`, { query: QUERY });
    const began = performance.now();
    await tracing?.close();

    expect(body['errors']).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(4_000);
  });
});
