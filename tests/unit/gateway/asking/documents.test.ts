import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import {
  createDocumentAdmission,
  withTrustedDocuments,
} from '../../../../gateway/asking/admit-documents.ts';
import { createAllowances } from '../../../../gateway/asking/allowances.ts';
import { readManifest } from '../../../../gateway/asking/manifest.ts';
import {
  openTrustedDocuments,
  type TrustedDocuments,
} from '../../../../gateway/asking/trusted-documents.ts';
import { USUAL_ASKS } from '../../../../service/access/policy-schema.ts';
import type { SharedStore } from '../../../../service/redis/shared-store.ts';
import { silent } from '../../../support/http/http-fixture.ts';

const hashOf = (text: string): string => hash('sha256', text);
const LISTED = 'query Offices { offices { code } }';
const OTHER = '{ offices { name } }';
const RELAY_ID = '8d5b7d9a1f0a4a2e9c0e';

const directory = mkdtempSync(join(tmpdir(), 'motcua-documents-'));
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

let files = 0;
function written(manifest: unknown): string {
  files += 1;
  const file = join(directory, `manifest-${files}.json`);
  writeFileSync(file, JSON.stringify(manifest));
  return file;
}

describe('readManifest', () => {
  it.each([
    ['Relay', { [RELAY_ID]: LISTED }, RELAY_ID],
    ['graphql-codegen', { [hashOf(LISTED)]: LISTED }, hashOf(LISTED)],
    [
      'Apollo',
      {
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ id: RELAY_ID, body: LISTED, name: 'Offices', type: 'query' }],
      },
      RELAY_ID,
    ],
  ])('reads that of %s', (_, manifest, id) => {
    expect([...readManifest(JSON.stringify(manifest), 'm.json')]).toEqual([[id, LISTED]]);
  });

  it.each([
    ['no JSON', '{', 'm.json is no JSON'],
    ['a list', '[]', 'm.json is no manifest'],
    ['texts that are none', '{"a": 1}', 'm.json is no manifest of documents: a'],
    [
      'a version to come',
      '{"format":"apollo-persisted-query-manifest","version":2,"operations":[]}',
      'm.json is no manifest of documents: version',
    ],
  ])('refuses %s, by the file’s name', (_, json, told) => {
    expect(() => readManifest(json, 'm.json')).toThrow(told);
  });
});

