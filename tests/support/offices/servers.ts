import { createConnection } from 'node:net';

const SERVERS = {
  postgres: {
    called: 'PostgreSQL',
    variable: 'TEST_PG_URL',
    inCi: 'postgres://postgres@127.0.0.1:5432/postgres',
  },
  mysql: {
    called: 'MySQL/MariaDB',
    variable: 'TEST_MYSQL_URL',
    inCi: 'mysql://root@127.0.0.1:3306/test',
  },
  redis: { called: 'Redis', variable: 'TEST_REDIS_URL', inCi: 'redis://127.0.0.1:6379' },
  mssql: { called: 'SQL Server', variable: 'TEST_MSSQL_URL', inCi: undefined },
} as const;

/** The URL of a server to test against, or null, said in one line, where it is not there. REQUIRE_SERVERS=1 throws instead. */
export async function serverUrl(client: keyof typeof SERVERS): Promise<string | null> {
  const { called, variable, inCi } = SERVERS[client];
  const url = process.env[variable] ?? (process.env.CI === undefined ? undefined : inCi);
  if (url !== undefined && (await answers(new URL(url)))) return url;
  const line = `${called} is not there: set ${variable} to test against it.`;
  if (process.env.REQUIRE_SERVERS === '1') throw new Error(line);
  process.stderr.write(`Skipped: ${line}\n`);
  return null;
}

const PORTS: Readonly<Record<string, number>> = {
  'postgres:': 5432,
  'mysql:': 3306,
  'mssql:': 1433,
  'redis:': 6379,
};

function answers({ hostname, port, protocol }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({
      host: hostname,
      port: Number(port) || (PORTS[protocol] ?? 0),
    });
    const settle = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.setTimeout(2_000, () => {
      settle(false);
    });
    socket.on('connect', () => {
      settle(true);
    });
    socket.on('error', () => {
      settle(false);
    });
  });
}
