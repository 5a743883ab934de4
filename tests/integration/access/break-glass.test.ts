import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDayFiles } from '../../../gateway/access/audit/day-files.ts';
import { brokenGlass } from '../../../gateway/access/audit/reports/broken-glass.ts';
import { createGlassTokens } from '../../../gateway/access/break-glass/glass-token.ts';
import type { BrokenGlass } from '../../../service/access/identity.ts';
import { createIdentityTokens, identityKeyFrom } from '../../../service/access/identity-token.ts';
import {
  ASKER_HEADER,
  type GuardedGraph,
  startGuardedGraph,
} from '../../support/policy/guarded-graph.ts';
import { type Asker, IDENTITIES } from '../../support/policy/roles.ts';
import { linesIn } from '../../support/trail.ts';
import { writeHalves } from '../../support/withheld/sources.ts';

const key = identityKeyFrom('shared by gateway and subgraphs');
const RECORD = { office: 'A2', code: 'HS-2' };
const REASON = 'Công dân đang ở quầy, hệ thống của bộ phận kia ngừng hoạt động';
const OWN_AND_OTHERS = `{
  own: dossier(id: "A1:1") { code }
  other: dossier(id: "A2:1") { code applicant { name } }
  dossiers(first: 9) { totalCount }
}`;

let directory: string;
let trail: string;
let graph: GuardedGraph;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'motcua-glass-'));
  trail = join(directory, 'audit');
  await writeHalves(directory, '20s');
  graph = await startGuardedGraph(directory, { key, auditDir: trail });
}, 60_000);

afterAll(async () => {
  await graph.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Asking {
  readonly as: Asker;
  readonly token?: string;
}

const send = (path: string, body: object | undefined, { as, token }: Asking) =>
  graph.send(path, body, as, token === undefined ? {} : { 'x-break-glass': token });
const breakGlass = (as: Asker, more: object = {}) =>
  send('/break-glass', { record: RECORD, reason: REASON, ...more }, { as });
const ask = (query: string, asking: Asking) => send('/graphql', { query }, asking);

describe('breaking glass', () => {
  it('shows the one dossier and no other, to who took the right', async () => {
    const before = await ask(OWN_AND_OTHERS, { as: 'officer' });
    const { status, token } = await breakGlass('officer');
    const through = await ask(OWN_AND_OTHERS, { as: 'officer', token });
    const after = await ask(OWN_AND_OTHERS, { as: 'officer' });

    expect(status).toBe(201);
    expect(before.data).toMatchObject({ own: { code: 'HS-1' }, other: null });
    expect(through.data).toEqual({
      own: null,
      other: { code: 'HS-2', applicant: { name: 'Trần Thị Hoa' } },
      dossiers: { totalCount: 2 },
    });
    expect(after).toMatchObject({ data: before.data });
  });

  it.each([
    'Nghỉ phép 20/11/2026 - 24/11/2026, hồ sơ đến hạn',
    'Hẹn trả 20-11-2026 14:30, văn phòng A2 vắng',
    'Hồ sơ quá hạn từ 2026-11-20T14:30:00',
  ])('takes dates for no number of anybody: %s', async (reason) => {
    expect((await breakGlass('officer', { reason })).status).toBe(201);
  });

  it('stands in the trail before anything is seen by it, and on the supervisor’s list at once', async () => {
    const { token, until, request } = await breakGlass('officer');
    const listed = await send('/break-glass', undefined, { as: 'supervisor' });
    const seen = await ask(OWN_AND_OTHERS, { as: 'officer', token });
    const [told] = await brokenGlass(readDayFiles(trail));

    const broken = { request, entity: 'dossier', record: RECORD, reason: REASON, until };
    expect(listed.broken[0]).toMatchObject({ ...broken, answers: 0 });
    expect(told).toMatchObject({ ...broken, answers: 1, who: { subject: 'test#officer' } });
    const lines = (await linesIn(trail)).map(({ text }) => JSON.parse(text));
    expect(lines.find((line) => line.request === seen.request)).toMatchObject({
      glass: request,
      records: { Dossier: ['A2:1'] },
    });
  });

  it.each(['PUT', 'DELETE'])('is told how it is asked for where it is by %s', async (method) => {
    const response = await fetch(`${graph.url}/break-glass`, {
      method,
      headers: { [ASKER_HEADER]: 'officer', 'content-type': 'application/json' },
      body: '{}',
    });

    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST' } }],
    });
  });

  it('holds for a page of an export, too', async () => {
    const { token } = await breakGlass('officer');
    const query = encodeURIComponent('{ dossiers { nodes { code } } }');
    const response = await fetch(`${graph.url}/export?format=csv&query=${query}`, {
      headers: { [ASKER_HEADER]: 'officer', 'x-break-glass': token },
    });

    expect((await response.text()).match(/HS-./g)).toEqual(['HS-2', 'HS-2']);
  });

  it.each(['supervisor', 'analyst', 'citizen', 'auditor', 'anonymous'] as const)(
    'is refused to a %s, to whom the policy gives no such right',
    async (as) => {
      const { status, errors } = await breakGlass(as);

      expect(status).toBe(403);
      expect(errors[0].extensions.code).toBe('BREAK_GLASS_REFUSED');
    },
  );

  it.each([
    ['no reason', { reason: ' ' }],
    ['a reason that names somebody by a number', { reason: 'Tra cứu cho số 096123456789' }],
    ['one that is written in groups', { reason: 'Tra cứu cho số 096 123.456-789' }],
    ['one with signs between', { reason: 'Tra cứu cho số 0912+345+678' }],
    ['one beside a date', { reason: 'Tra cứu ngày 20/11/2026 cho số 0912 345 678' }],
    ['one that looks like dates', { reason: 'Tra cứu cho số 12.12.34.56.78' }],
    ['one in wide digits', { reason: 'Tra cứu cho số ０９１２３４５６７８' }],
    ['a record that is not named whole', { record: { office: 'A2' } }],
    [
      'a record that is named by what tells of people',
      { record: { applicantName: 'A', code: '' } },
    ],
  ])('takes %s for a bad request', async (_what, more) => {
    const { status, errors } = await breakGlass('officer', more);

    expect(status).toBe(400);
    expect(errors[0].extensions.code).toBe('BAD_REQUEST');
  });

  it.each(['officer', 'leader', 'citizen', 'anonymous'] as const)(
    'is told to no %s',
    async (as) => {
      const { status, broken } = await send('/break-glass', undefined, { as });

      expect([status, broken]).toEqual([403, undefined]);
    },
  );
});

