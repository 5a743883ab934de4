import { Pool } from 'undici';

/** A load: how many requests at a time, what the next one asks, and until when. */
export interface Load {
  readonly concurrency: number;
  readonly query: () => string;
  readonly goesOn: (sent: number) => boolean;
}

/** What the client saw of a load. */
export interface LoadFigures {
  readonly seconds: number;
  /** Of each request, in milliseconds. */
  readonly latencies: readonly number[];
}

const PATIENCE_MS = 60_000;

/** The header `authorization` of the next request; undefined: it has none. */
export type Authorization = () => string | undefined;

let sequence = 0;

/** No two requests of this process carry the same. */
export function numbered(): string {
  sequence += 1;
  return `Bearer ${sequence}`;
}

/** A client of one gateway. */
export class Client {
  readonly #pool: Pool;
  readonly #authorization: Authorization;

  constructor(port: number, connections: number, authorization: Authorization) {
    this.#authorization = authorization;
    this.#pool = new Pool(`http://127.0.0.1:${port}`, {
      connections,
      headersTimeout: PATIENCE_MS,
      bodyTimeout: PATIENCE_MS,
    });
  }

  async ask(query: string): Promise<string> {
    const authorization = this.#authorization();
    const { statusCode, body } = await this.#pool.request({
      path: '/graphql',
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(authorization !== undefined && { authorization }),
      },
      body: JSON.stringify({ query }),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`answered ${statusCode}: ${text.slice(0, 500)}`);
    return text;
  }

  async run({ concurrency, query, goesOn }: Load): Promise<LoadFigures> {
    const latencies: number[] = [];
    let sent = 0;
    const began = performance.now();
    const worker = async (): Promise<void> => {
      while (goesOn(sent)) {
        sent += 1;
        const text = query();
        const asked = performance.now();
        const answer = await this.ask(text);
        latencies.push(performance.now() - asked);
        // Reading whole answers of one's own would cost more than the gateway; errors stand in front or at the end.
        if (hasErrors(answer)) throw new Error(`answered with errors: ${answer.slice(0, 500)}`);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return { seconds: (performance.now() - began) / 1_000, latencies };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

const EDGE = 300;

function hasErrors(answer: string): boolean {
  return answer.slice(0, EDGE).includes('"errors"') || answer.slice(-EDGE).includes('"errors"');
}
