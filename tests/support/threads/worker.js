/** A driver without a database: a statement says what its thread does, and answers what its database is called. */
import { serveSessions } from '../../../subgraphs/sources/dialects/threads/sessions.js';

serveSessions({ open, reasonOf: () => 'FAILED' });

function open({ name }, hold) {
  let cancel = () => undefined;
  let close = () => undefined;
  return {
    ready: Promise.resolve(),
    async query(sql, [bound], onRow) {
      if (sql === 'hold') hold(() => untilSet(bound));
      if (sql === 'die') hold(() => process.exit(1));
      if (sql === 'dieAtClose') close = () => hold(() => process.exit(1));
      if (sql === 'linger') void soonSet(bound);
      // Cannot end before it is told to, and hears that only where nobody holds the thread.
      if (sql === 'wait')
        await Promise.race([soonSet(bound), new Promise((end) => (cancel = end))]);
      onRow([name]);
    },
    cancel: () => cancel(),
    close: () => close(),
    destroy: () => undefined,
    bytesRead: () => 0,
    isCurrent: () => true,
  };
}

/** Hears nobody until the main thread writes there. */
function untilSet(/** @type {Int32Array} */ flag) {
  Atomics.wait(flag, 0, 0);
}

async function soonSet(/** @type {Int32Array} */ flag) {
  while (Atomics.load(flag, 0) === 0) await new Promise((next) => setTimeout(next, 10));
}
