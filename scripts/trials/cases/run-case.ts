import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createOnestopSubgraph } from '../../../subgraphs/onestop/server.ts';
import type { ClientName } from '../../../subgraphs/sources/dialects/dialect.ts';
import { runAsOwner } from '../../demo/writers/owner.ts';
import { ask } from './ask.ts';

/** Servers on which cases make databases of their own, and drop them. */
export interface Servers {
  readonly postgres: string;
  readonly mysql: string;
}

export interface CaseOutcome {
  readonly right: boolean;
  /** Why it could not be asked, or its answer not be read; null where it was. */
  readonly failed: string | null;
  readonly expected: unknown;
  readonly actual: unknown;
  /** Pages that were walked, where the query has `$after`. */
  readonly pages: number;
  /** What the sources logged at `warn` and above. */
  readonly logged: readonly Readonly<Record<string, unknown>>[];
}

/** A walk that never ends shows that it is wrong by so many pages. */
const MOST_PAGES = 8;

/**
 * Runs one folder: `tables.sql` (first line `-- client: NAME`, perhaps `-- database: OPTIONS`), `office.yaml` with its code
 * lists over `${DB_URL}`, `query.graphql` (walked to its last page where it takes `$after`), `variables.json`, `expected.json`.
 */
export async function runCase(folder: string, servers: Servers): Promise<CaseOutcome> {
  try {
    return await answered(folder, servers);
  } catch (error) {
    // Of a folder that lacks a file, say: the others are cases still.
    const failed = error instanceof Error ? error.message : String(error);
    return { right: false, failed, expected: null, actual: null, pages: 1, logged: [] };
  }
}

async function answered(folder: string, servers: Servers): Promise<CaseOutcome> {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-case-'));
  try {
    const database = await createDatabase(readFileSync(join(folder, 'tables.sql'), 'utf8'), {
      directory,
      servers,
    });
    try {
      for (const file of readdirSync(folder).filter((name) => /\.(?:ya?ml|csv)$/iu.test(name)))
        copyFileSync(join(folder, file), join(directory, file));
      const { answer, pages, logged } = await answerOf(folder, directory, database.url);
      const expected = jsonOf(join(folder, 'expected.json'));
      const right = says(answer, expected);
      return { right, failed: null, expected, actual: answer, pages, logged };
    } finally {
      await database.drop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function createDatabase(
  sql: string,
  { directory, servers }: { readonly directory: string; readonly servers: Servers },
): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const client = (/^-- client: (\w+)/mu.exec(sql)?.[1] ?? 'sqlite') as ClientName;
  const options = /^-- database: (.*)$/mu.exec(sql)?.[1] ?? '';
  const statements = sql
    .replace(/^-- .*$/gmu, '')
    .split(/;[ \t]*\n/u)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  if (client !== 'postgres' && client !== 'mysql') {
    const url = `file:${join(directory, 'office.db')}`;
    await runAsOwner(client, url, statements);
    return { url, drop: () => Promise.resolve() };
  }
  const server = servers[client];
  const name = `motcua_case_${process.pid}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const dropping = `DROP DATABASE IF EXISTS ${name}`;
  const drop = () => runAsOwner(client, server, [dropping]);
  await runAsOwner(client, server, [dropping, `CREATE DATABASE ${name} ${options}`]);
  try {
    await runAsOwner(client, url.href, statements);
  } catch (error) {
    await drop();
    throw error;
  }
  return { url: url.href, drop };
}

async function answerOf(folder: string, sourcesDirectory: string, url: string) {
  const logged: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'warn' },
    { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const subgraph = createOnestopSubgraph({ sourcesDirectory, environment: { DB_URL: url }, log });
  try {
    await subgraph.start();
    const query = readFileSync(join(folder, 'query.graphql'), 'utf8');
    const variables = (jsonOf(join(folder, 'variables.json')) ?? {}) as Record<string, unknown>;
    const askFor = async (after?: string | null) => {
      const { data, errors } = await ask(
        subgraph,
        query,
        after === undefined ? variables : { ...variables, after },
      );
      return { data, errors: errors.map(({ code }) => code) };
    };
    if (!query.includes('$after')) {
      const { data, errors } = await askFor();
      const answer = errors.length === 0 ? data : { errors, data: anythingOf(data) };
      return { answer, pages: 1, logged };
    }

    const nodes: unknown[] = [];
    let after: string | null = null;
    for (let pages = 1; ; pages += 1) {
      const { data, errors } = await askFor(after);
      if (errors.length > 0) return { answer: { errors, data: { nodes } }, pages, logged };
      const { dossiers } = data as { readonly dossiers: WalkedPage };
      nodes.push(...dossiers.nodes);
      if (!dossiers.pageInfo.hasNextPage || pages === MOST_PAGES)
        return { answer: { nodes }, pages, logged };
      after = dossiers.pageInfo.endCursor;
    }
  } finally {
    await subgraph.close();
  }
}

interface WalkedPage {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

function jsonOf(file: string): unknown {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown) : undefined;
}

/** The data, or null where no field of the query was answered. */
function anythingOf(data: unknown): unknown {
  return Object.values(data ?? {}).every((field) => field === null) ? null : data;
}

/** Whether the answer is what is expected; a field that the expectation does not name may hold anything. */
function says(answer: unknown, expected: unknown): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(answer) &&
      answer.length === expected.length &&
      expected.every((one, place) => says(answer[place], one))
    );
  if (typeof expected !== 'object' || expected === null) return answer === expected;
  if (typeof answer !== 'object' || answer === null) return false;
  const fields: Readonly<Record<string, unknown>> = { ...answer };
  return Object.entries(expected).every(([name, one]) => says(fields[name], one));
}
