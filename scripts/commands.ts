interface ListedCommand {
  /** What it does, in a line of the help. */
  readonly about: string;
  /** Loads and runs it; it reads the command line by itself. */
  readonly run: () => Promise<unknown>;
}

/**
 * The commands of the package, for who runs the graph; development has more, in package.json. Of what they load no module awaits
 * at its top, so that all of it can be one program (`build/bundle.ts`).
 */
export const commands: ReadonlyMap<string, ListedCommand> = new Map([
  [
    'start',
    {
      about: 'runs the whole graph in one process, over the demo province or your mapping files',
      run: () => import('./run/start.ts'),
    },
  ],
  [
    'gateway',
    {
      about: 'serves the graph to clients, over subgraphs in processes of their own',
      run: () => import('../gateway/main.ts'),
    },
  ],
  [
    'subgraph',
    {
      about: 'serves one subgraph to the gateway: procedures, vic or onestop',
      run: () => import('./run/subgraph.ts'),
    },
  ],
  [
    'connect',
    {
      about: 'connects a legacy database: what it holds, what a mapping makes of it',
      run: () => import('../connect/main.ts'),
    },
  ],
  [
    'copy',
    {
      about: 'copies the sources, for fast lists and for when one is down',
      run: () => import('./run/copy.ts'),
    },
  ],
  [
    'api-key',
    {
      about: 'makes an API key for a service or a notebook',
      run: () => import('./credentials/api-key.ts'),
    },
  ],
  [
    'token',
    {
      about: 'prints a token of the demo’s own issuer',
      run: () => import('./credentials/token.ts'),
    },
  ],
  [
    'demo-data',
    {
      about: 'writes the demo province’s legacy databases',
      run: () => import('./demo/demo-data.ts'),
    },
  ],
  [
    'audit',
    {
      about: 'verifies, searches and reports the trail of who saw personal data',
      run: () => import('./audit/audit.ts'),
    },
  ],
]);
