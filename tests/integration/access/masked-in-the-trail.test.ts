import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'graphql';
import { createEngine } from '../../../gateway/engine/engine.ts';
import type { Engine } from '../../../gateway/engine/api.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import { createInProcessTransport } from '../../../gateway/transport/in-process.ts';
import type { SubgraphTransport } from '../../../gateway/transport/transport.ts';
import { inRepository, SUBGRAPHS } from '../../../scripts/run/subgraph-names.ts';
import { createSubgraph } from '../../../scripts/run/subgraphs.ts';
import type { Identity } from '../../../service/access/identity.ts';
import type { IdentityReader } from '../../../service/access/identity-token.ts';
import type { Policy, Role, Showing } from '../../../service/access/policy.ts';
import { onestopKind } from '../../../subgraphs/onestop/context.ts';
import { openStore } from '../../../subgraphs/sources/copy/keeping/open-store.ts';
import { type CopyKey, createCopyKey } from '../../../subgraphs/sources/copy/personal/copy-key.ts';
import type { CopySettings } from '../../../subgraphs/sources/copy/with-copies.ts';
import { copySource } from '../../../subgraphs/sources/copy/writing/copy-source.ts';
import { openSources } from '../../../subgraphs/sources/database/opening/open-sources.ts';
import { hashOf } from '../../support/federation/federation.ts';
import { serveLocally, servingConfig, silent } from '../../support/http/http-fixture.ts';
import { ASKER_HEADER, startGuardedGraph } from '../../support/policy/guarded-graph.ts';
import { IDENTITIES, policy } from '../../support/policy/roles.ts';
import { linesIn } from '../../support/trail.ts';
import { writeHalves } from '../../support/withheld/sources.ts';
import { runs } from '../../support/run/runs.ts';

jest.setTimeout(120_000);

const RUNS = runs(60, 25);

/** What stands where of a dossier: by the class that its schema says. */
const PLACES = {
  'applicant.name': 'name',
  'applicant.idNumber': 'identity-number',
  'applicant.phone': 'phone',
  'applicant.address': 'address',
  subject: 'text',
  'source.repairs.raw': 'raw',
} as const;

type Place = keyof typeof PLACES;

/** Who asks, which engine, in which ways, for which places in each, and whether by names of the client's own. */
type Drawn = [Identity, string, string[], Place[][], boolean];

const shown = (usually: Showing) => ({ usually, for: {} });

const officer = policy.roles.find(({ name }) => name === 'officer') as Role;

/** The policy, and a role that is shown some fields of a class plain and others masked. */
const withMixed: Policy = {
  ...policy,
  roles: [
    ...policy.roles,
    {
      ...officer,
      name: 'mixed',
      entities: {
        ...officer.entities,
        dossier: {
          ...officer.entities['dossier']!,
          rows: 'all',
          show: {
            applicantName: shown('mask'),
            applicantIdNumber: shown('allow'),
            applicantPhone: shown('mask'),
            applicantAddress: shown('deny'),
            subject: shown('allow'),
          },
        },
      },
    },
  ],
};

const people: Readonly<Record<string, Identity>> = {
  ...IDENTITIES,
  mixed: { ...IDENTITIES.officer, roles: ['mixed'] },
};

const ways: Record<string, (dossier: string) => string> = {
  list: (dossier) => `dossiers { nodes ${dossier} }`,
  edges: (dossier) => `d: dossiers(first: 1) { edges { node ${dossier} } }`,
  id: (dossier) => `one: dossier(id: "A2:1") ${dossier}`,
  code: (dossier) => `dossiersByCode(code: "HS-1") { nodes ${dossier} }`,
  procedure: (dossier) => `procedure(code: "1.000001") { dossiers { nodes ${dossier} } }`,
  document: (dossier) => `documents { nodes { dossiers { nodes ${dossier} } } }`,
  copy: (dossier) => `c: dossiers(freshness: COPY) { nodes ${dossier} }`,
  linked: (dossier) => `l: dossiers { nodes { id linked ${dossier} } }`,
};

