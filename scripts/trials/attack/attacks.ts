import { setMaxListeners } from 'node:events';
import { type HostileRequest, type Outcome, send } from './hostile-client.ts';

/** A kind of hostile request or behaviour. */
export interface Attack {
  readonly name: string;
  /** What the clients of the attack send, each again and again, one at a time. */
  readonly requests: readonly HostileRequest[];
  /** Whether each is sent once only. */
  readonly once?: boolean;
  /** How long it takes to show at the most, in seconds, however quick the run is to be. */
  readonly seconds?: number;
}

/** A page of dossiers with a filter. */
const FILTERED =
  'query($where: DossierFilter) { dossiers(first: 5, where: $where) { nodes { code } } }';

/** Every attack, each from addresses of its own. */
export const ATTACKS: readonly Attack[] = [
  {
    name: 'lists in lists in lists, 133 characters',
    requests: clients(
      1,
      query(
        '{dossiers(first:500){nodes{office{dossiers(first:500){nodes{office{dossiers(first:500){nodes{code}}}}}}}}}',
      ),
    ),
  },
  {
    name: 'lists in lists, 87 characters, 4 clients',
    requests: clients(
      4,
      query('{dossiers(first:500){nodes{office{dossiers(first:500){nodes{code}}}}}}'),
    ),
  },
  {
    name: 'the same below the cost limit, 4 clients',
    requests: clients(
      4,
      query('{dossiers(first:200){nodes{office{dossiers(first:100){nodes{code}}}}}}'),
    ),
  },
  {
    name: 'a filter text of 868 kB',
    requests: clients(
      1,
      query(FILTERED, { where: { applicantName: { contains: 'ă'.repeat(434_000) } } }),
    ),
  },
  {
    name: '3,000 terms of orderBy',
    requests: clients(
      1,
      query(
        `{dossiers(first:5,orderBy:[${'{by:RECEIVED_AT,direction:DESC},'.repeat(3_000)}]){nodes{code}}}`,
      ),
    ),
  },
  {
    name: '900 terms of orderBy',
    requests: clients(
      1,
      query(
        `{dossiers(first:5,orderBy:[${'{by:RECEIVED_AT,direction:DESC},'.repeat(900)}]){nodes{code}}}`,
      ),
    ),
  },
  {
    name: 'introspection under 100 aliases',
    requests: clients(
      1,
      query(
        `{${many(100, (at) => `a${at}:__schema{types{fields{args{type{ofType{name}}}type{ofType{ofType{name}}}}}}`)}}`,
      ),
    ),
  },
  {
    // As many values as an answer may have: more is refused beforehand.
    name: 'the largest answers, not read, 16 clients',
    seconds: 25,
    once: true,
    requests: clients(
      16,
      query(
        `{${many(6, (at) => `a${at}:dossiers(first:500){nodes{id ${many(30, (copy) => `s${copy}:subject`)}}}`)}}`,
      ),
    ).map((request) => ({ ...request, unread: true })),
  },
  {
    name: '1,000 requests at once, 4 clients',
    seconds: 20,
    once: true,
    requests: Array.from({ length: 250 }, () =>
      clients(4, query('{dossiers(first:10){nodes{code}partial}}')),
    ).flat(),
  },
  {
    name: 'bytes that are no request, or one without a host',
    requests: clients(1, '').flatMap((request) =>
      ['GET / HTTP/1.1\r\n\r\n', '\u0016\u0003\u0001', `GET /${'a'.repeat(20_000)}`].map(
        (bytes) => ({
          ...request,
          bytes: { bytes: Buffer.from(bytes, 'latin1'), frames: [], leavesAfterMs: 1_000 },
        }),
      ),
    ),
  },
  {
    name: 'large answers asked without waiting, and left, 200 clients',
    seconds: 20,
    requests: clients(
      4,
      query(`{dossiers(first:500){nodes{id ${many(10, (copy) => `s${copy}:subject`)}}}}`),
    ).map((request) => ({
      ...request,
      pipelined: { count: 6, leavesAfterMs: 150, addresses: 50 },
    })),
  },
  {
    name: 'short answers asked without waiting, and not read, 8 clients',
    seconds: 20,
    requests: clients(8, query('{dossiers(first:100){nodes{id}}}')).map((request) => ({
      ...request,
      pipelined: { count: 1_000, leavesAfterMs: 60_000, addresses: 1 },
    })),
  },
  {
    name: 'not, 30 deep',
    requests: clients(
      1,
      query(FILTERED, {
        where: Array.from({ length: 30 }).reduce((of: object) => ({ not: of }), {
          code: { eq: 'x' },
        }),
      }),
    ),
  },
  {
    name: 'or, 100 wide',
    requests: clients(
      1,
      query(FILTERED, {
        where: { or: Array.from({ length: 100 }, (_, at) => ({ code: { eq: `x${at}` } })) },
      }),
    ),
  },
  {
    name: '1,000 id numbers',
    requests: clients(
      1,
      query(FILTERED, {
        where: {
          applicantIdNumber: {
            in: Array.from({ length: 1_000 }, (_, at) => `${380_000_000 + at}`),
          },
        },
      }),
    ),
  },
  {
    name: 'fields 5,000 deep',
    requests: clients(1, query(`${'{a'.repeat(5_000)}${'}'.repeat(5_000)}`)),
  },
  {
    name: '5,000 aliases',
    requests: clients(1, query(`{${many(5_000, (at) => `a${at}:__typename`)}}`)),
  },
  {
    name: 'fragments that double 30 times',
    requests: clients(
      1,
      query(
        `{...f0} ${many(30, (at) => `fragment f${at} on Query{...f${at + 1} ...f${at + 1}}`)} fragment f30 on Query{__typename}`,
      ),
    ),
  },
  {
    name: '4,000 fields that do not exist',
    requests: clients(1, query(`{${many(4_000, (at) => `dossierz${at}`)}}`)),
  },
  {
    name: 'variables: a list of 150,000 numbers',
    requests: clients(
      1,
      query(FILTERED, { where: { code: { in: Array.from({ length: 150_000 }, (_, at) => at) } } }),
    ),
  },
  {
    name: 'variables: lists 100,000 deep',
    requests: clients(
      1,
      `{"query":${JSON.stringify(FILTERED)},"variables":{"where":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    ),
  },
  {
    name: 'another host’s name (DNS rebinding)',
    requests: clients(1, query('{dossiers{nodes{code}}}')).map((request) => ({
      ...request,
      host: 'rebound.example.com',
    })),
  },
  {
    name: 'a byte of the body a second, 200 clients',
    seconds: 35,
    once: true,
    requests: clients(200, query('{dossiers{nodes{code}}}')).map((request) => ({
      ...request,
      byteEveryMs: 1_000,
    })),
  },
];

/** Carries an attack out until it is over or `end` says so, and counts what its requests met. */
export async function carryOut(
  { requests, once = false }: Attack,
  port: number,
  end: AbortSignal,
): Promise<ReadonlyMap<Outcome, number>> {
  // Each request under way listens to it.
  setMaxListeners(0, end);
  const outcomes = new Map<Outcome, number>();
  await Promise.all(
    requests.map(async (request) => {
      do {
        const outcome = await send(port, request, end);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      } while (!once && !end.aborted);
    }),
  );
  return outcomes;
}

function query(text: string, variables?: object): string {
  return JSON.stringify({ query: text, ...(variables && { variables }) });
}

/** The same request from so many addresses; 127.0.0.1 is left to others. */
function clients(count: number, body: string): readonly HostileRequest[] {
  return Array.from({ length: count }, (_, at) => ({ from: `127.0.1.${at + 1}`, body }));
}

function many(count: number, part: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => part(at)).join(' ');
}
