import { describe, expect, it } from '@jest/globals';
import { createSubgraphPool } from '../../../gateway/supergraph/subgraph-pool.ts';
import { TransportFault, type SubgraphTransport } from '../../../gateway/transport/transport.ts';
import { createLog } from '../../../service/log.ts';

const VIC = { name: 'vic', url: 'http://vic' };
const MOVED = { name: 'vic', url: 'http://vic-2' };
const REQUEST = { operation: { text: '{ a }' }, headers: { 'x-request-id': 'r1' } };

function createPool(answer: SubgraphTransport['execute'] = () => Promise.resolve({ bytes: 0 })) {
  const events: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const pool = createSubgraphPool({
    connect: ({ url }) => {
      events.push(`open ${url}`);
      return {
        execute: answer,
        close: () => {
          events.push(`close ${url}`);
          return Promise.resolve();
        },
      };
    },
    graceMs: 10,
    log: createLog({
      service: 'test',
      level: 'info',
      destination: { write: (line) => lines.push(JSON.parse(line)) },
    }),
  });
  return { pool, events, lines };
}

describe('the pool of subgraphs', () => {
  it('keeps one way to a subgraph for as long as it stays where it is', () => {
    const { pool, events } = createPool();

    const same = pool.transportFor(VIC) === pool.transportFor({ ...VIC });
    pool.retain([VIC]);

    expect({ same, events }).toEqual({ same: true, events: ['open http://vic'] });
  });

  it('lets go of one that has moved when its last requests have had their time', async () => {
    const { pool, events } = createPool();

    pool.transportFor(VIC);
    pool.transportFor(MOVED);
    pool.retain([MOVED]);
    const atOnce = [...events];
    await new Promise((resolve) => setTimeout(resolve, 30));

    expect(atOnce).toEqual(['open http://vic', 'open http://vic-2']);
    expect(events).toEqual([...atOnce, 'close http://vic']);
  });

  it('closes all, those on their way out too', async () => {
    const { pool, events } = createPool();

    pool.transportFor(VIC);
    pool.transportFor(MOVED);
    pool.retain([MOVED]);
    await pool.close();

    expect(events.slice(2).sort()).toEqual(['close http://vic', 'close http://vic-2']);
  });

  it('tells the log which subgraph did not answer and why, and the caller only what it was', async () => {
    const fault = new TransportFault('SUBGRAPH_UNAVAILABLE', new Error('ECONNREFUSED'));
    const { pool, lines } = createPool(() => Promise.reject(fault));

    const asked = pool.transportFor(VIC).execute(REQUEST);

    await expect(asked).rejects.toBe(fault);
    expect(lines).toMatchObject([
      {
        level: 'warn',
        requestId: 'r1',
        subgraph: 'vic',
        code: 'SUBGRAPH_UNAVAILABLE',
        err: { message: 'ECONNREFUSED' },
      },
    ]);
  });

  it('tells the log nothing of a request that was cancelled', async () => {
    const fault = new TransportFault('REQUEST_CANCELLED');
    const { pool, lines } = createPool(() => Promise.reject(fault));

    await expect(pool.transportFor(VIC).execute(REQUEST)).rejects.toBe(fault);

    expect(lines).toEqual([]);
  });
});
