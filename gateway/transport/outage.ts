/**
 * Whether a subgraph whose connections are refused is restarting or dead. The rule, for retries and breaker alike:
 *
 * An outage begins with the first failure after an answer. Until it has lasted `RESTART_MS` it is taken for a restart:
 * queries that are refused a connection wait for it within their deadline, and no failure, however many clients meet
 * it at once, opens the breaker. Afterwards the subgraph counts as dead: a refused query is asked a few times and
 * no more, and the breaker opens, which fails requests at once and lets one probe through after a rest that grows. A
 * subgraph that has never answered is not waited for; the breaker gives it as long all the same.
 */
export const RESTART_MS = 5_000;

/** What one transport has seen of its subgraph's refusals. */
export class Refusals {
  readonly #now: () => number;
  #heard = false;
  #since: number | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  heard(): void {
    this.#heard = true;
    this.#since = undefined;
  }

  /** Notes a refused connection; true where waiting for the subgraph is worth it. */
  refused(): boolean {
    this.#since ??= this.#now();
    return this.#heard && this.#now() - this.#since < RESTART_MS;
  }
}
