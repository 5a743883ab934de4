import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthentication } from '../../../gateway/access/authentication.ts';
import { identitySettings } from '../../../gateway/access/identity-file.ts';
import { openKeySet } from '../../../gateway/access/key-set.ts';
import { createTokenReader } from '../../../gateway/access/tokens.ts';
import { startGateway } from '../../../gateway/server.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import { withInFlightSharing } from '../../../gateway/transport/in-flight.ts';
import type { Identity } from '../../../service/access/identity.ts';
import { createIdentityTokens, identityKeyFrom } from '../../../service/access/identity-token.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import { createLog } from '../../../service/log.ts';
import {
  ask,
  createFixtureSubgraphs,
  fixtureSupergraph,
  serveLocally,
  servingConfig,
  silent,
} from '../../support/http/http-fixture.ts';
import { type Issuer, secondsFromNow, startIssuer } from '../../support/issuer.ts';

const SECRET = 'shared by gateway and subgraphs';
const ISSUER = 'https://id.camau.gov.vn/realms/motcua';
const QUERY = { query: 'query Who { offices { code } }' };

describe.each(['compiled', 'stock'] as const)(
  'who asks the gateway, by its %s engine',
  (engine) => {
    const seen: Identity[] = [];
    const logged: string[] = [];
    let issuer: Issuer;
    let subgraphs: readonly { readonly name: string; readonly service: HttpService }[];
    let gateway: HttpService;
    let url: string;

    beforeAll(async () => {
      issuer = await startIssuer();
      const identities = createIdentityTokens(identityKeyFrom(SECRET));
      subgraphs = await Promise.all(
        createFixtureSubgraphs().map(async (subgraph) => ({
          name: subgraph.name,
          service: await serveLocally(telling(subgraph)),
        })),
      );

      function telling(subgraph: Subgraph): Subgraph {
        return {
          ...subgraph,
          async createContext(request) {
            seen.push(await identities.read(request.headers));
            return subgraph.createContext(request);
          },
        };
      }

      const { issuers, clockTolerance } = identitySettings({
        issuers: [
          { issuer: ISSUER, audience: 'graph', jwks: issuer.url, claims: { office: 'office' } },
        ],
      });
      const open = await Promise.all(
        issuers.map(async (settings) => ({
          settings,
          keys: await openKeySet(settings.jwks, silent),
        })),
      );
      gateway = await startGateway({
        config: servingConfig({ engine }),
        authenticate: createAuthentication({ readToken: createTokenReader(open, clockTolerance) }),
        identities: createIdentityTokens(identityKeyFrom(SECRET)),
        supergraph: fixedSupergraph(
          fixtureSupergraph(
            Object.fromEntries(
              subgraphs.map(({ name, service }) => [name, `${service.url}/graphql`]),
            ),
          ),
        ),
        connect: ({ url: place }, encoding) =>
          withInFlightSharing(
            createHttpTransport({ url: place, encoding, deadlineMs: 5_000, maxAnswerBytes: 1e6 }),
          ),
        log: createLog({
          service: 'test',
          level: 'info',
          destination: { write: (line) => logged.push(line) },
        }),
      });
      url = `${gateway.url}/graphql`;
    });

    afterAll(async () => {
      await gateway.close();
      await Promise.all(subgraphs.map(({ service }) => service.close()));
      await issuer.close();
    });

    const tokenOf = (sub: string, more: object = {}) =>
      issuer.sign({
        iss: ISSUER,
        aud: 'graph',
        sub,
        exp: secondsFromNow(60),
        roles: ['officer'],
        ...more,
      });

    it('is told to the subgraphs, whatever else a client says of itself', async () => {
      seen.length = 0;
      const authorization = `Bearer ${await tokenOf('lan', { office: 'H12.31' })}`;
      const forged = await createIdentityTokens(identityKeyFrom('of somebody else')).write({
        subject: 'forged',
        kind: 'person',
        roles: ['supervisor'],
        claims: {},
        scopes: [],
      });

      const answers = await Promise.all(
        [1, 2].map(() =>
          ask(url, QUERY, { authorization, 'x-identity': forged, 'x-purpose': 'counter' }),
        ),
      );

      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
      expect(seen[0]).toEqual({
        subject: `${ISSUER}#lan`,
        kind: 'person',
        roles: ['officer'],
        claims: { office: ['H12.31'] },
        scopes: [],
        purpose: 'counter',
      });
    });

    it('shares no answer with anybody else who asks the same at the same time', async () => {
      seen.length = 0;
      const people = ['lan', 'minh', 'tuan', 'hoa'];
      const tokens = await Promise.all(people.map((person) => tokenOf(person)));

      await Promise.all(
        tokens.map((token) => ask(url, QUERY, { authorization: `Bearer ${token}` })),
      );

      expect(seen.map(({ subject }) => subject.split('#')[1]).sort()).toEqual([...people].sort());
    });

    it.each<[string, string, () => Promise<Record<string, string>>]>([
      ['nothing', 'CREDENTIALS_MISSING', () => Promise.resolve({})],
      [
        'only an identity that it says to have been handed on',
        'CREDENTIALS_MISSING',
        async () => ({
          'x-identity': await createIdentityTokens(identityKeyFrom(SECRET)).write({
            subject: 'x',
            kind: 'person',
            roles: [],
            claims: {},
            scopes: [],
          }),
        }),
      ],
      [
        'an old token',
        'TOKEN_EXPIRED',
        async () => ({ authorization: `Bearer ${await tokenOf('lan', { exp: 1 })}` }),
      ],
    ])(
      'is refused who shows %s, on every way in, before anything is asked',
      async (_, reason, make) => {
        seen.length = 0;
        const headers = await make();
        const ways = [
          ask(url, QUERY, headers),
          ask(url, { query: '{' }, headers),
          ask(`${url}?query=${encodeURIComponent('{offices{code}}')}`, QUERY, headers),
          ask(`${gateway.url}/export`, { query: '{ offices { code } }' }, headers),
        ];

        for (const { status, headers: answered, body } of await Promise.all(ways)) {
          expect(status).toBe(401);
          expect(answered.get('www-authenticate')).toMatch(/^Bearer realm="graph"/);
          expect(body).toMatchObject({
            errors: [{ extensions: { code: 'UNAUTHENTICATED', details: { reason } } }],
          });
          expect(body).not.toHaveProperty('data');
        }
        expect(seen).toEqual([]);
      },
    );

    it('is refused by a subgraph that is reached past the gateway with a word that is forged', async () => {
      const { status, body } = await ask(`${subgraphs[0]?.service.url ?? ''}/graphql`, QUERY, {
        'x-identity': 'forged',
      });

      expect(status).toBe(403);
      expect(body).toMatchObject({ errors: [{ extensions: { code: 'BAD_IDENTITY' } }] });
    });

    it('stands in no line of the log', async () => {
      const token = await tokenOf('lan-of-nam-can', { office: 'H12.31' });
      await ask(url, QUERY, { authorization: `Bearer ${token}` });
      await ask(url, QUERY, { authorization: `Bearer ${token}x` });

      const log = logged.join('');
      expect(log).toContain('UNAUTHENTICATED');
      expect(log).not.toMatch(/lan|H12\.31|Bearer|eyJ/);
    });
  },
);
