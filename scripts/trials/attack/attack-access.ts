import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { wholeNumber } from '../../../service/settings/settings.ts';
import {
  CANARIES,
  createTrusted,
  goodPayload,
  type Hostile,
  type Hostility,
  hostilities,
  type Trusted,
} from './hostile-tokens.ts';
import { hostileQuestions, LISTED, newAddress, POLICY } from './hostile-questions.ts';
import { ensureDemoData } from '../../demo/ensure.ts';
import { inRepository, SUBGRAPHS } from '../../run/subgraph-names.ts';

const SCALE = 0.001;
const AT_A_TIME = 32;
const SECRET = 'shared by gateway and subgraphs'.replaceAll(' ', '-');
const QUERY = `query Attack { dossiers(first: 1, where: { applicantIdNumber: { eq: "${CANARIES[0]}" } }) { nodes { code } } }`;

/** How a code is answered; of the others 403. */
const STATUSES = new Map([
  ['UNAUTHENTICATED', 401],
  ['RATE_LIMITED', 429],
  ['COST_BUDGET_SPENT', 429],
  ['CITIZENS_BUDGET_SPENT', 429],
  // A document that is refused, to a client that takes plain JSON.
  ['FORBIDDEN_SCHEMA', 200],
  // Of a field, whose place in the answer is null.
  ['FORBIDDEN_FIELD', 200],
  ['FORBIDDEN_ROWS', 200],
]);

/** A process under attack: where it is, and all that it has logged. */
interface Target {
  readonly url: string;
  readonly logged: () => string;
  close(): Promise<void>;
}

/** What the requests of one kind have met. */
interface Met {
  readonly right: number;
  readonly wrong: ReadonlyMap<string, number>;
}

