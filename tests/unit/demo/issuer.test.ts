import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTokenReader } from '../../../gateway/access/tokens.ts';
import { openDemoIssuer } from '../../../scripts/credentials/demo-issuer.ts';
import {
  DEMO_PEOPLE,
  demoIdentities,
  demoIdentity,
} from '../../../scripts/credentials/demo-people.ts';

describe('the demo’s own issuer', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-issuer-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('keeps its key to its owner, and the same one for the next start', async () => {
    const [first, second] = [await openDemoIssuer(folder), await openDemoIssuer(folder)];
    const token = await first.sign({ subject: 'lan', roles: ['officer'], claims: {} });

    expect(statSync(join(folder, 'issuer.json')).mode & 0o777).toBe(0o600);
    await expect(createTokenReader([second.trusted], 0)(token)).resolves.toBeDefined();
  });

  it.each(DEMO_PEOPLE)('makes a token by which one is who acts as $role', async (person) => {
    const issuer = await openDemoIssuer(folder);
    const { role, claims } = person;

    const token = await issuer.sign({
      subject: 'lan',
      roles: [role],
      claims,
      purpose: 'INSPECTION',
    });
    const { subject, claims: read, ...rest } = await createTokenReader([issuer.trusted], 0)(token);

    const { claims: expected, ...same } = demoIdentity(role);
    expect(subject).toBe('urn:motcua:demo#lan');
    expect(read).toEqual({ office: [], idNumber: [], ...expected });
    expect({ ...rest, subject: `demo#${role}` }).toEqual({ ...same, purpose: 'INSPECTION' });
  });

  it('is trusted by nobody who has another key', async () => {
    const other = await openDemoIssuer(join(folder, 'other'));
    const issuer = await openDemoIssuer(folder);
    const token = await issuer.sign({ subject: 'lan', roles: ['officer'], claims: {} });

    await expect(createTokenReader([other.trusted], 0)(token)).rejects.toMatchObject({
      extensions: { details: { reason: 'SIGNATURE_WRONG' } },
    });
  });
});

describe('a subgraph over the demo that no gateway tells who asks', () => {
  it('takes whoever asks for one who plays a role, and refuses who says more', async () => {
    const identities = demoIdentities('analyst');

    await expect(identities.read({})).resolves.toMatchObject({ roles: ['analyst'] });
    await expect(identities.read({ 'x-identity': 'x' })).rejects.toMatchObject({
      extensions: { code: 'BAD_IDENTITY' },
    });
  });
});