describe('trusted documents', () => {
  const opened = (trustedDocuments: string) =>
    openTrustedDocuments({ trustedDocuments, trustedDocumentsMode: undefined }, {}, silent);

  it('are found by the ids of their manifest, by their hash, and by their text', async () => {
    const documents = (await opened(written({ [RELAY_ID]: LISTED })))!;

    expect(documents.mode).toBe('enforce');
    expect(await documents.byId(RELAY_ID)).toBe(LISTED);
    expect(await documents.byId(hashOf(LISTED))).toBe(LISTED);
    expect([await documents.has(LISTED), await documents.has(OTHER)]).toEqual([true, false]);
    documents.close();
  });

  it('are those of all manifests of a folder, and change with them', async () => {
    const folder = mkdtempSync(join(directory, 'folder-'));
    writeFileSync(join(folder, 'web.json'), JSON.stringify({ web: LISTED }));
    const documents = (await opened(folder))!;
    const clock = jest.spyOn(Date, 'now');
    const later = Date.now() + 5_000;
    clock.mockReturnValue(later);

    writeFileSync(join(folder, 'app.json'), JSON.stringify({ app: OTHER }));
    const added = await documents.byId('app');
    writeFileSync(join(folder, 'web.json'), '{');
    utimesSync(join(folder, 'web.json'), later, later);
    clock.mockReturnValue(later + 5_000);
    const kept = await documents.byId('web');
    clock.mockRestore();

    expect([added, kept]).toEqual([OTHER, LISTED]);
    documents.close();
  });

  it('are refused where one id stands for two, and where there are none at all', async () => {
    const folder = mkdtempSync(join(directory, 'folder-'));
    writeFileSync(join(folder, 'a.json'), JSON.stringify({ same: LISTED }));
    writeFileSync(join(folder, 'b.json'), JSON.stringify({ same: OTHER }));

    await expect(opened(folder)).rejects.toThrow('same is another document in');
    await expect(
      openTrustedDocuments(
        { trustedDocuments: undefined, trustedDocumentsMode: 'enforce' },
        {},
        silent,
      ),
    ).rejects.toThrow('needs documents');
  });

  it('are told to gateways with the same secret, and to no others', async () => {
    const kept = new Map<string, string>();
    // The store is not there yet when the file is read.
    let lost = true;
    const shared: SharedStore = {
      get: (key) => Promise.resolve(kept.get(key)),
      set(key, value) {
        if (!lost) kept.set(key, value);
        return Promise.resolve(!lost);
      },
      add: () => Promise.resolve(undefined),
      addDistinct: () => Promise.resolve(undefined),
      close: () => Promise.resolve(),
    };
    const mode = { trustedDocumentsMode: 'enforce' } as const;
    const withKey = (byte: number) => ({ shared, sharedKey: new Uint8Array(32).fill(byte) });
    const lister = (await openTrustedDocuments(
      { ...mode, trustedDocuments: written({ [RELAY_ID]: LISTED }) },
      withKey(1),
      silent,
    ))!;
    lost = false;
    for (let tries = 0; kept.size < 2 && tries < 100; tries += 1) await sleep(50);
    const none = { ...mode, trustedDocuments: undefined };
    const friend = (await openTrustedDocuments(none, withKey(1), silent))!;
    const stranger = (await openTrustedDocuments(none, withKey(2), silent))!;

    expect([await friend.byId(RELAY_ID), await friend.has(LISTED)]).toEqual([LISTED, true]);
    expect([await stranger.byId(RELAY_ID), await stranger.has(LISTED)]).toEqual([undefined, false]);

    for (const [key, value] of kept)
      kept.set(key, JSON.stringify({ ...JSON.parse(value), text: OTHER }));
    const late = (await openTrustedDocuments(none, withKey(1), silent))!;
    expect([await late.byId(RELAY_ID), await late.has(OTHER)]).toEqual([undefined, false]);
    for (const documents of [lister, friend, stranger, late]) documents.close();
  });
});

const documents: TrustedDocuments = {
  mode: 'enforce',
  byId: (id) => Promise.resolve([RELAY_ID, hashOf(LISTED)].includes(id) ? LISTED : undefined),
  has: (text) => Promise.resolve(text === LISTED),
  close: () => undefined,
};

/** What goes on to be answered of a request, of one whose role says so of documents. */
async function passed(
  request: { readonly method: string; readonly search?: string; readonly body?: unknown },
  may: 'any' | 'trusted' = 'trusted',
) {
  const roles = [{ name: 'anonymous', asks: { ...USUAL_ASKS, documents: may } }];
  const allowanceOf = createAllowances({ roles, documentScopes: [] });
  let went: { readonly search: string; readonly body: unknown } | undefined;
  const answering = withTrustedDocuments(
    (on) => {
      went = on;
      return Promise.resolve({ status: 200, headers: new Map(), body: Buffer.alloc(0) });
    },
    createDocumentAdmission(documents, allowanceOf, silent),
  );
  const exchange = { requestId: 'r', headers: {}, told: {} } as never;
  await answering({ search: '', body: undefined, ...request }, exchange);
  return went!;
}

const persisted = (sha256Hash: unknown) => ({ persistedQuery: { version: 1, sha256Hash } });

