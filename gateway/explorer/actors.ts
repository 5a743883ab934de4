import type { Handler } from '../../service/http/http-service.ts';

/** People whom one may act as in the explorer: in the demo alone. */
export interface Actors {
  /** What they are called, in the order in which they are offered. */
  readonly names: readonly string[];
  /** A token of the one of this name; undefined where there is none. */
  readonly tokenFor: (name: string) => Promise<string> | undefined;
}

/** Where the explorer gets a token; there is nothing at it but in the demo. */
const ROUTE = '/explorer/act-as';

/** The route at which the explorer gets somebody's token. */
export function actAsRoute({ tokenFor }: Actors): Readonly<Record<string, Handler>> {
  return {
    [ROUTE]: async ({ method, url = '', headers }, response) => {
      // A page of another site may send this, though not read the answer: it has no business here.
      const isOurs =
        headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin';
      const name = new URL(url, 'http://explorer').searchParams.get('name') ?? '';
      const token = isOurs && method === 'GET' ? await tokenFor(name) : undefined;
      const found = token !== undefined;
      response.writeHead(found ? 200 : 404, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
      });
      response.end(JSON.stringify(found ? { token } : {}));
    },
  };
}
