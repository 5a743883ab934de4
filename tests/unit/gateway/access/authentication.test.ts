import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import {
  createApiKeyReader,
  makeApiKey,
  readApiKeys,
} from '../../../../gateway/access/api-keys.ts';
import { createAuthentication } from '../../../../gateway/access/authentication.ts';
import { identitySettings, readIdentityFile } from '../../../../gateway/access/identity-file.ts';
import { createProxyReader } from '../../../../gateway/access/trusted-proxy.ts';
import { ANONYMOUS } from '../../../../service/access/identity.ts';

const { key, sha256 } = makeApiKey();
const old = makeApiKey();
const file = readApiKeys(
  `keys:
  - { name: so-lieu, sha256: ${makeApiKey().sha256} }
  - { name: notebook, sha256: ${sha256}, roles: [analyst], claims: { office: [H12.31] }, expires: 2099-12-31 }
  - { name: old, sha256: ${old.sha256}, expires: 2026-01-31 }`,
  'keys.yaml',
);

const { proxy } = identitySettings({
  proxy: {
    header: 'X-Client-Subject',
    addresses: ['10.1.2.3', '10.2.0.0/16', 'fd00::/8'],
    services: { 'CN=reports,O=Sở Nội vụ': { roles: ['analyst'] } },
  },
});
const lan = { ...ANONYMOUS, kind: 'person', subject: 'issuer#lan' } as const;

const from = (address: string, headers: Record<string, string> = {}) =>
  ({ headers, socket: { remoteAddress: address } }) as unknown as IncomingMessage;

const authenticate = createAuthentication({
  readToken: (token) =>
    token === 'of-lan' ? Promise.resolve(lan) : Promise.reject(new Error(token)),
  readApiKey: createApiKeyReader(() => Promise.resolve(file)),
  proxy: { header: proxy!.header, read: createProxyReader(proxy!) },
});

const refused = (reason: string) => ({
  extensions: { code: 'UNAUTHENTICATED', details: { reason } },
});

describe('who asks', () => {
  it('is whom a token is of, for the purpose that a header tells', async () => {
    const authorization = 'bearer  of-lan ';

    expect(await authenticate(from('1.2.3.4', { authorization }))).toBe(lan);
    expect(await authenticate(from('1.2.3.4', { authorization, 'x-purpose': 'counter' }))).toEqual({
      ...lan,
      purpose: 'counter',
    });
  });

  it('is whom an API key stands for', async () => {
    expect(await authenticate(from('1.2.3.4', { 'x-api-key': key }))).toEqual({
      subject: 'api-key#notebook',
      kind: 'service',
      roles: ['analyst'],
      claims: { office: ['H12.31'] },
      scopes: [],
    });
  });

  it.each(['10.1.2.3', '10.2.99.1', '::ffff:10.2.0.7', 'fd12::1'])(
    'is whom the proxy at %s tells by a certificate',
    async (address) => {
      const headers = { 'x-client-subject': 'CN=reports,O=Sở Nội vụ' };

      expect(await authenticate(from(address, headers))).toMatchObject({
        subject: 'certificate#CN=reports,O=Sở Nội vụ',
        kind: 'service',
        roles: ['analyst'],
      });
    },
  );

  it.each<[string, string, string, Record<string, string>]>([
    ['shows nothing', 'CREDENTIALS_MISSING', '10.1.2.3', {}],
    ['has no certificate', 'CREDENTIALS_MISSING', '10.1.2.3', { 'x-client-subject': '' }],
    [
      'shows two things',
      'CREDENTIALS_AMBIGUOUS',
      '1.2.3.4',
      { 'x-api-key': key, authorization: 'Bearer of-lan' },
    ],
    ['comes with a password', 'SCHEME_UNKNOWN', '1.2.3.4', { authorization: 'Basic eDp5' }],
    ['comes with two tokens', 'SCHEME_UNKNOWN', '1.2.3.4', { authorization: 'Bearer a b' }],
    ['has a key of nobody', 'API_KEY_UNKNOWN', '1.2.3.4', { 'x-api-key': makeApiKey().key }],
    ['shows what a key hashes to', 'API_KEY_UNKNOWN', '1.2.3.4', { 'x-api-key': sha256 }],
    ['has a giant key', 'API_KEY_UNKNOWN', '1.2.3.4', { 'x-api-key': key.repeat(100) }],
    ['has an old key', 'API_KEY_EXPIRED', '1.2.3.4', { 'x-api-key': old.key }],
    [
      'plays the proxy',
      'PROXY_NOT_TRUSTED',
      '1.2.3.4',
      { 'x-client-subject': 'CN=reports,O=Sở Nội vụ' },
    ],
    [
      'has a certificate of nobody known',
      'CLIENT_CERTIFICATE_UNKNOWN',
      '10.1.2.3',
      { 'x-client-subject': 'CN=reports' },
    ],
    [
      'sends a header that the proxy adds to',
      'CLIENT_CERTIFICATE_UNKNOWN',
      '10.1.2.3',
      { 'x-client-subject': 'CN=reports,O=Sở Nội vụ, CN=mine' },
    ],
    [
      'is a property of all objects',
      'CLIENT_CERTIFICATE_UNKNOWN',
      '10.1.2.3',
      { 'x-client-subject': 'constructor' },
    ],
  ])('is refused who %s', async (_, reason, address, headers) => {
    await expect(authenticate(from(address, headers))).rejects.toMatchObject(refused(reason));
  });

  it('is nobody where nothing is shown and that is allowed', async () => {
    const open = createAuthentication({
      readToken: (token) => Promise.reject(new Error(token)),
      anonymous: ANONYMOUS,
    });
    const headers = {
      'x-purpose': 'counter',
      'x-identity': 'forged',
      'x-client-subject': 'CN=reports',
    };

    expect(await open(from('1.2.3.4', headers))).toBe(ANONYMOUS);
  });

  it('gives a purpose that is the name of one', async () => {
    const headers = { authorization: 'Bearer of-lan', 'x-purpose': 'Nguyễn Văn Đức, 0961234567' };

    await expect(authenticate(from('1.2.3.4', headers))).rejects.toMatchObject({
      extensions: { code: 'BAD_REQUEST' },
    });
  });
});