/** Some fields of a dossier, each beside its id; `other` has them by names of the client's own. */
function selectionOf(places: readonly Place[], other: boolean): string {
  const alias = (name: string) => (other ? `x_${name}: ${name}` : name);
  const applicant = places.flatMap((place) =>
    place.startsWith('applicant.') ? [alias(place.slice('applicant.'.length))] : [],
  );
  return [
    '{ of: id',
    ...(applicant.length === 0
      ? []
      : [`applicant { ... on Applicant { ${applicant.join(' ')} } }`]),
    ...(places.includes('subject') ? [alias('subject')] : []),
    ...(places.includes('source.repairs.raw') ? ['source { repairs { field raw } }'] : []),
    '}',
  ].join(' ');
}

interface Shown {
  readonly place: Place;
  readonly value: string;
  /** Which dossier, and of a repair which field: what stands there is one thing. */
  readonly of: string;
}

/** What an answer really holds. */
function* heldIn(value: any): Generator<Shown> {
  if (Array.isArray(value)) for (const one of value) yield* heldIn(one);
  if (typeof value !== 'object' || value === null) return;
  if (typeof value.of === 'string') {
    for (const name of ['name', 'idNumber', 'phone', 'address'] as const) {
      const held = value.applicant?.[name] ?? value.applicant?.[`x_${name}`];
      if (held != null) yield { place: `applicant.${name}`, value: held, of: value.of };
    }
    const subject = value.subject ?? value.x_subject;
    if (subject != null) yield { place: 'subject', value: subject, of: value.of };
    for (const { field, raw } of value.source?.repairs ?? []) {
      if (raw !== null)
        yield { place: 'source.repairs.raw', value: raw, of: `${value.of} ${field}` };
    }
  }
  for (const one of Object.values(value)) yield* heldIn(one);
}

let now: Identity = IDENTITIES.inspector;
const identities: IdentityReader = { read: () => Promise.resolve(now) };
const closing: (() => Promise<void>)[] = [];
let directory: string;
let copies: CopySettings & { readonly key: CopyKey };
const engines = new Map<string, Engine>();
const truth = new Map<string, string>();

async function openEngines(): Promise<void> {
  const inProcess = new Map<string, SubgraphTransport>();
  const distributed = new Map<string, SubgraphTransport>();
  const config = servingConfig({});
  for (const { name: subgraph } of SUBGRAPHS) {
    const options = { environment: {}, log: silent, policy: withMixed, identities, copies };
    const opened = await createSubgraph(subgraph, {
      sourcesDirectory: join(directory, subgraph),
      ...options,
    });
    inProcess.set(
      subgraph,
      createInProcessTransport({
        schema: opened.schema,
        createContext: (headers, signal) => opened.createContext({ headers, signal }),
        deadlineMs: 15_000,
      }),
    );
    const served = await serveLocally(opened, { deadlineMs: 15_000, drainMs: 1 });
    closing.push(() => served.close());
    const over = createHttpTransport({
      encoding: 'utf8',
      url: `${served.url}/graphql`,
      deadlineMs: 15_000,
      maxAnswerBytes: config.maxAnswerBytes,
    });
    closing.push(() => over.close());
    distributed.set(subgraph, over);
  }
  const supergraphSdl = readFileSync(inRepository('schema/supergraph.graphql'), 'utf8');
  for (const [way, transports] of Object.entries({ inProcess, distributed })) {
    const engine = createEngine({
      supergraphSdl,
      watches: true,
      transports: (subgraph) => transports.get(subgraph) as SubgraphTransport,
    });
    closing.push(() => {
      engine.close();
      return Promise.resolve();
    });
    engines.set(way, engine);
  }
}

