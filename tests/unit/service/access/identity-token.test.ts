import { describe, expect, it, jest } from '@jest/globals';
import { SignJWT } from 'jose';
import { ANONYMOUS, type Identity } from '../../../../service/access/identity.ts';
import {
  createIdentityTokens,
  identityKeyFrom,
  unsharedIdentities,
} from '../../../../service/access/identity-token.ts';

const key = identityKeyFrom('a secret of twenty characters');
const lan: Identity = {
  subject: 'https://id.camau.gov.vn#lan',
  kind: 'person',
  roles: ['officer'],
  claims: { office: ['H12.31'] },
  scopes: ['read'],
  purpose: 'counter',
};

const reading = (token: string, by = createIdentityTokens(key)) => by.read({ 'x-identity': token });

describe('an identity that is handed on', () => {
  it('is read as it was written, by whoever has the same secret', async () => {
    const token = await createIdentityTokens(key).write(lan);

    expect(await reading(token)).toEqual(lan);
  });

  it('is nobody where none is handed on', async () => {
    expect(await createIdentityTokens(key).read({ authorization: 'Bearer x' })).toBe(ANONYMOUS);
    expect(await unsharedIdentities.read({})).toBe(ANONYMOUS);
  });

  it('is the same text for equal identities, so that their fetches can be one, and another for any other', async () => {
    const tokens = createIdentityTokens(key);
    const others: readonly Partial<Identity>[] = [
      { subject: 'https://id.camau.gov.vn#minh' },
      { roles: ['officer', 'leader'] },
      { claims: { office: ['H12.NC'] } },
      { scopes: [] },
      { purpose: 'complaint' },
    ];

    const same = await Promise.all([tokens.write(lan), tokens.write({ ...lan })]);
    const written = await Promise.all(
      others.map(async (other) => tokens.write({ ...lan, ...other })),
    );

    expect(new Set(same).size).toBe(1);
    expect(new Set([...same, ...written]).size).toBe(1 + others.length);
  });

  it('is there at once for whoever asks behind another', async () => {
    const tokens = createIdentityTokens(key);
    const first = await tokens.write(lan);

    const [again, equal] = [tokens.write(lan), tokens.write({ ...lan })];

    expect([again, equal]).toEqual([first, first]);
  });

  it('is written anew after a while, long before it expires', async () => {
    const tokens = createIdentityTokens(key);
    const first = await tokens.write(lan);
    const now = Date.now();

    jest.useFakeTimers({ now: now + 19_000, doNotFake: ['nextTick', 'setImmediate'] });
    const soon = [await tokens.write(lan), await tokens.write({ ...lan })];
    jest.setSystemTime(now + 21_000);
    const later = await Promise.all([tokens.write(lan), tokens.write({ ...lan })]);
    jest.useRealTimers();

    expect(soon).toEqual([first, first]);
    expect(later[0]).not.toBe(first);
    expect(later[1]).toBe(later[0]);
  });

  it('is refused once it has expired, also by one who has read it before', async () => {
    const tokens = createIdentityTokens(key);
    const token = await tokens.write(lan);
    await reading(token, tokens);

    jest.useFakeTimers({ now: Date.now() + 66_000, doNotFake: ['nextTick', 'setImmediate'] });
    const late = reading(token, tokens);

    await expect(late).rejects.toMatchObject({
      extensions: { code: 'BAD_IDENTITY', details: { reason: 'it has expired' } },
    });
    jest.useRealTimers();
  });

  it('outlives a request that may take long', async () => {
    const tokens = createIdentityTokens(key, 600_000);
    const token = await tokens.write(lan);

    jest.useFakeTimers({ now: Date.now() + 610_000, doNotFake: ['nextTick', 'setImmediate'] });

    expect(await reading(token)).toEqual(lan);
    jest.useRealTimers();
  });

  it.each<[string, () => Promise<string> | string]>([
    ['made with another secret', () => createIdentityTokens(identityKeyFrom('x')).write(lan)],
    [
      'changed on its way',
      async () => {
        const [head, , signature] = (await createIdentityTokens(key).write(lan)).split('.');
        const more = Buffer.from(JSON.stringify({ sub: 'x', exp: 9e9 })).toString('base64url');
        return [head, more, signature].join('.');
      },
    ],
    [
      'unsigned',
      () => {
        const [head, payload] = [{ alg: 'none' }, { sub: 'x', exp: 9e9 }].map((part) =>
          Buffer.from(JSON.stringify(part)).toString('base64url'),
        );
        return Promise.resolve(`${head}.${payload}.`);
      },
    ],
    [
      'a token of another kind, made with the same key',
      () =>
        new SignJWT({ kind: 'person', roles: [], claims: {}, scopes: [] })
          .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
          .setSubject('x')
          .setExpirationTime('1h')
          .sign(key),
    ],
    [
      'without an end',
      () =>
        new SignJWT({ kind: 'person', roles: [], claims: {}, scopes: [] })
          .setProtectedHeader({ alg: 'HS256', typ: 'motcua-identity+jwt' })
          .setSubject('x')
          .sign(key),
    ],
    ['no token at all', () => Promise.resolve('{"sub":"x"}')],
    ['empty', () => Promise.resolve('')],
  ])('is refused where it is %s', async (_, forged) => {
    await expect(reading(await forged())).rejects.toMatchObject({
      extensions: { code: 'BAD_IDENTITY', details: { reason: 'it is forged' } },
    });
  });

  it('is refused, and not passed over, where no secret is there to check it by', async () => {
    const token = await createIdentityTokens(key).write(lan);

    await expect(reading(token, { ...createIdentityTokens(key), ...unsharedIdentities }))
      .rejects //
      .toMatchObject({ extensions: { code: 'BAD_IDENTITY' } });
  });
});
