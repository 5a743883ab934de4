import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { startChildGraph } from '../../../scripts/trials/child-graph.ts';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import { openProvince, type Province } from '../../support/graphs/province.ts';
import { linesIn, openFolder, seen, verifyFolder } from '../../support/trail.ts';

// The first operation of a gateway waits for its plan, on a busy machine for long.
jest.setTimeout(30_000);

const NAMES = '{ dossiers(first: 20) { nodes { applicant { name idNumber } } } }';

let province: Province;
let service: HttpService;
let directory: string;

beforeAll(async () => {
  province = await openProvince();
  directory = join(province.directory, 'audit');
  service = await province.standalone('compiled', { auditDir: directory });
}, 120_000);

afterAll(async () => {
  await service.close();
  province.close();
});

async function ask(query: string, url = service.url) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as any;
  return { status: response.status, request: response.headers.get('x-request-id')!, data, errors };
}

/** What the trail says of a request. */
async function entryOf(request: string) {
  const lines = await linesIn(directory);
  const line = lines.find(({ text }) => text.includes(`"request":"${request}"`));
  return line && JSON.parse(line.text);
}

const lastFile = (folder: string) =>
  join(
    folder,
    readdirSync(folder)
      .filter((name) => name.endsWith('.ndjson'))
      .sort()
      .at(-1)!,
  );

describe('the trail of a gateway', () => {
  it('says who saw which dossiers and fields of which classes, before the answer leaves', async () => {
    const { request } = await ask(`query Counter ${NAMES}`);

    expect(await entryOf(request)).toMatchObject({
      kind: 'seen',
      via: 'graphql',
      who: { subject: 'anonymous', kind: 'anonymous' },
      operation: 'Counter',
      rows: 20,
      classes: expect.arrayContaining(['name', 'identity-number']),
      sources: expect.arrayContaining([expect.stringMatching(/^H12/)]),
    });
    const { records } = await entryOf(request);
    expect(records.Dossier).toHaveLength(20);
  });

  it('says the same by whatever way an answer is made', async () => {
    // The first of its kind goes through Apollo Server, the second does not.
    const twice = [await ask(`${NAMES} # once`), await ask(`${NAMES} # once`)];

    const [one, other] = await Promise.all(twice.map(({ request }) => entryOf(request)));
    expect(other.records).toEqual(one.records);
    expect(other.hash).toBe(one.hash);
  });

  it('names dossiers by the ids under which the graph has them', async () => {
    const { data } = await ask(
      '{ dossiers(first: 3) { nodes { id subject applicant { name } } } }',
    );
    const { request } = await ask('{ dossiers(first: 3) { nodes { applicant { name } } } }');

    const { records } = await entryOf(request);
    expect(records.Dossier).toEqual(data.dossiers.nodes.map(({ id }: { id: string }) => id));
  });

  it('has no line where nothing personal was shown', async () => {
    const { request } = await ask('{ dossiers(first: 3) { nodes { id code receivedOn } } }');

    expect(await entryOf(request)).toBeUndefined();
  });

  it('says by what was searched, and never for what', async () => {
    const { data } = await ask(NAMES);
    const [{ applicant }] = data.dossiers.nodes;
    const query = `{ dossiers(where: { applicantName: { eq: ${JSON.stringify(applicant.name)} } }) { nodes { code } } }`;
    const { request } = await ask(query);

    const entry = await entryOf(request);
    expect(entry).toMatchObject({ searched: ['name'], classes: [] });
    expect(entry.records.Dossier.length).toBeGreaterThan(0);
    const whole = readFileSync(lastFile(directory), 'utf8');
    for (const node of data.dossiers.nodes) {
      expect(whole).not.toContain(node.applicant.name);
      if (node.applicant.idNumber) expect(whole).not.toContain(`"${node.applicant.idNumber}"`);
    }
  });

  it('has a line for each page of an export', async () => {
    const query =
      '{ dossiers(offices: ["H12.NC"], where: { receivedOn: { gte: "2016-12-01" } }) { nodes { subject } } }';
    const address = `${service.url}/export?format=ndjson&page=10&query=${encodeURIComponent(query)}`;
    const response = await fetch(address);
    const rows = (await response.text()).trim().split('\n').length - 1;

    const request = response.headers.get('x-request-id')!;
    const entries = (await linesIn(directory))
      .filter(({ text }) => text.includes(`"request":"${request}"`))
      .map(({ text }) => JSON.parse(text));
    expect(entries.length).toBe(Math.ceil(rows / 10));
    expect(entries[0]).toMatchObject({ via: 'export', classes: ['text'] });
  });

  it('cannot be written: no answer leaves until it can', async () => {
    const file = lastFile(directory);
    const { size } = statSync(file);
    appendFileSync(file, 'not ours\n');

    const refused = await ask(NAMES);
    const harmless = await ask('{ dossiers(first: 1) { nodes { code } } }');
    const exported = await fetch(
      `${service.url}/export?query=${encodeURIComponent('{ dossiers { nodes { subject } } }')}`,
    );
    truncateSync(file, size);
    const answered = await ask(NAMES);

    expect(refused).toMatchObject({
      status: 503,
      errors: [{ extensions: { code: 'AUDIT_UNAVAILABLE' } }],
    });
    expect(refused.data).toBeUndefined();
    expect(harmless.status).toBe(200);
    expect(exported.status).toBe(503);
    expect(answered.status).toBe(200);
    expect(await verifyFolder(directory)).not.toHaveProperty('broken');
  });
});

