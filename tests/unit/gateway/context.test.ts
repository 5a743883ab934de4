import { describe, expect, it } from '@jest/globals';
import { forwardedHeaders } from '../../../gateway/context.ts';
import { ANONYMOUS } from '../../../service/access/identity.ts';
import { createIdentityTokens, randomIdentityKey } from '../../../service/access/identity-token.ts';
import type { Exchange } from '../../../service/http/exchange.ts';

const lan = { ...ANONYMOUS, subject: 'issuer#lan', kind: 'person' } as const;
const headers = { authorization: 'Bearer of-lan', 'x-identity': 'forged', cookie: 'a=b' };
const exchange = { requestId: 'request-1', headers } as unknown as Exchange;
const writer = createIdentityTokens(randomIdentityKey());
const allowed = ['authorization'];

describe('what a subgraph gets to see of a request', () => {
  it('is what the list lets through, its id, and who asks by the gateway’s word, never the client’s', async () => {
    const forwarded = await forwardedHeaders(exchange, lan, { allowed, writer });

    expect(forwarded).toEqual({
      authorization: 'Bearer of-lan',
      'x-request-id': 'request-1',
      'x-identity': await writer.write(lan),
    });
    expect(await writer.read(forwarded)).toEqual(lan);
  });

  it('says of nobody, and where nothing is handed on, nothing', async () => {
    const plain = { authorization: 'Bearer of-lan', 'x-request-id': 'request-1' };

    expect(await forwardedHeaders(exchange, ANONYMOUS, { allowed, writer })).toEqual(plain);
    expect(await forwardedHeaders(exchange, lan, { allowed })).toEqual(plain);
  });
});
