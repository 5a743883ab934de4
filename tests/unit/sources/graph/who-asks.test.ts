import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSubgraph } from '../../../../scripts/run/subgraphs.ts';
import {
  createIdentityTokens,
  IDENTITY_HEADER,
  randomIdentityKey,
} from '../../../../service/access/identity-token.ts';
import type { Subgraph } from '../../../../service/graphql/subgraph.ts';
import { CLIENT_HEADER } from '../../../../service/http/entry/client.ts';
import { silent } from '../../../support/http/http-fixture.ts';

const LAN = { subject: 'test#lan', kind: 'person', roles: [], claims: {}, scopes: [] } as const;

describe('for whom a subgraph is asked', () => {
  const identities = createIdentityTokens(randomIdentityKey());
  const sourcesDirectory = mkdtempSync(join(tmpdir(), 'motcua-who-'));
  let subgraph: Subgraph;

  beforeAll(async () => {
    subgraph = await createSubgraph('procedures', {
      sourcesDirectory,
      environment: {},
      log: silent,
      identities,
    });
  });

  afterAll(async () => {
    await subgraph.close();
    rmSync(sourcesDirectory, { recursive: true });
  });

  it('is told by what the gateway hands on: somebody known wherever they are, a stranger by address', async () => {
    const token = await identities.write(LAN);
    const lan = { [IDENTITY_HEADER]: token };

    expect([
      await subgraph.whoAsks({ ...lan, [CLIENT_HEADER]: '10.0.0.1' }),
      await subgraph.whoAsks({ ...lan, [CLIENT_HEADER]: '10.0.0.2' }),
      await subgraph.whoAsks(lan),
      await subgraph.whoAsks({ [CLIENT_HEADER]: '10.0.0.1' }),
      await subgraph.whoAsks({}),
    ]).toEqual(['test#lan', 'test#lan', 'test#lan', 'from 10.0.0.1', undefined]);
  });

  it('is believed of nobody whose word is forged', async () => {
    const forged = await createIdentityTokens(randomIdentityKey()).write(LAN);

    await expect(subgraph.whoAsks({ [IDENTITY_HEADER]: forged })).rejects.toMatchObject({
      extensions: { code: 'BAD_IDENTITY' },
    });
  });
});
