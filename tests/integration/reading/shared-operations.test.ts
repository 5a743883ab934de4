import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway } from '../../../gateway/server.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import { openSharedStore, type SharedStore } from '../../../service/redis/shared-store.ts';
import {
  ask,
  fixtureSupergraph,
  serveFixture,
  servingConfig,
  silent,
} from '../../support/http/http-fixture.ts';
import { serverUrl } from '../../support/offices/servers.ts';

const redisUrl = await serverUrl('redis');

/** A way to a server that can be cut and come back. */
async function relayTo(url: string) {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(port) || 6379, hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    client.pipe(upstream).pipe(client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    close: () => server.close(),
  };
}

function extensionsOf(query: string) {
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  return { persistedQuery: { version: 1, sha256Hash } };
}

const known = expect.objectContaining({ data: expect.anything() });
const unknown = expect.objectContaining({
  errors: [expect.objectContaining({ message: 'PersistedQueryNotFound' })],
});

(redisUrl === null ? describe.skip : describe)('gateways that share persisted operations', () => {
  let subgraphs: Awaited<ReturnType<typeof serveFixture>>;
  let relay: Awaited<ReturnType<typeof relayTo>>;
  const stores: SharedStore[] = [];
  const gateways: HttpService[] = [];
  /** New to every run, for Redis keeps what it was told. */
  const newQuery = () => `query N${randomUUID().replaceAll('-', '')} { offices { code } }`;

  beforeAll(async () => {
    subgraphs = await serveFixture();
    relay = await relayTo(redisUrl ?? '');
    for (const url of [redisUrl ?? '', relay.url]) {
      const shared = openSharedStore({ url, log: silent });
      stores.push(shared);
      // What it is told before it is connected is told to nobody.
      await eventually(() => shared.set('connected', 'yes', 1), true);
      gateways.push(
        await startGateway({
          config: servingConfig(),
          supergraph: fixedSupergraph(fixtureSupergraph(subgraphs.urls)),
          connect: ({ url: at }, encoding) =>
            createHttpTransport({ url: at, encoding, deadlineMs: 2_000, maxAnswerBytes: 100_000 }),
          shared,
          log: silent,
        }),
      );
    }
  });
  afterAll(async () => {
    for (const part of [...gateways, ...stores, subgraphs]) await part.close();
    relay.close();
  });

  const register = (at: number, query: string) =>
    ask(`${gateways[at]?.url ?? ''}/graphql`, { query, extensions: extensionsOf(query) });
  const byHash = async (at: number, query: string) =>
    (await ask(`${gateways[at]?.url ?? ''}/graphql`, { extensions: extensionsOf(query) })).body;
  const eventually = async (look: () => Promise<unknown>, wanted: unknown) => {
    for (let tries = 0; tries < 50; tries += 1) {
      const found = await look();
      try {
        expect(found).toEqual(wanted);
        return;
      } catch {
        await sleep(100);
      }
    }
    expect(await look()).toEqual(wanted);
  };

  it('answer by its hash what another was told', async () => {
    const query = newQuery();
    expect(await byHash(1, query)).toEqual(unknown);

    await register(0, query);

    await eventually(() => byHash(1, query), known);
  });

  it('take no text from there that has another hash', async () => {
    const query = newQuery();
    const { sha256Hash } = extensionsOf(query).persistedQuery;
    await stores[0]?.set(`apq:${sha256Hash}`, '{ headers }', 60);

    expect(await byHash(1, query)).toEqual(unknown);
  });

  it('go on each by itself while Redis is lost, without a failed or a slow request, and together again after', async () => {
    const [before, during, after] = [newQuery(), newQuery(), newQuery()];
    await register(1, before);
    relay.cut();

    const began = performance.now();
    const own = await byHash(1, before);
    const { body: told } = await register(1, during);
    const again = await byHash(1, during);
    const took = performance.now() - began;
    relay.mend();

    expect([own, told, again]).toEqual([known, known, known]);
    expect(took).toBeLessThan(3_000);
    await register(0, after);
    await eventually(() => byHash(1, after), known);
  }, 30_000);
});
