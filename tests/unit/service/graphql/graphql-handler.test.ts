import { EventEmitter } from 'node:events';
import { type IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  createGraphqlHandler,
  type GraphqlHandlerOptions,
} from '../../../../service/graphql/graphql-handler.ts';
import { Sending } from '../../../../service/http/sending.ts';
import { ANONYMOUS } from '../../../../service/access/identity.ts';
import { fault } from '../../../../service/errors/faults.ts';
import { slices } from '../../../../service/slices.ts';
import { silent } from '../../../support/http/http-fixture.ts';

const ROOM = 100_000;

/** A request that has come whole, and a response whose client reads nothing. */
function unread() {
  const request = Object.assign(new EventEmitter(), {
    method: 'GET',
    url: '/',
    headers: {},
    complete: true,
    socket: { remoteAddress: '127.0.0.1' },
  }) as unknown as IncomingMessage;
  return { request, response: new ServerResponse(request) };
}

describe('an answer in parts for a client that reads nothing', () => {
  it('is refused where there is no room for it, and ended', async () => {
    const ended: boolean[] = [];
    const handler = createGraphqlHandler({
      answering: () => {
        const at = ended.push(false) - 1;
        const end = () => {
          ended[at] = true;
        };
        async function* none(): AsyncGenerator<Buffer> {}
        const rest = { [Symbol.asyncIterator]: none, end };
        return Promise.resolve({
          status: 200,
          headers: new Map(),
          body: Buffer.alloc(ROOM - 1),
          rest,
        });
      },
      sending: new Sending({ writeDeadlineMs: 10_000, maxUnsentBytes: ROOM }),
      maxRequestBytes: 1_000,
      deadlineMs: 10_000,
      compressAboveBytes: Infinity,
      log: silent,
    });
    const [held, refused] = [unread(), unread()];

    const holding = handler(held.request, held.response);
    await new Promise(setImmediate);
    await handler(refused.request, refused.response);
    // Neither has a connection that would tell of its end.
    for (const { response } of [held, refused]) response.destroy().emit('close');
    await holding;

    expect([held.response.statusCode, refused.response.statusCode]).toEqual([200, 503]);
    expect(ended).toEqual([false, true]);
  });
});

describe('the slice in which a request is read', () => {
  const options = {
    answering: () => Promise.resolve({ status: 200, headers: new Map(), body: Buffer.from('{}') }),
    sending: new Sending({ writeDeadlineMs: 10_000, maxUnsentBytes: ROOM }),
    maxRequestBytes: 1_000,
    deadlineMs: 10_000,
    compressAboveBytes: Infinity,
    log: silent,
  };
  /** For whom slices are asked for a request with these headers. */
  async function askedFor(
    more: Partial<GraphqlHandlerOptions>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const asked = jest.spyOn(slices, 'next');
    const { request, response } = unread();
    Object.assign(request.headers, headers);
    await createGraphqlHandler({ ...options, ...more })(request, response);
    response.destroy().emit('close');
    return asked.mock.calls;
  }
  /** As of a gateway that names whom it asks for. */
  const whoAsks: GraphqlHandlerOptions['whoAsks'] = ({ user }) => Promise.resolve(user);

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is that of who asks, a stranger by address', async () => {
    const lan = { ...ANONYMOUS, kind: 'person', subject: 'lan' } as const;

    expect(await askedFor({})).toEqual([['from 127.0.0.1']]);
    jest.restoreAllMocks();
    expect(await askedFor({ identify: () => Promise.resolve(lan) })).toEqual([['lan']]);
  });

  it('is that of whom a gateway asks for, not the gateway’s', async () => {
    expect(await askedFor({ whoAsks }, { user: 'lan' })).toEqual([['lan']]);
  });

  it('is nobody’s where the gateway is not let in', async () => {
    const checkRequest = () => {
      throw fault('BAD_IDENTITY', { reason: 'it is forged' });
    };

    expect(await askedFor({ whoAsks, checkRequest }, { user: 'lan' })).toEqual([]);
  });
});
