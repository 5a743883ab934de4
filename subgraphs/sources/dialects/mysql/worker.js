/** MySQL and MariaDB by the `mysql2` package, on a thread beside the main one. */
import { createConnection } from 'mysql2';
import { Ended, serveSessions } from '../threads/sessions.js';

const configOf = ({ url }) => ({
  uri: url,
  charset: 'UTF8MB4_BIN',
  dateStrings: true,
  jsonStrings: true,
  supportBigNumbers: true,
  bigNumberStrings: true,
  enableKeepAlive: true,
});

serveSessions({
  open: (options) => open(options, (query) => setUp(query, options)),
  reasonOf,
});

function open(options, prepare) {
  let lost = false;
  const connection = createConnection(configOf(options));
  connection.on('error', () => (lost = true));
  connection.on('end', () => (lost = true));
  connection.stream.on('close', () => (lost = true));
  // Its packets are numbered. The driver goes on where one is missing or comes twice.
  let misread = () => undefined;
  connection.on('warn', () => {
    lost = true;
    misread();
  });
  const query = (sql, bindings, onRow) =>
    new Promise((resolve, reject) => {
      misread = () => reject(new Ended('UNREACHABLE', 'Packets out of order', 'OUT_OF_ORDER'));
      const running = connection.query({ sql, values: [...bindings], rowsAsArray: true });
      running.on('result', onRow);
      running.on('end', resolve);
      running.on('error', reject);
    });
  const connected = new Promise((resolve, reject) => {
    connection.once('connect', resolve);
    connection.once('error', reject);
  });
  // The driver only ends its side: what floods in would be parsed to the end, and keep the thread from all others.
  const destroy = () => {
    connection.destroy();
    connection.stream.destroy();
  };
  return {
    ready: connected.then(() => prepare(query)),
    query,
    cancel: () => kill(connection.threadId, options),
    close: () => new Promise((resolve) => connection.end(resolve)),
    destroy,
    bytesRead: () => connection.stream.bytesRead ?? 0,
    isCurrent: () => !lost,
  };
}

async function setUp(query, options) {
  const run = (sql, onRow = () => true) => query(sql, [], onRow);
  await run('SET SESSION TRANSACTION READ ONLY');
  // Backslashes escape in what the driver quotes; a server's own sql_mode may say otherwise.
  await run(`SET SESSION sql_mode = '', time_zone = '${options.timeZone}'`);
  let version = '';
  await run('SELECT VERSION()', ([answer]) => (version = String(answer)));
  await run(
    version.includes('MariaDB')
      ? `SET SESSION max_statement_time = ${options.statementTimeout / 1_000}`
      : `SET SESSION max_execution_time = ${options.statementTimeout}`,
  );
}

/** MySQL hears a cancel on another connection only. If it fails, the statement ends at its own timeout. */
async function kill(threadId, options) {
  const other = open(options, (query) => query(`KILL QUERY ${threadId}`, [], () => true));
  const late = setTimeout(other.destroy, options.connectTimeout);
  try {
    await other.ready;
  } finally {
    clearTimeout(late);
    other.destroy();
  }
}

const TIMEOUTS = new Set(['ER_STATEMENT_TIMEOUT', 'ER_QUERY_TIMEOUT', 'ER_QUERY_INTERRUPTED']);
const TOO_COMPLEX = new Set([
  'ER_STACK_OVERRUN',
  'ER_STACK_OVERRUN_NEED_MORE',
  'ER_NET_PACKET_TOO_LARGE',
  'ER_PS_MANY_PARAM',
]);
const AWAY = new Set(['ER_SERVER_SHUTDOWN', 'ER_CONNECTION_KILLED', 'ER_NORMAL_SHUTDOWN']);

function reasonOf({ code = '' }) {
  if (TIMEOUTS.has(code)) return 'TIMEOUT';
  if (TOO_COMPLEX.has(code)) return 'TOO_COMPLEX';
  if (code === 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION') return 'REFUSED';
  return code.startsWith('ER_') && !AWAY.has(code) ? 'FAILED' : 'UNREACHABLE';
}