describe('identity.yaml', () => {
  it('names files beside it, and URLs', () => {
    const { issuers, anonymous, clockTolerance } = readIdentityFile(
      `issuers:
  - { issuer: https://a.vn, audience: graph, jwks: keys/a.json }
  - { issuer: https://b.vn, audience: [graph], jwks: 'https://b.vn/certs', algorithms: [RS256] }`,
      '/etc/motcua/identity.yaml',
    );

    expect(issuers.map(({ jwks }) => jwks)).toEqual([
      '/etc/motcua/keys/a.json',
      'https://b.vn/certs',
    ]);
    expect({ anonymous, clockTolerance }).toEqual({ anonymous: 'refuse', clockTolerance: 10 });
  });

  it('is refused with the line and the name that was meant', () => {
    const text = `issuers:
  - issuer: https://a.vn
    audience: graph
    jwks: a.json
clockTolerence: 5`;

    expect(() => readIdentityFile(text, 'identity.yaml')).toThrow(
      /^identity\.yaml:5: .*clockTolerence.*clockTolerance/u,
    );
  });

  it.each([
    ['an algorithm with a shared secret', 'algorithms: [HS256]'],
    ['no algorithm', 'algorithms: []'],
    ['unsigned tokens', 'algorithms: [none]'],
    ['keys that come in the clear', 'jwks: http://id.camau.gov.vn/certs'],
    ['a setting that there is not', 'audiences: graph'],
    ['no audience', 'audience: ""'],
  ])('is refused with %s', (_, line) => {
    const [name = ''] = line.split(':');
    const rest = ['issuer: https://a.vn', 'audience: graph', 'jwks: a.json'].filter(
      (other) => !other.startsWith(`${name}:`),
    );
    const text = `issuers:\n  - ${[...rest, line].join('\n    ')}\n`;

    expect(() => readIdentityFile(text, 'identity.yaml')).toThrow('identity.yaml');
  });
});

describe('a file of API keys', () => {
  it('is told all that is wrong with it, line by line', () => {
    const text = `keys:
  - name: a b
    sha256: ${'x'.repeat(64)}
    rols: [analyst]
    expires: 2026-13-01`;
    expect(() => readApiKeys(text, 'keys.yaml')).toThrow(
      [
        'keys.yaml:2: “keys.0.name” cannot be “a b” — write at most 64 letters, digits, “.”, “_” and “-”',
        'keys.yaml:3: “keys.0.sha256” cannot be a long text — write what npm run api-key wrote: 64 hexadecimal digits',
        'keys.yaml:4: “keys.0” has no key “rols” — did you mean “roles”?',
        'keys.yaml:5: “keys.0.expires” cannot be “2026-13-01” — write a day, as in 2026-12-31',
      ].join('\n'),
    );
    expect(() => readApiKeys('keys: {', 'keys.yaml')).toThrow(/^keys\.yaml:1: /u);
  });
});
