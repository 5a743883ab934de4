/** SQL Server by `tedious`, on a thread beside the main one. */
import { connect } from 'node:net';
import { Connection, Request, TYPES } from 'tedious';
import { serveSessions } from '../threads/sessions.js';

serveSessions({ open, reasonOf });

function open(options) {
  const url = new URL(options.url);
  const database = decodeURIComponent(url.pathname.slice(1));
  // Of a named instance the server itself tells the port, unless one is written.
  const [server, instanceName] = decodeURIComponent(url.hostname).split('\\');
  let lost = false;
  let socket;
  const connection = new Connection({
    server,
    authentication: {
      type: 'default',
      options: {
        userName: decodeURIComponent(url.username),
        password: decodeURIComponent(url.password),
      },
    },
    options: {
      // The socket is held here, so that what it reads can be counted and it can be destroyed at any time.
      connector: ({ host, port }) =>
        new Promise((resolve, reject) => {
          socket = connect({ host, port, keepAlive: true });
          socket.once('connect', () => resolve(socket));
          socket.once('error', reject);
        }),
      ...(instanceName === undefined || url.port !== ''
        ? { port: Number(url.port || 1433) }
        : { instanceName }),
      ...(database === '' ? {} : { database }),
      connectTimeout: options.connectTimeout,
      // Statements are stopped from outside.
      requestTimeout: 0,
      encrypt: flag(url, 'encrypt', options.encrypt),
      trustServerCertificate: flag(url, 'trustServerCertificate', options.trustServerCertificate),
      readOnlyIntent: options.readOnlyIntent,
      ...(options.legacyTls
        ? {
            tdsVersion: '7_3_B',
            cryptoCredentialsDetails: { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
          }
        : {}),
    },
  });
  connection.on('error', () => (lost = true));
  connection.on('end', () => (lost = true));
  // Of several refusals tedious keeps the last, without its number: of “no such database”, only that the login failed.
  let number;
  connection.on('errorMessage', (said) => (number ??= said.number));
  const ready = new Promise((resolve, reject) => {
    connection.connect((error) => (error ? reject(Object.assign(error, { number })) : resolve()));
  });
  return {
    ready: ready.then(() => standAside(connection, options.locks)),
    query: (sql, bindings, onRow) =>
      new Promise((resolve, reject) => {
        const request = new Request(sql, (error) => (error ? reject(error) : resolve()));
        request.on('row', (columns) => onRow(columns.map(({ value }) => value)));
        for (const [index, binding] of bindings.entries())
          addParameter(request, `p${index}`, binding, connection);
        connection.execSql(request);
      }),
    cancel: () => void connection.cancel(),
    close: () => connection.close(),
    destroy() {
      connection.close();
      socket?.destroy();
    },
    bytesRead: () => socket?.bytesRead ?? 0,
    isCurrent: () => !lost && socket?.destroyed === false,
  };
}

/** Writers go first. Settings last beyond a batch only where no procedure runs it. */
async function standAside(connection, { isolation, lockTimeout }) {
  await batch(connection, `SET LOCK_TIMEOUT ${lockTimeout}`);
  if (isolation !== 'auto') {
    await batch(connection, `SET TRANSACTION ISOLATION LEVEL ${LEVELS[isolation]}`);
    return;
  }
  // What speaks the protocol and is no SQL Server need not know of these.
  for (const setting of ['SET DEADLOCK_PRIORITY LOW', SNAPSHOT_IF_ALLOWED])
    await batch(connection, setting).catch((error) => {
      if (error.code !== 'EREQUEST') throw error;
    });
}

const LEVELS = { snapshot: 'SNAPSHOT', 'read-committed': 'READ COMMITTED' };

/** Where READ COMMITTED itself reads versions, nothing is gained by it. */
const SNAPSHOT_IF_ALLOWED =
  'SET NOCOUNT ON; IF EXISTS (SELECT 1 FROM sys.databases WHERE database_id = DB_ID() ' +
  'AND snapshot_isolation_state = 1 AND is_read_committed_snapshot_on = 0) SET TRANSACTION ISOLATION LEVEL SNAPSHOT';

function batch(connection, sql) {
  return new Promise((resolve, reject) => {
    connection.execSqlBatch(new Request(sql, (error) => (error ? reject(error) : resolve())));
  });
}

/** What the URL says goes before the mapping's own settings. */
function flag(url, name, otherwise) {
  const said = url.searchParams.get(name);
  return said === null ? otherwise : said === 'true';
}

/** tedious writes `max` for a length beyond what the type has. */
const MAX = 65_535;

/** Lengths are fixed: with the value's own, every length would be another statement in the server's plan cache. */
function addParameter(request, name, binding, connection) {
  const { type, value, codePage } = inputOf(binding);
  const length = typeof value === 'string' ? value.length : 0;
  // The driver encodes varchar by the database's default collation, as the server told it at login.
  const spoken = Number(connection.databaseCollation?.codepage?.replace(/^CP/u, ''));
  switch (type) {
    case 'varchar':
      if (codePage === undefined || codePage === spoken) {
        request.addParameter(name, TYPES.VarChar, value, { length: length > 8_000 ? MAX : 8_000 });
        return;
      }
    // falls through
    case 'nvarchar':
      request.addParameter(name, TYPES.NVarChar, value, { length: length > 4_000 ? MAX : 4_000 });
      return;
    case 'decimal':
      request.addParameter(name, TYPES.Decimal, value, {
        precision: 38,
        scale: String(value).split('.')[1]?.length ?? 0,
      });
      return;
    case 'varbinary':
      request.addParameter(name, TYPES.VarBinary, Buffer.from(value), { length: 8_000 });
      return;
    default:
      request.addParameter(name, PLAIN[type], value);
  }
}

const PLAIN = {
  bigint: TYPES.BigInt,
  float: TYPES.Float,
  bit: TYPES.Bit,
  uniqueidentifier: TYPES.UniqueIdentifier,
};

/** `SqlInput` as it arrives here; other bindings did not come from a column: limits, and text of our own. */
function inputOf(binding) {
  if (typeof binding === 'object' && binding !== null && 'type' in binding) return binding;
  if (typeof binding === 'number')
    return { type: Number.isInteger(binding) ? 'bigint' : 'float', value: binding };
  return { type: 'nvarchar', value: String(binding) };
}

/** Nested too deeply, no plan within resources, an expression services limit, too many parameters. */
const TOO_COMPLEX = new Set([191, 8003, 8623, 8631, 8632]);

/** Waited for a lock long enough, chosen to give way in a deadlock. */
const LOCKED = new Set([1205, 1222]);

function reasonOf({ code, number }) {
  if (code === 'EREQUEST' && LOCKED.has(number)) return 'BUSY';
  if (code === 'EREQUEST' && TOO_COMPLEX.has(number)) return 'TOO_COMPLEX';
  switch (code) {
    case 'ETIMEOUT':
      return 'TIMEOUT';
    case 'ECANCEL':
      return 'CANCELLED';
    case 'EREQUEST':
    case 'EPARAM':
      return 'FAILED';
    default:
      return 'UNREACHABLE';
  }
}
