/** PostgreSQL by the `pg` package, on a thread beside the main one. */
import pg from 'pg';
import { Ended, serveSessions } from '../threads/sessions.js';

const { BOOL, BYTEA, INT2, INT4, FLOAT4, FLOAT8 } = pg.types.builtins;

/** All else comes as text. */
const parsers = new Map(
  [BOOL, BYTEA, INT2, INT4, FLOAT4, FLOAT8].map((type) => [type, pg.types.getTypeParser(type)]),
);
const types = {
  getTypeParser: (/** @type {number} */ oid) =>
    parsers.get(oid) ?? ((/** @type {string} */ text) => text),
};

const configOf = ({ url, statementTimeout }) => ({
  connectionString: url,
  // Types with a zone are printed and read in the province's.
  options: '-c default_transaction_read_only=on -c timezone=Asia/Ho_Chi_Minh -c datestyle=ISO',
  statement_timeout: statementTimeout,
  keepAlive: true,
});

/**
 * Compiling our long expressions takes PostgreSQL longer than evaluating them over a page. Servers before version 11 do not
 * know the setting, and find no row.
 */
const NO_JIT =
  "SELECT set_config(name, 'off', false) FROM pg_catalog.pg_settings WHERE name = 'jit'";

serveSessions({ open, reasonOf });

function open(options) {
  let lost = false;
  const client = new pg.Client(configOf(options));
  client.on('error', () => (lost = true));
  client.on('end', () => (lost = true));
  return {
    ready: client.connect().then(() => client.query(NO_JIT)),
    query: (sql, bindings, onRow) =>
      new Promise((resolve, reject) => {
        const query = new pg.Query({ text: sql, values: [...bindings], rowMode: 'array', types });
        let count = 0;
        query.on('row', (row) => {
          count += 1;
          onRow(row);
        });
        // The driver ends a query at whatever says that the server is ready; only here it says that the rows are whole.
        query.on('end', ({ command, rowCount }) => {
          if (command !== null && rowCount === count) resolve(undefined);
          else reject(new Ended('UNREACHABLE', 'The rows are not whole', 'NOT_WHOLE'));
        });
        query.on('error', reject);
        client.query(query);
      }),
    cancel: () => cancel(client, options),
    close: () => client.end(),
    destroy: () => client.connection.stream.destroy(),
    bytesRead: () => client.connection.stream.bytesRead ?? 0,
    isCurrent: () => !lost,
  };
}

/** PostgreSQL hears a cancel on another connection only. If it fails, the statement ends at its own timeout. */
async function cancel({ processID }, options) {
  const other = new pg.Client({
    ...configOf(options),
    connectionTimeoutMillis: options.connectTimeout,
  });
  other.on('error', () => undefined);
  try {
    await other.connect();
    await other.query('SELECT pg_cancel_backend($1)', [processID]);
  } finally {
    other.connection.stream.destroy();
  }
}

function reasonOf({ code = '' }) {
  if (code === '57014') return 'TIMEOUT';
  if (code === '25006') return 'REFUSED';
  // Program limits: nested too deep, too many columns or arguments.
  if (/^54/u.test(code)) return 'TOO_COMPLEX';
  if (/^(?:08|28|3D|53|57P)/u.test(code)) return 'UNREACHABLE';
  return /^[0-9A-Z]{5}$/u.test(code) ? 'FAILED' : 'UNREACHABLE';
}