describe('the admission of documents', () => {
  it.each([
    ['documentId', { documentId: RELAY_ID }],
    ['docId', { docId: RELAY_ID }],
    ['doc_id', { doc_id: RELAY_ID }],
    ['Apollo’s hash', { extensions: persisted(hashOf(LISTED)) }],
  ])(
    'answers what is asked for by %s as if its text had been sent, by POST and by GET',
    async (_, body) => {
      const { extensions, ...ids } = body as { extensions?: object };
      const search = new URLSearchParams({
        ...ids,
        variables: '{"a":1}',
        ...(extensions && { extensions: JSON.stringify(extensions) }),
      });

      const posted = await passed({ method: 'POST', body: { ...body, variables: { a: 1 } } });
      const got = await passed({ method: 'GET', search: `?${search.toString()}` });

      const sent = new URLSearchParams(got.search);
      expect(posted.body).toEqual({
        query: LISTED,
        variables: { a: 1 },
        ...(extensions && { extensions: {} }),
      });
      expect([sent.get('query'), sent.get('variables')]).toEqual([LISTED, '{"a":1}']);
      expect(got.search).not.toMatch(/Id=|doc_id|sha256Hash/);
    },
  );

  it.each([
    ['a text', { query: OTHER }],
    ['a text with a listed one’s hash', { query: OTHER, extensions: persisted(hashOf(LISTED)) }],
    ['a text with a listed one’s id', { query: OTHER, documentId: RELAY_ID }],
    ['a listed text that is not the same', { query: `${LISTED} ` }],
    ['an id that nobody lists', { documentId: 'unknown' }],
    ['an id that is none', { documentId: { $ne: null } }],
    ['a hash that was registered', { extensions: persisted(hashOf(OTHER)) }],
    ['an empty text with a hash', { query: '', extensions: persisted(hashOf(OTHER)) }],
    ['a hash that is none', { extensions: persisted(['x']) }],
  ])('refuses %s', async (_, body) => {
    await expect(passed({ method: 'POST', body })).rejects.toMatchObject({
      extensions: { code: 'DOCUMENT_NOT_TRUSTED' },
    });
  });

  it('lets everything through of those who may send others, but ids that nobody knows', async () => {
    const body = { query: OTHER, extensions: persisted(hashOf(OTHER)) };

    expect((await passed({ method: 'POST', body }, 'any')).body).toBe(body);
    await expect(
      passed({ method: 'POST', body: { documentId: 'unknown' } }, 'any'),
    ).rejects.toThrow('listed');
  });

  it('lets nothing through that names a document but a listed text, however it is put', async () => {
    const text = fc.constantFrom(OTHER, LISTED, '', hashOf(OTHER), hashOf(LISTED), RELAY_ID);
    const anything = fc.oneof(text, fc.constantFrom(null, 1, [], {}, [OTHER], { query: OTHER }));
    const extensions = fc.oneof(
      anything,
      fc.record({ persistedQuery: anything }),
      fc.record({ persistedQuery: fc.record({ version: anything, sha256Hash: anything }) }),
    );
    const part = fc.record(
      { query: anything, documentId: anything, docId: anything, doc_id: anything, extensions },
      { requiredKeys: [] },
    );
    const inAddress = fc.array(
      fc.tuple(
        fc.constantFrom('query', 'documentId', 'docId', 'doc_id', 'extensions'),
        fc.oneof(
          text,
          extensions.map((value) => JSON.stringify(value)),
          fc.constant('{'),
        ),
      ),
      { maxLength: 5 },
    );

    await fc.assert(
      fc.asyncProperty(part, inAddress, async (body, parts) => {
        const posted = await passed({ method: 'POST', body }).catch(() => undefined);
        const search = `?${new URLSearchParams(parts).toString()}`;
        const got = await passed({ method: 'GET', search }).catch(() => undefined);

        const sent = new URLSearchParams(got?.search);
        const { query, extensions: kept } = (posted?.body ?? {}) as Record<string, any>;
        expect([undefined, null, LISTED]).toContain(query);
        if (query !== LISTED) expect(kept?.persistedQuery?.sha256Hash ?? null).toBeNull();
        expect(sent.getAll('query').every((one) => one === LISTED)).toBe(true);
        if (!sent.has('query')) expect(sent.get('extensions') ?? '').not.toMatch(/sha256Hash":"/);
      }),
      { numRuns: 2_000 },
    );
  });
});
