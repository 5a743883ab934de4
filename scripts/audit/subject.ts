import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { seenLines, type SeenLine } from '../../gateway/access/audit/reports/seen-lines.ts';
import type { StoredLine } from '../../gateway/access/audit/store.ts';
import { type Columns, seenColumns, tableText } from '../../gateway/access/audit/reports/texts.ts';
import { subcommand } from '../../service/settings/arguments.ts';
import { ConfigFault } from '../../service/settings/config.ts';
import { storedLines, trailSettings } from './trail-settings.ts';

/** Where a person's data stands: the graph finds it by the number, which goes nowhere else. */
const QUERY = `query DataOfOnePerson($number: String!, $after: String) {
  dossiers(where: { applicantIdNumber: { eq: $number } }, first: 500, after: $after) {
    nodes { id code receivedOn office { name } source { source localKey from asOf } }
    pageInfo { hasNextPage endCursor }
    sources { source name status message }
  }
}`;

const page = z.object({
  data: z.object({
    dossiers: z.object({
      nodes: z.array(
        z.object({
          id: z.string(),
          code: z.string().nullable(),
          receivedOn: z.string().nullable(),
          office: z.object({ name: z.string() }),
          source: z.object({
            source: z.string(),
            localKey: z.string(),
            from: z.string(),
            asOf: z.string().nullable(),
          }),
        }),
      ),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      sources: z.array(
        z.object({
          source: z.string(),
          name: z.string(),
          status: z.string(),
          message: z.string().nullable(),
        }),
      ),
    }),
  }),
});

type Page = z.output<typeof page>['data']['dossiers'];
type Held = Page['nodes'][number];

const heldColumns: Columns<Held> = {
  dossier: ({ id }) => id,
  code: ({ code }) => code ?? '',
  received: ({ receivedOn }) => receivedOn ?? '',
  office: ({ office }) => office.name,
  system: ({ source }) => source.source,
  'key there': ({ source }) => source.localKey,
  read: ({ source: { from, asOf } }) => (from === 'COPY' ? `copy of ${asOf ?? ''}` : 'live'),
};

export const subject = subcommand(
  {
    usage: 'npm run audit -- subject [--graph URL] [< FILE]',
    about:
      'Tells where the data of one person stands, in which systems, and who saw it. The number of their identity paper is asked for, or read from standard input: a command line is seen by whoever uses the machine, and kept.',
    settings: z.object({
      ...trailSettings,
      graph: z
        .string()
        .regex(/^https?:\/\//)
        .default('http://127.0.0.1:4000/graphql')
        .meta({ flag: 'graph', give: 'a URL', about: 'graph that is asked' }),
      token: z.string().optional().meta({
        env: 'AUDIT_TOKEN',
        give: 'a token of a role that may search by identity numbers',
        about: 'who asks, as the trail will tell',
        secret: true,
      }),
      purpose: z.string().optional().meta({
        flag: 'purpose',
        give: 'one of the policy’s purposes',
        about: 'what for, where the role needs one',
      }),
    }),
  },
  async ({ graph, token, purpose, ...kept }) => {
    const number = await askedNumber();
    const headers = {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(purpose !== undefined && { 'x-purpose': purpose }),
    };
    const held: Held[] = [];
    const missing: Page['sources'] = [];
    let after: string | null = null;
    do {
      const answer: Page = await ask(graph, headers, { number, after });
      held.push(...answer.nodes);
      after = answer.pageInfo.hasNextPage ? answer.pageInfo.endCursor : null;
      if (after === null) missing.push(...answer.sources.filter(({ status }) => status !== 'OK'));
    } while (after !== null);
    const out = process.stdout;
    const bearing = held.length === 1 ? '1 dossier bears' : `${held.length} dossiers bear`;
    out.write(`${bearing} this number.\n\n${tableText(held, heldColumns)}\n`);
    for (const { name, status, message } of missing) {
      out.write(`${name} did not answer as it should (${status}): ${message ?? ''}\n`);
    }
    out.write(`Who saw them:\n\n${tableText(await whoSaw(held, storedLines(kept)), seenColumns)}`);
  },
);

const NUMBER = /^[\d .-]{6,20}$/;
const MOST_CHARACTERS = 100;

/** The number of an identity paper, from whoever sits at the terminal, or from what is piped in. */
async function askedNumber(): Promise<string> {
  const typed = process.stdin.isTTY
    ? await prompted('Number of the identity paper (CCCD, CMND): ')
    : await text(process.stdin);
  const number = typed.slice(0, MOST_CHARACTERS).trim();
  if (NUMBER.test(number)) return number;
  throw new ConfigFault(['What was given is no number of an identity paper (CCCD, CMND).']);
}

/** What is typed is shown nowhere: it would stay on the screen. */
async function prompted(question: string): Promise<string> {
  const hidden = new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output: hidden, terminal: true });
  try {
    process.stderr.write(question);
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}

async function whoSaw(
  held: readonly Held[],
  stored: AsyncIterable<StoredLine>,
): Promise<readonly SeenLine[]> {
  const ids = new Set(held.map(({ id }) => id));
  const lines: SeenLine[] = [];
  for await (const line of seenLines(stored)) {
    if (Object.values(line.records).some((seen) => seen.some((id) => ids.has(id))))
      lines.push(line);
  }
  return lines;
}

async function ask(
  graph: string,
  headers: Readonly<Record<string, string>>,
  variables: object,
): Promise<Page> {
  const body = JSON.stringify({ query: QUERY, variables });
  const response = await fetch(graph, { method: 'POST', headers, body }).catch(() => {
    throw new ConfigFault([`The graph at ${graph} does not answer.`]);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  const read = page.safeParse(answer);
  if (read.success) return read.data.data.dossiers;
  const { errors } = (answer ?? {}) as { errors?: readonly { message: string }[] };
  throw new ConfigFault([`The graph refused: ${errors?.[0]?.message ?? response.statusText}`]);
}