describe('a gateway that is to withhold what it cannot record', () => {
  const ASKED = `query Who { dossiers(first: 3) { nodes {
    code subject applicant { kind name idNumber } ... on Dossier { again: applicant { phone } } } } }`;

  it('answers without personal data meanwhile, and says so; refuses what was searched for by it', async () => {
    const trail = join(province.directory, 'withheld');
    const settings = { auditDir: trail, auditFailure: 'withhold' };
    const gateway = await province.standalone('compiled', settings);
    const before = await ask(ASKED, gateway.url);
    const file = lastFile(trail);
    const { size } = statSync(file);
    appendFileSync(file, 'not ours\n');

    const withheld = await ask(ASKED, gateway.url);
    const { name } = before.data.dossiers.nodes[0].applicant;
    const searched = await ask(
      `{ dossiers(where: { applicantName: { eq: ${JSON.stringify(name)} } }) { nodes { code } } }`,
      gateway.url,
    );
    truncateSync(file, size);
    const after = await ask(ASKED, gateway.url);
    await gateway.close();

    const nothing = { name: null, idNumber: null };
    const blank = ({ code, applicant: { kind } }: any) => ({
      code,
      subject: null,
      applicant: { kind, ...nothing },
      again: { phone: null },
    });
    expect(withheld.status).toBe(200);
    expect(withheld.data.dossiers.nodes).toEqual(before.data.dossiers.nodes.map(blank));
    expect(withheld.errors).toMatchObject([{ extensions: { code: 'AUDIT_WITHHELD' } }]);
    expect(searched).toMatchObject({ status: 503, data: undefined });
    expect(after.data).toEqual(before.data);
    const lines = (await linesIn(trail)).map(({ text }) => text).join();
    expect(lines).not.toContain(withheld.request);
  });
});

describe('npm run audit', () => {
  const audit = (...args: string[]) =>
    spawnSync(
      process.execPath,
      [
        '--import',
        'tsx',
        inRepository('scripts/audit/audit.ts'),
        ...(args.includes('--audit-dir') ? args : [...args, '--audit-dir', directory]),
      ],
      { encoding: 'utf8' },
    );

  it('verifies a trail that holds, and names the first broken place of one that does not', () => {
    const { stdout: held, status: well } = audit('verify');
    const file = lastFile(directory);
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole.replace('"via":"graphql"', '"via":"graphqL"'));
    const { stdout: broken, status: faulty } = audit('verify');
    writeFileSync(file, whole);

    expect([held.split(':')[0], well]).toEqual(['The trail holds', 0]);
    expect([broken, faulty]).toEqual([
      `Broken at ${file}:2: it does not follow from the line before: one was changed.\n`,
      1,
    ]);
  }, 60_000);

  it('says where a trail is looked for, whatever is asked of one that is not there', () => {
    const nowhere = join(directory, 'nowhere');
    const told = ['verify', 'search'].map((command) => {
      const { stderr, status } = audit(command, '--audit-dir', nowhere);
      return [stderr, status];
    });

    const line = `There is no trail at “${nowhere}”: --audit-dir (or AUDIT_DIR) says where a gateway keeps it.\n--help lists all settings.\n`;
    expect(told).toEqual([
      [line, 2],
      [line, 2],
    ]);
  }, 60_000);

  it('tells where the data of one person stands, and who saw it, the one who asks too', async () => {
    const { data } = await ask(
      '{ dossiers(offices: ["H12.NC"], first: 50) { nodes { id applicant { idNumber } } } }',
    );
    const { id, applicant } = data.dossiers.nodes.find((node: any) => node.applicant.idNumber);
    const child = spawn(
      process.execPath,
      [
        ...['--import', 'tsx', inRepository('scripts/audit/audit.ts'), 'subject'],
        ...['--audit-dir', directory, '--graph', `${service.url}/graphql`],
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    child.stdin.end(`${applicant.idNumber}\n`);
    const told = await text(child.stdout);

    const [held, who] = told.split('Who saw them:');
    expect(held).toContain(id);
    expect(who).toMatch(/searched by.*\n.*identity-number/);
    expect(told).not.toContain(applicant.idNumber);
  }, 60_000);
});

describe('a gateway that is killed under load', () => {
  it('has a line for every answer that a client has received, and its trail holds', async () => {
    const trail = join(province.directory, 'killed');
    const graph = await startChildGraph({
      demo: join(province.directory, 'demo'),
      environment: { AUDIT_DIR: trail },
    });
    await ask(NAMES, graph.url);
    const received: string[] = [];
    const clients = Array.from({ length: 16 }, async () => {
      for (;;) {
        const answer = await ask(NAMES, graph.url).catch(() => undefined);
        if (answer === undefined) return;
        // A busy machine refuses some.
        if (answer.status === 200) received.push(answer.request);
      }
    });
    while (received.length < 60) await wait(20);
    // Sockets close before the process is gone.
    const gone = once(graph.process, 'exit');
    graph.process.kill('SIGKILL');
    await Promise.all([gone, ...clients]);

    const found = new Set(
      (await linesIn(trail)).flatMap(({ text }) => /"request":"([^"]+)"/.exec(text)?.[1] ?? []),
    );
    expect(received.length).toBeGreaterThan(59);
    expect(received.filter((request) => !found.has(request))).toEqual([]);

    const reopened = await openFolder(trail);
    await reopened.record(seen('afterwards'));
    await reopened.close();
    expect(await verifyFolder(trail)).not.toHaveProperty('broken');
  }, 60_000);
});