await runCommand(
  {
    usage: 'npm run attack:access -- [--requests N]',
    about:
      'Sends a gateway and a subgraph of its own, on the loopback alone, requests of people who are not who they say, and of people who are and ask what they may not. Exit code 1 where one is not refused with the code of its kind, where a rightful one is refused, or where a log holds what a client has sent.',
    settings: z.object({
      requests: wholeNumber(1, 1_000_000).default(10_000).meta({
        flag: 'requests',
        give: 'a number of requests, a million at most',
        about: 'how many, all kinds together',
      }),
    }),
  },
  async ({ requests }) => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-access-'));
    try {
      await attack(folder, requests);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

async function attack(folder: string, requests: number): Promise<void> {
  const trusted = await createTrusted(SECRET);
  writeFileSync(join(folder, 'jwks.json'), JSON.stringify(trusted.jwks));
  writeFileSync(join(folder, 'identity.yaml'), identityYaml(trusted));
  writeFileSync(join(folder, 'keys.yaml'), stringify({ keys: [] }));
  writeFileSync(join(folder, 'policy.yaml'), stringify(POLICY));
  writeFileSync(join(folder, 'documents.json'), JSON.stringify({ [LISTED.id]: LISTED.text }));
  const demo = join(folder, 'demo');
  await ensureDemoData({ directory: demo, scale: SCALE, onProgress: () => undefined });

  const policy = { POLICY: join(folder, 'policy.yaml') };
  const subgraph = await start(['scripts/run/subgraph.ts', 'onestop'], {
    DEMO_DIR: demo,
    ...policy,
  });
  const gateway = await start(['gateway/main.ts'], {
    SUPERGRAPH_FILE: inRepository('schema/supergraph.graphql'),
    SUBGRAPH_URLS: SUBGRAPHS.map(({ name }) => `${name}=${subgraph.url}`).join(','),
    IDENTITY_FILE: join(folder, 'identity.yaml'),
    API_KEYS_FILE: join(folder, 'keys.yaml'),
    TRUSTED_DOCUMENTS: join(folder, 'documents.json'),
    CLIENT_HEADER: 'x-forwarded-for',
    ...policy,
  });
  const places = {
    gateway: gateway.url,
    export: gateway.url.replace('/graphql', '/export'),
    subgraph: subgraph.url,
  };
  try {
    const kinds = [...(await hostilities(trusted)), ...hostileQuestions(trusted)];
    const before = await isServed(gateway, trusted);
    const startedAt = performance.now();
    const met = new Map<string, Met>();
    for (const kind of kinds) {
      met.set(kind.name, await carryOut(kind, Math.ceil(requests / kinds.length), places));
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const after = await isServed(gateway, trusted);
    // What is logged is written a moment later.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const log = gateway.logged() + subgraph.logged();
    const found = [...CANARIES, SECRET, 'eyJ', 'motcua_'].filter((text) => log.includes(text));
    report(kinds, met, { before, after, found, seconds });
  } finally {
    await Promise.all([gateway.close(), subgraph.close()]);
  }
}

function identityYaml({ issuer, audience }: Trusted): string {
  return stringify({
    issuers: [{ issuer, audience, jwks: 'jwks.json', claims: { idNumber: 'idNumber' } }],
    proxy: {
      header: 'x-client-subject',
      addresses: ['10.255.255.254'],
      services: { 'CN=reports': { roles: ['analyst'] } },
    },
  });
}

/** Starts a process that says where it serves in its log, which is kept. */
async function start(
  [script = '', ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Target> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', inRepository(script), ...args, '--port', '0'],
    {
      env: { ...process.env, LOG_LEVEL: 'info', SUBGRAPH_SECRET: SECRET, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let logged = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => {
      reject(new Error(`${script} did not start`));
    });
    child.stdout?.on('data', (bytes: Buffer) => {
      logged += bytes.toString();
      const [, told] = /"url":"([^"]+)"/u.exec(logged) ?? [];
      if (told !== undefined) resolve(told);
    });
  });
  return {
    url,
    logged: () => logged,
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Whether somebody who may ask is answered. */
async function isServed({ url }: Target, trusted: Trusted): Promise<boolean> {
  const authorization = `Bearer ${await trusted.sign(goodPayload(trusted))}`;
  const { status, code } = await send(url, { headers: { authorization } });
  return status === 200 && code !== 'UNAUTHENTICATED';
}

async function carryOut(
  { code, make, before }: Hostility,
  count: number,
  places: Readonly<Record<Hostile['to'], string>>,
): Promise<Met> {
  const wrong = new Map<string, number>();
  for (const first of (await before?.()) ?? []) await send(places[first.to], first);
  let left = count;
  let right = 0;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const hostile = await make();
      const answered = await send(places[hostile.to], hostile);
      const isRight = answered.code === code && answered.status === (STATUSES.get(code) ?? 403);
      if (isRight && !answered.hasData) right += 1;
      else {
        const what = `${answered.status} ${answered.code}`;
        wrong.set(what, (wrong.get(what) ?? 0) + 1);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
  return { right, wrong };
}

interface Answered {
  readonly status: number;
  readonly code: string;
  readonly hasData: boolean;
}

async function send(
  url: string,
  { headers, body = { query: QUERY }, search }: Omit<Hostile, 'to'>,
): Promise<Answered> {
  const asked = {
    'content-type': 'application/json',
    // Each is of a stranger of its own, unless it says otherwise.
    'x-forwarded-for': newAddress(),
    ...headers,
  };
  const response =
    search === undefined
      ? await fetch(url, { method: 'POST', headers: asked, body: JSON.stringify(body) })
      : await fetch(`${url}${search}`, { headers: asked });
  const text = await response.text();
  const [, code = 'no code'] = /"code":"(\w+)"/u.exec(text) ?? [];
  return { status: response.status, code, hasData: /"data":\{[^}]*:(?!null\b)/u.test(text) };
}

function report(
  kinds: readonly Hostility[],
  met: ReadonlyMap<string, Met>,
  told: {
    readonly before: boolean;
    readonly after: boolean;
    readonly found: readonly string[];
    readonly seconds: number;
  },
): void {
  const rows = kinds.map(({ name, code }) => {
    const { right = 0, wrong = new Map<string, number>() } = met.get(name) ?? {};
    const otherwise = [...wrong].map(([what, count]) => `${count} × ${what}`).join(', ');
    return `| ${name} | ${right} × ${code} | ${otherwise} |`;
  });
  const all = [...met.values()];
  const wrong = all.reduce(
    (sum, one) => sum + [...one.wrong.values()].reduce((a, b) => a + b, 0),
    0,
  );
  const right = all.reduce((sum, one) => sum + one.right, 0);
  process.stdout.write(
    `${[
      ...['| Who shows or asks | Refused with | Otherwise |', '| --- | --- | --- |', ...rows, ''],
      `${right} refused, ${wrong} otherwise, in ${told.seconds.toFixed(0)} s.`,
      `Who may ask is answered before: ${told.before}, after: ${told.after}.`,
      `In the logs of what was sent: ${told.found.length === 0 ? 'nothing' : told.found.join(', ')}.`,
    ].join('\n')}\n`,
  );
  if (wrong > 0 || !told.before || !told.after || told.found.length > 0) process.exitCode = 1;
}
