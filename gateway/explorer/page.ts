export interface ExplorerOptions {
  readonly title: string;
  readonly endpoint: string;
  /** Queries that stand in the explorer's tabs when it is first opened. */
  readonly examples: readonly string[];
}

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M4 28V13L16 4l12 9v15z" fill="#0b6e4f"/>' +
    '<path d="M13 28V17h6v11z" fill="#fff"/></svg>',
)}`;

/** The address of one of the explorer's files. */
type AddressOf = (name: string) => string;

/** The page itself. */
export function pageHtml(file: AddressOf): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Motcua Graph</title>
    <link rel="icon" href="${ICON}" />
    <link rel="stylesheet" href="${file('graphiql.css')}" />
  </head>
  <body class="no-focus-outline">
    <noscript>The explorer needs JavaScript. The graph itself is at /graphql.</noscript>
    <div id="root"></div>
    <script src="${file('graphiql.js')}"></script>
    <script src="${file('start.js')}"></script>
  </body>
</html>
`;
}

/** Opens GraphiQL in the page. Headers, where tokens stand, are not kept in the browser. */
export function startScript(
  { title, endpoint, examples }: ExplorerOptions,
  file: AddressOf,
): string {
  const workers = {
    editorWorkerService: file('editor-worker.js'),
    json: file('json-worker.js'),
    graphql: file('graphql-worker.js'),
  };
  const options = {
    title,
    endpoint,
    logo: '<span></span>',
    shouldPersistHeaders: false,
    ...(examples.length > 0 && { defaultTabs: examples.map((query) => ({ query })) }),
  };
  return `const workers = ${JSON.stringify(workers)};
globalThis.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => workers[label] };
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), ${JSON.stringify(options)});
`;
}
