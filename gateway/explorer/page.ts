import { dataText, ICON } from '../pages/html.ts';
import type { Actors } from './actors.ts';

export interface ExplorerOptions {
  readonly title: string;
  readonly endpoint: string;
  /** Queries to open, each with what is said about it as its first lines: `# …`. */
  readonly examples: readonly string[];
  /** People whom one may act as; absent: the explorer offers nobody. */
  readonly actors?: Actors;
}

/** A query to open. */
interface Example {
  readonly title: string;
  readonly about: string;
  readonly query: string;
}

/** The address of one of the explorer's files. */
type AddressOf = (name: string) => string;

/** The page itself: GraphiQL, what stands around it, and as data what they are to know. */
export function pageHtml(
  { title, endpoint, examples, actors }: ExplorerOptions,
  file: AddressOf,
  nonce: string,
): string {
  const workers = {
    editorWorkerService: file('editor-worker.js'),
    json: file('json-worker.js'),
    graphql: file('graphql-worker.js'),
  };
  const known = {
    endpoint,
    examples: examples.map(exampleOf),
    workers,
    nonce,
    ...(actors && { actors: actors.names }),
  };
  const actAs = actors ? `<script type="module" src="${file('act-as.js')}"></script>\n    ` : '';
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${title}</title>
    <link rel="icon" href="${ICON}" />
    <link rel="stylesheet" href="${file('graphiql.css')}" />
    <link rel="stylesheet" href="${file('frame.css')}" />
    <script id="options" type="application/json">${dataText(known)}</script>
    ${actAs}<script defer src="${file('inline-styles.js')}"></script>
    <script type="module" src="${file('frame.js')}"></script>
    <script defer src="${file('graphiql.js')}"></script>
  </head>
  <body class="no-focus-outline">
    <noscript>The explorer needs JavaScript. The graph itself is at ${endpoint}.</noscript>
    <header id="bar">
      <h1>${title}</h1>
      <details id="examples">
        <summary>Examples</summary>
        <ul id="list"></ul>
      </details>
      <button id="share">Share link</button>
      <button id="curl">Copy as curl</button>
    </header>
    <main id="root"></main>
    <details id="trail" open>
      <summary>Who answered <span id="summary"></span></summary>
      <div>
        <section id="errors-part" hidden>
          <h2>Errors: code, line in the query, place in the answer</h2>
          <table><tbody id="errors"></tbody></table>
        </section>
        <section id="sources-part" hidden>
          <h2>Sources: status, read from, as of, rows, time</h2>
          <table><tbody id="sources"></tbody></table>
        </section>
        <p id="asks" hidden>Ask for <code>sources { source status from asOf rows ms }</code> in a list to see who gave it.</p>
        <section id="fetches-part" hidden>
          <h2>Query plan: subgraph, places in the answer, entities, from when to when</h2>
          <table><tbody id="fetches"></tbody></table>
        </section>
      </div>
    </details>
  </body>
</html>
`;
}

/** An example by the comment before it and the name of its operation: `OneOffice` is “One Office”. */
function exampleOf(query: string): Example {
  const lines = /^(?:#.*\n)*/u.exec(query)?.[0] ?? '';
  const about = lines.replaceAll(/^# */gmu, '').trim().replaceAll('\n', ' ');
  const name = /^(?:query|mutation) +(\w+)/mu.exec(query)?.[1] ?? '';
  const words = name.replaceAll(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, ' ');
  return { title: words === '' ? 'Query' : `${words}:`, about, query };
}
