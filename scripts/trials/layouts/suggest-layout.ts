import { KINDS } from '../../../connect/kinds.ts';
import { loginOf } from '../../../connect/reach/login.ts';
import { withReached } from '../../../connect/reach/reach.ts';
import { suggest, type Suggestion } from '../../../connect/suggest/suggest.ts';
import { createRandom } from '../../demo/province/random.ts';
import { runAsOwner } from '../../demo/writers/owner.ts';
import { type Client, type LegacyLayout, statementsOf } from './layout.ts';

/** Writes a layout into an empty database. */
export function writeLayout(layout: LegacyLayout, client: Client, url: string): Promise<void> {
  return runAsOwner(
    client,
    url,
    statementsOf(layout, client, (table) => createRandom(table)),
  );
}

/** What is suggested for the database. */
export async function suggestFor({ kind }: LegacyLayout, url: string): Promise<Suggestion> {
  const login = await loginOf(
    { url, typed: false },
    {
      environment: {},
      calledAs: '',
      out: () => undefined,
      tell: () => undefined,
      interactive: false,
      colour: false,
      ask: () => Promise.resolve(''),
    },
  );
  const silent = { say: () => undefined, done: () => undefined };
  return withReached(login, (reached) => suggest(reached, KINDS[kind], silent));
}
