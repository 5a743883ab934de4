import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateSecret, exportJWK, jwtVerify } from 'jose';
import { openKeySet } from '../../../../gateway/access/key-set.ts';
import { silent } from '../../../support/http/http-fixture.ts';
import { type Issuer, secondsFromNow, startIssuer } from '../../../support/issuer.ts';

const payload = { sub: 'lan', exp: secondsFromNow(3_600) };
const unavailable = { extensions: { code: 'IDENTITY_UNAVAILABLE' } };

describe('the keys of an issuer', () => {
  let issuer: Issuer;
  let folder: string;

  beforeEach(async () => {
    issuer = await startIssuer();
    folder = mkdtempSync(join(tmpdir(), 'motcua-keys-'));
  });

  afterEach(async () => {
    await issuer.close();
    rmSync(folder, { recursive: true });
  });

  it('are fetched at the first token and not before, and once for many', async () => {
    const keys = await openKeySet(issuer.url, silent);
    const before = issuer.asked();
    const token = await issuer.sign(payload);

    await Promise.all([1, 2, 3].map(() => jwtVerify(token, keys)));

    expect([before, issuer.asked()]).toEqual([0, 1]);
  });

  it('stand while the issuer is down, until they are too old', async () => {
    const ages = { refreshMs: 0, retryMs: 0, mostMs: 400 };
    const keys = await openKeySet(issuer.url, silent, ages);
    const token = await issuer.sign(payload);
    await jwtVerify(token, keys);
    issuer.fail();

    const meanwhile = await jwtVerify(token, keys);
    await sleep(450);

    expect(meanwhile.payload.sub).toBe('lan');
    await expect(jwtVerify(token, keys)).rejects.toMatchObject(unavailable);
  });

  it('are changed without a restart: the new one is taken, the old one is not any more', async () => {
    const keys = await openKeySet(issuer.url, silent, { refreshMs: 0, retryMs: 0, mostMs: 60_000 });
    const old = await issuer.sign(payload);
    await jwtVerify(old, keys);
    await issuer.rotate();
    const next = await issuer.sign(payload);
    const isTaken = () =>
      jwtVerify(next, keys).then(
        () => true,
        () => false,
      );

    // What is old serves while the new ones are on their way.
    await jwtVerify(old, keys);
    while (!(await isTaken())) await sleep(5);

    await expect(jwtVerify(old, keys)).rejects.toThrow('no applicable key');
  });

  it('are looked for anew where one is unknown, but a stranger cannot have them fetched again and again', async () => {
    const keys = await openKeySet(issuer.url, silent);
    await jwtVerify(await issuer.sign(payload), keys);
    await issuer.rotate();
    const unknown = await issuer.sign(payload, { kid: 'none' } as object);

    for (let times = 0; times < 20; times += 1) {
      await expect(jwtVerify(unknown, keys)).rejects.toThrow('no applicable key');
    }

    expect(issuer.asked()).toBeLessThanOrEqual(2);
  });

  it('are not waited for by each token where the issuer was never there', async () => {
    issuer.fail();
    const keys = await openKeySet(issuer.url, silent);
    const token = await issuer.sign(payload);

    for (let times = 0; times < 5; times += 1) {
      await expect(jwtVerify(token, keys)).rejects.toMatchObject(unavailable);
    }

    expect(issuer.asked()).toBe(1);
  });

  it('come from a file, and from the changed file, and a faulty one changes nothing', async () => {
    const file = join(folder, 'jwks.json');
    writeFileSync(file, JSON.stringify(issuer.jwks()));
    const keys = await openKeySet(file, silent);
    const old = await issuer.sign(payload);
    await jwtVerify(old, keys);

    writeFileSync(file, 'not yet written');
    await sleep(1_050);
    await expect(jwtVerify(old, keys)).resolves.toBeDefined();
    await issuer.rotate();
    writeFileSync(file, JSON.stringify(issuer.jwks()));
    await sleep(1_050);

    await expect(jwtVerify(await issuer.sign(payload), keys)).resolves.toBeDefined();
    await expect(jwtVerify(old, keys)).rejects.toThrow('no applicable key');
  });

  it('are public ones', async () => {
    const file = join(folder, 'jwks.json');
    const secret = await exportJWK(await generateSecret('HS256', { extractable: true }));
    writeFileSync(file, JSON.stringify({ keys: [secret] }));

    await expect(openKeySet(file, silent)).rejects.toThrow('not a JSON Web Key Set of public keys');
  });
});
