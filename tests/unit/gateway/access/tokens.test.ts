import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createLocalJWKSet, exportSPKI, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';
import { identitySettings } from '../../../../gateway/access/identity-file.ts';
import { createTokenReader } from '../../../../gateway/access/tokens.ts';
import { type Issuer, secondsFromNow, startIssuer } from '../../../support/issuer.ts';

const ISSUER = 'https://id.camau.gov.vn/realms/motcua';
const AUDIENCE = 'motcua-graph';

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

let issuer: Issuer;
let other: Issuer;

beforeAll(async () => {
  [issuer, other] = await Promise.all([startIssuer('RS256'), startIssuer('RS256')]);
});

afterAll(async () => {
  await Promise.all([issuer.close(), other.close()]);
});

const payload = (more: object = {}): Record<string, unknown> => ({
  iss: ISSUER,
  aud: [AUDIENCE, 'account'],
  sub: 'lan',
  exp: secondsFromNow(60),
  ...more,
});

function reader(settings: object = {}) {
  const [one] = identitySettings({
    issuers: [{ issuer: ISSUER, audience: AUDIENCE, jwks: 'unused', ...settings }],
  }).issuers;
  const keys = createLocalJWKSet(issuer.jwks() as JSONWebKeySet);
  return createTokenReader([{ settings: one!, keys }], 10);
}

