import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sseClient, type SseClient } from '../../support/http/graphql-sse.ts';
import { until } from '../../support/until.ts';
import { startSmallGraph, type SmallGraph } from '../../support/graphs/small-graph.ts';

let graph: SmallGraph;
let client: SseClient;

beforeAll(async () => {
  graph = await startSmallGraph();
  client = sseClient(graph.url);
}, 60_000);

afterAll(async () => {
  client.dispose();
  await graph.close();
});

/** Asks until the answer is as wanted: sources are looked at when somebody reads them. */
async function read(isDone: (sources: { source: string; status: string }[]) => boolean) {
  for (let left = 100; left > 0; left -= 1) {
    const { data } = await graph.ask('{ dossiers(first: 1) { sources { source status } } }');
    if (data.dossiers !== null && isDone(data.dossiers.sources)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('changes of how sources do', () => {
  it('are told of those that were named, when they fail and when they answer again', async () => {
    const all = client.iterate({
      query: 'subscription { sourceStatusChanged { source name status since } }',
    });
    const one = client.iterate({
      query: 'subscription ($of: [ID!]) { changed: sourceStatusChanged(sources: $of) { source } }',
      variables: { of: ['A1'] },
    });
    const first = all.next();
    const ofOne = one.next();
    await until(() => graph.begun() === 2);
    const file = join(graph.directory, 'onestop', 'a2.db');

    renameSync(file, `${file}.away`);
    await read((sources) =>
      sources.some(({ source, status }) => source === 'A2' && status !== 'OK'),
    );
    const failed = await first;
    renameSync(`${file}.away`, file);
    const again = await all.next();
    await all.return?.();

    expect(failed.value).toEqual({
      data: {
        sourceStatusChanged: {
          source: 'A2',
          name: 'Source A2',
          status: 'UNAVAILABLE',
          since: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/),
        },
      },
    });
    expect(again.value).toMatchObject({
      data: { sourceStatusChanged: { source: 'A2', status: 'OK' } },
    });
    await expect(Promise.race([ofOne, Promise.resolve('nothing')])).resolves.toBe('nothing');
    void one.return?.();
  }, 20_000);

  it('are refused for a source that is none', async () => {
    const [only, ...more] = await all(
      client.iterate({ query: 'subscription { sourceStatusChanged(sources: ["X"]) { source } }' }),
    );

    expect(only).toMatchObject({
      errors: [{ path: ['sourceStatusChanged'], extensions: { code: 'BAD_USER_INPUT' } }],
    });
    expect(more).toEqual([]);
  });
});

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const taken: Item[] = [];
  for await (const item of items) taken.push(item);
  return taken;
}