async function answered(engine: string, query: string) {
  const { data, seen } = await engines.get(engine)!.execute({
    document: parse(query),
    documentHash: hashOf(query),
    headers: {},
  });
  return { held: [...heldIn(JSON.parse(data!.toString()))], seen };
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'motcua-masked-'));
  const key = createCopyKey(randomBytes(32));
  copies = { directory: join(directory, 'copies'), memory: '100MB', threads: 1, every: null, key };
  await writeHalves(directory, '20s', '\ncopy: { share: 1, personal: true }');
  const sources = openSources({
    directory: join(directory, 'onestop'),
    kind: onestopKind,
    environment: {},
    log: silent,
  });
  for (const source of sources) {
    await copySource(source, { store: openStore(copies, 'onestop'), key: copies.key });
    await source.close();
  }
  await openEngines();
  const all = selectionOf(Object.keys(PLACES) as Place[], false);
  const { held } = await answered('inProcess', `{ ${ways['list']!(all)} }`);
  for (const { of, place, value } of held) truth.set(`${of} ${place}`, value);
});
afterAll(async () => {
  for (const close of closing) await close();
  rmSync(directory, { recursive: true });
});

describe('what the trail is told of each class', () => {
  it('is known of each place as it stands', () => {
    const places = [...truth.keys()].map((key) => key.split(' ').at(-1));
    expect(new Set(places)).toEqual(new Set(Object.keys(PLACES)));
  });

  it('is what the answer holds: plain where anything of it is plain, masked where all of it is', async () => {
    const met = new Set<string>();
    const places = Object.keys(PLACES) as Place[];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(people)),
        fc.constantFrom('inProcess', 'distributed'),
        fc.subarray(Object.keys(ways), { minLength: 1, maxLength: 3 }),
        fc.array(fc.subarray(places, { minLength: 1 }), { minLength: 3, maxLength: 3 }),
        fc.boolean(),
        async (person, where, chosen, selections, other) => {
          now = person;
          const parts = chosen.map((way, at) => ways[way]!(selectionOf(selections[at]!, other)));
          const { held, seen } = await answered(where, `{ ${parts.join(' ')} }`);

          const classes = new Set(held.map(({ place }) => PLACES[place]));
          const plain = new Set(
            held
              .filter(({ of, place, value }) => truth.get(`${of} ${place}`) === value)
              .map(({ place }) => PLACES[place]),
          );
          const masked = [...classes].filter((name) => !plain.has(name));
          expect([...(seen?.classes ?? [])].sort()).toEqual([...classes].sort());
          expect([...(seen?.masked ?? [])].sort()).toEqual(masked.sort());
          for (const name of masked) met.add(`${where} ${name} masked`);
          for (const name of plain) met.add(`${where} ${name} plain`);
        },
      ),
      {
        numRuns: RUNS,
        // All of everybody's list, so that each class is met both ways whatever is drawn.
        examples: Object.values(people).flatMap((person) =>
          ['inProcess', 'distributed'].map((where): Drawn => [
            person,
            where,
            ['list'],
            [places, places, places],
            false,
          ]),
        ),
      },
    );
    for (const where of ['inProcess', 'distributed']) {
      for (const name of ['name', 'identity-number', 'phone']) {
        for (const how of ['masked', 'plain']) expect(met).toContain(`${where} ${name} ${how}`);
      }
    }
  });

  it('stands in the lines of answers and of exports', async () => {
    const auditDir = join(directory, 'audit');
    const graph = await startGuardedGraph(directory, { key: randomBytes(32), auditDir });
    const query = '{ dossiers { nodes { applicant { name phone } } } }';
    await graph.send('/graphql', { query }, 'supervisor');
    await graph.send('/graphql', { query }, 'inspector');
    const address = `${graph.url}/export?format=ndjson&query=${encodeURIComponent(query)}`;
    await (await fetch(address, { headers: { [ASKER_HEADER]: 'supervisor' } })).text();
    await graph.close();

    const said = (await linesIn(auditDir)).map(({ text }) => JSON.parse(text));
    const classes = ['name', 'phone'];
    expect(said.filter(({ kind }) => kind === 'seen')).toMatchObject([
      { via: 'graphql', classes, masked: classes },
      { via: 'graphql', classes, masked: [], purpose: 'INSPECTION' },
      { via: 'export', classes, masked: classes },
    ]);
  });
});