describe('a token of broken glass', () => {
  const since = Math.floor(Date.now() / 1_000);
  const glass: BrokenGlass = { entity: 'dossier', record: RECORD, since, request: 'r-12345678' };
  const refusedBecause = ({ errors }: any): unknown => errors[0].extensions.details.reason;

  it('is good for nobody else', async () => {
    const { token } = await breakGlass('officer');
    const { status, ...answer } = await ask(OWN_AND_OTHERS, { as: 'leader', token });

    expect([status, refusedBecause(answer)]).toEqual([403, 'it is forged or another’s']);
  });

  it('ends, and none is good that another key has signed', async () => {
    const over = await createGlassTokens(key).write(glass, 'test#officer', since - 1);
    const forged = await createGlassTokens(identityKeyFrom('of somebody else')).write(
      ...([glass, 'test#officer', since + 60] as const),
    );

    const answers = [
      await ask(OWN_AND_OTHERS, { as: 'officer', token: over }),
      await ask(OWN_AND_OTHERS, { as: 'officer', token: forged }),
    ];

    expect(answers.map(refusedBecause)).toEqual(['its time is over', 'it is forged or another’s']);
  });

  it.each([
    ['is over', 'officer', { since: since - 16 * 60 }, 'its time is over'],
    ['has not begun', 'officer', { since: since + 60 }, 'its time is over'],
    ['is of a role that may not', 'supervisor', {}, 'the policy does not let you'],
    ['is of other fields', 'officer', { record: { code: 'HS-2' } }, 'the policy does not let you'],
  ] as const)(
    'that %s is refused by a subgraph, whatever its gateway has let through',
    async (_what, as, more, reason) => {
      const identity = { ...IDENTITIES[as], glass: { ...glass, ...more } };
      const token = await createIdentityTokens(key).write(identity);
      const contexts = graph.subgraphs.map((subgraph) =>
        subgraph.createContext({ headers: { 'x-identity': token } }),
      );

      for (const context of await Promise.allSettled(contexts))
        expect(context).toMatchObject({ reason: { extensions: { details: { reason } } } });
    },
  );
});
