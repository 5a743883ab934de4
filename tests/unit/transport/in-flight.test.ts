import { describe, expect, it } from '@jest/globals';
import { TextSpan } from '../../../gateway/transport/answers/text-span.ts';
import { withInFlightSharing } from '../../../gateway/transport/in-flight.ts';
import { TransportFault } from '../../../gateway/transport/transport.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../../gateway/transport/transport.ts';

const operation = { text: 'query($id: ID!) { office(id: $id) { code } }' };
const request = { operation, variables: { id: 1 }, headers: { authorization: 'Lan' } };

/** A text that lies where it came. */
const HISTORY = new TextSpan(Buffer.from('Năm Căn'), 0, 4);

/** A subgraph whose answers the test gives, one by one. */
function sharing() {
  const asked: {
    request: SubgraphRequest;
    answer: () => void;
    fail: (fault: TransportFault) => void;
  }[] = [];
  const transport = withInFlightSharing({
    execute: (theirs) =>
      new Promise<SubgraphAnswer>((resolve, reject) => {
        asked.push({
          request: theirs,
          answer: () => {
            resolve({ data: { office: { codes: ['H12'], history: HISTORY } }, bytes: 9 });
          },
          fail: reject,
        });
      }),
    close: () => Promise.resolve(),
  });
  return { asked, transport };
}

describe('in-flight sharing', () => {
  it('asks once for identical queries under way, and gives each an answer of its own', async () => {
    const { asked, transport } = sharing();

    const both = [
      transport.execute(request),
      transport.execute({ ...request, variables: { id: 1 } }),
    ];
    asked[0]!.answer();
    const [one, other] = await Promise.all(both);

    expect(asked).toHaveLength(1);
    expect(other).toEqual(one);
    expect(other!.data).not.toBe(one!.data);
    expect(one!.data!['office']).toHaveProperty('history', HISTORY);
  });

  it('gives each its own, whatever those before it have done with theirs, and lets others run between', async () => {
    const { asked, transport } = sharing();
    const given: string[] = [];
    const ask = async () => {
      const { data } = await transport.execute(request);
      given.push(JSON.stringify(data));
      (data!['office'] as { codes: string[] }).codes.push('merged');
      setImmediate(() => given.push('another request'));
    };

    const all = [ask(), ask(), ask()];
    asked[0]!.answer();
    await Promise.all(all);

    const answer = JSON.stringify({ office: { codes: ['H12'], history: HISTORY } });
    expect(given).toEqual([answer, answer, 'another request', answer]);
  });

  it('asks again once the answer has come', async () => {
    const { asked, transport } = sharing();

    const first = transport.execute(request);
    asked[0]!.answer();
    await first;
    void transport.execute(request);

    expect(asked).toHaveLength(2);
  });

  it.each<[string, Partial<SubgraphRequest>]>([
    ['other variables', { variables: { id: 2 } }],
    ['another identity', { headers: { authorization: 'Minh' } }],
    ['another person handed on', { headers: { ...request.headers, 'x-identity': 'Minh' } }],
    ['one header more', { headers: { ...request.headers, 'accept-language': 'vi' } }],
    ['no header', { headers: {} }],
    ['another operation', { operation: { text: '{ offices { code } }' } }],
  ])('keeps apart queries with %s', (_case, difference) => {
    const { asked, transport } = sharing();

    void transport.execute(request);
    void transport.execute({ ...request, ...difference });

    expect(asked).toHaveLength(2);
  });

  it('shares across headers that say nothing of who asks', () => {
    const { asked, transport } = sharing();

    for (const id of ['a', 'b']) {
      void transport.execute({ ...request, headers: { ...request.headers, 'x-request-id': id } });
    }

    expect(asked).toHaveLength(1);
  });

  it('never shares a mutation', () => {
    const { asked, transport } = sharing();
    const mutation = { operation: { text: 'mutation { close }' }, headers: {} };

    void transport.execute(mutation);
    void transport.execute(mutation);

    expect(asked).toHaveLength(2);
  });

  it('shares a fault', async () => {
    const { asked, transport } = sharing();

    const both = [transport.execute(request), transport.execute(request)];
    asked[0]!.fail(new TransportFault('SUBGRAPH_TIMEOUT'));
    const outcomes = await Promise.allSettled(both);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(asked).toHaveLength(1);
  });

  it('asks again for the others where the first client left', async () => {
    const { asked, transport } = sharing();

    const first = transport.execute(request);
    const second = transport.execute(request);
    asked[0]!.fail(new TransportFault('REQUEST_CANCELLED'));
    await expect(first).rejects.toMatchObject({ code: 'REQUEST_CANCELLED' });
    asked[1]!.answer();

    expect(await second).toMatchObject({ bytes: 9 });
  });

  it('lets one who followed leave alone', async () => {
    const { asked, transport } = sharing();
    const client = new AbortController();

    const first = transport.execute(request);
    const second = transport.execute({ ...request, signal: client.signal });
    client.abort();
    await expect(second).rejects.toMatchObject({ code: 'REQUEST_CANCELLED' });
    asked[0]!.answer();

    expect(await first).toMatchObject({ bytes: 9 });
  });
});
