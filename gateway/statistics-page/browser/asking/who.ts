/** Where the explorer has tokens of people whom one may act as, and what it keeps the chosen one's name by. */
const ROUTE = '/explorer/act-as';
const KEPT = 'act-as';

/** As whom the page asks. A token that is typed in is not kept: with the page it is gone. */
export class Who {
  readonly #actors: readonly string[];
  #token: Promise<string | undefined> = Promise.resolve(undefined);
  #name = '';

  constructor(actors: readonly string[]) {
    this.#actors = actors;
    const kept = sessionStorage.getItem(KEPT) ?? '';
    if (actors.includes(kept)) this.actAs(kept);
  }

  /** Of the actors; empty: nobody in particular. */
  get name(): string {
    return this.#name;
  }

  actAs(name: string): void {
    this.#name = this.#actors.includes(name) ? name : '';
    sessionStorage.setItem(KEPT, this.#name);
    this.#token = this.#name === '' ? Promise.resolve(undefined) : tokenOf(this.#name);
    // Whoever asks with it is told.
    this.#token.catch(() => undefined);
  }

  /** Takes a token that somebody has typed in; empty: none. */
  showToken(token: string): void {
    this.#token = Promise.resolve(token === '' ? undefined : token);
  }

  readonly token = (): Promise<string | undefined> => this.#token;
}

async function tokenOf(name: string): Promise<string | undefined> {
  const response = await fetch(`${ROUTE}?${new URLSearchParams({ name }).toString()}`);
  return ((await response.json()) as { readonly token?: string }).token;
}