describe('a token', () => {
  it('tells who asks, by the settings of its issuer, as Keycloak writes it', async () => {
    const read = reader({
      roles: ['realm_access.roles', 'resource_access.motcua-graph.roles'],
      roleNames: { can_bo_mot_cua: 'officer', lanh_dao: 'leader' },
      claims: { office: 'office', district: 'address.district', idNumber: 'https://x.vn/cccd' },
    });
    const token = await issuer.sign(
      payload({
        azp: 'portal',
        scope: 'openid dossiers:read',
        realm_access: { roles: ['can_bo_mot_cua', 'offline_access', '__proto__'] },
        resource_access: { 'motcua-graph': { roles: ['lanh_dao'] } },
        office: ['H12.31'],
        address: { district: 971 },
        'https://x.vn/cccd': '096123456789',
      }),
    );

    expect(await read(token)).toEqual({
      subject: `${ISSUER}#lan`,
      kind: 'person',
      roles: ['officer', 'leader'],
      claims: { office: ['H12.31'], district: ['971'], idNumber: ['096123456789'] },
      scopes: ['openid', 'dossiers:read'],
    });
  });

  it.each([
    ['the client itself', { sub: 'reports', client_id: 'reports' }, 'service'],
    [
      'Keycloak’s account of a client',
      { azp: 'reports', preferred_username: 'service-account-reports' },
      'service',
    ],
    ['a person by a client', { azp: 'portal', preferred_username: 'lan' }, 'person'],
  ])('of %s is of the right kind', async (_, more, kind) => {
    expect(await reader()(await issuer.sign(payload(more)))).toMatchObject({ kind });
  });

  it('may be late by as much as clocks differ, and no more', async () => {
    const [late, tooLate] = await Promise.all([
      issuer.sign(payload({ exp: secondsFromNow(-5) })),
      issuer.sign(payload({ exp: secondsFromNow(-15) })),
    ]);

    await expect(reader()(late)).resolves.toMatchObject({ kind: 'person' });
    await expect(reader()(tooLate)).rejects.toMatchObject({
      extensions: { details: { reason: 'TOKEN_EXPIRED' } },
    });
  });

  it.each<[string, string, () => Promise<string> | string]>([
    [
      'is signed by nobody',
      'TOKEN_UNSIGNED',
      () => `${encoded({ alg: 'none' })}.${encoded(payload())}.`,
    ],
    [
      'says so in other letters',
      'TOKEN_UNSIGNED',
      () => `${encoded({ alg: 'NoNe' })}.${encoded(payload())}.`,
    ],
    [
      'is signed with the public key as if it were a secret',
      'ALGORITHM_REFUSED',
      async () => {
        const { publicKey } = await generateKeyPair('RS256', { extractable: true });
        return new SignJWT(payload())
          .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
          .sign(new TextEncoder().encode(await exportSPKI(publicKey)));
      },
    ],
    ['is signed with another key of the same name', 'SIGNATURE_WRONG', () => other.sign(payload())],
    [
      'has lost its signature',
      'SIGNATURE_WRONG',
      async () => `${(await issuer.sign(payload())).split('.').slice(0, 2).join('.')}.`,
    ],
    [
      'brings its own key',
      'SIGNATURE_WRONG',
      () => {
        const [jwk] = other.jwks().keys;
        return other.sign(payload(), { jwk, kid: 'key-1' } as object);
      },
    ],
    [
      'names a key that its issuer has not',
      'KEY_UNKNOWN',
      () => issuer.sign(payload(), { kid: 'key-9' } as object),
    ],
    [
      'is of an algorithm that this issuer does not use',
      'ALGORITHM_REFUSED',
      async () => {
        const { privateKey } = await generateKeyPair('ES384');
        return new SignJWT(payload()).setProtectedHeader({ alg: 'ES384' }).sign(privateKey);
      },
    ],
    ['is of another issuer', 'ISSUER_UNKNOWN', () => issuer.sign(payload({ iss: `${ISSUER}/` }))],
    ['is of no issuer', 'ISSUER_UNKNOWN', () => issuer.sign(payload({ iss: undefined }))],
    ['is for somebody else', 'AUDIENCE_WRONG', () => issuer.sign(payload({ aud: 'account' }))],
    ['is for nobody', 'CLAIM_MISSING', () => issuer.sign(payload({ aud: undefined }))],
    ['never ends', 'CLAIM_MISSING', () => issuer.sign(payload({ exp: undefined }))],
    ['is of nobody', 'CLAIM_MISSING', () => issuer.sign(payload({ sub: undefined }))],
    ['has an empty subject', 'CLAIM_MISSING', () => issuer.sign(payload({ sub: '' }))],
    [
      'is of tomorrow',
      'TOKEN_NOT_YET_VALID',
      () => issuer.sign(payload({ nbf: secondsFromNow(60) })),
    ],
    ['is of another kind', 'TOKEN_MALFORMED', () => issuer.sign(payload(), { typ: 'logout+jwt' })],
    ['is huge', 'TOKEN_TOO_LARGE', () => 'a'.repeat(8_193)],
    ['says too much', 'CLAIMS_TOO_LARGE', () => issuer.sign(payload({ scope: 'x'.repeat(4_000) }))],
    ['is encrypted', 'TOKEN_MALFORMED', () => `${encoded({ alg: 'dir', enc: 'A128GCM' })}.a.b.c.d`],
    ['is none', 'TOKEN_MALFORMED', () => 'Lan'],
    ['is none, in three parts', 'TOKEN_MALFORMED', () => '..'],
    [
      'demands what we do not know',
      'TOKEN_MALFORMED',
      async () => {
        const [, rest, signature] = (await issuer.sign(payload())).split('.');
        const head = encoded({ alg: 'RS256', kid: 'key-1', crit: ['x'], x: 1 });
        return [head, rest, signature].join('.');
      },
    ],
  ])('is refused where it %s', async (_, reason, make) => {
    const token = await make();

    await expect(reader()(token)).rejects.toMatchObject({
      extensions: { code: 'UNAUTHENTICATED', details: { reason } },
    });
  });

  it('is read at once where it was good shortly before, and checked anew after half a minute', async () => {
    const read = reader();
    const token = await issuer.sign(payload({ exp: secondsFromNow(3_600) }));
    const first = await read(token);
    const now = Date.now();

    jest.useFakeTimers({ now: now + 29_000, doNotFake: ['nextTick', 'setImmediate'] });
    const soon = read(token);
    jest.setSystemTime(now + 31_000);
    const later = read(token);
    jest.useRealTimers();

    expect(soon).toBe(first);
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toEqual(first);
  });

  it('is read by the issuer it names, of several', async () => {
    const settings = identitySettings({
      issuers: [
        { issuer: 'https://a.vn', audience: 'a', jwks: 'unused' },
        { issuer: 'https://b.vn', audience: ['x', 'b'], jwks: 'unused' },
      ],
    }).issuers;
    const [a, b] = [issuer, other].map((one) => createLocalJWKSet(one.jwks() as JSONWebKeySet));
    const read = createTokenReader(
      [
        { settings: settings[0]!, keys: a! },
        { settings: settings[1]!, keys: b! },
      ],
      10,
    );
    const ofB = await other.sign(payload({ iss: 'https://b.vn', aud: 'b' }));
    const claimingB = await issuer.sign(payload({ iss: 'https://b.vn', aud: 'b' }));

    await expect(read(ofB)).resolves.toMatchObject({ subject: 'https://b.vn#lan' });
    await expect(read(claimingB)).rejects.toMatchObject({
      extensions: { details: { reason: 'SIGNATURE_WRONG' } },
    });
  });
});
