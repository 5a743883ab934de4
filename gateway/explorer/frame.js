// What stands around GraphiQL: examples, a link and a curl of what is open, and beside each answer who gave it. It runs before
// GraphiQL does, so that it sees every request.
const { endpoint, examples, workers, nonce } = JSON.parse(
  document.querySelector('#options').textContent,
);
globalThis.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) => workers[label],
};
const byId = (id) => document.getElementById(id);

// Monaco writes style sheets into the page; only those that it makes by this are let in.
const createElement = document.createElement.bind(document);
document.createElement = (name, options) => {
  const element = createElement(name, options);
  if (name === 'style') element.nonce = nonce;
  return element;
};

function row(cells) {
  const line = createElement('tr');
  for (const cell of cells) line.append(Object.assign(createElement('td'), { textContent: cell }));
  return line;
}

/** Every source that an answer names, with the worst that is said of it and all its rows. */
function sourcesIn(value, found = new Map()) {
  if (Array.isArray(value)) for (const item of value) sourcesIn(item, found);
  else if (value !== null && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) {
      if (name !== 'sources' || !Array.isArray(inner)) {
        sourcesIn(inner, found);
        continue;
      }
      for (const one of inner) {
        if (typeof one?.source !== 'string') continue;
        const known = found.get(one.source) ?? { ...one, rows: 0, ms: 0 };
        found.set(one.source, {
          ...known,
          ...(one.status !== undefined && one.status !== 'OK' && { status: one.status }),
          rows: known.rows + (one.rows ?? 0),
          ms: Math.max(known.ms, one.ms ?? 0),
        });
      }
    }
  }
  return found;
}

function counted({ length }, one, many) {
  return `${length} ${length === 1 ? one : many}`;
}

/** Who answered, from where, how fresh and how long; then what was asked of which subgraph. */
function show({ data, errors = [], extensions = {} }, ms) {
  const sources = [...sourcesIn(data).values()];
  const fetches = extensions.queryPlan ?? [];
  byId('sources').replaceChildren(
    ...sources.map(({ source, status = '', from = '', asOf = '', rows, ms: took }) =>
      row([
        source,
        status,
        from ?? '',
        (asOf ?? '').slice(0, 16),
        `${rows}`,
        took > 0 ? `${took} ms` : '',
      ]),
    ),
  );
  byId('fetches').replaceChildren(
    ...fetches.map(({ subgraph, paths, representations, startMs, ms: took, failed }) =>
      row([
        subgraph,
        paths.map((path) => path.join('.') || 'root').join(', '),
        representations === 0 ? '' : `${representations}`,
        `${Math.round(startMs)}–${Math.round(startMs + took)} ms`,
        failed ? 'failed' : '',
      ]),
    ),
  );
  byId('errors').replaceChildren(
    ...errors.map(({ message, path = [], locations = [], extensions: { code = '' } = {} }) =>
      row([
        code,
        locations.map(({ line, column }) => `${line}:${column}`).join(', '),
        path.join('.'),
        message,
      ]),
    ),
  );
  for (const name of ['sources', 'fetches', 'errors'])
    byId(`${name}-part`).hidden = byId(name).childElementCount === 0;
  byId('asks').hidden = sources.length > 0;
  byId('summary').textContent = [
    `${ms} ms`,
    counted(fetches, 'fetch', 'fetches'),
    counted(sources, 'source', 'sources'),
    counted(errors, 'error', 'errors'),
  ].join(' · ');
}

/** Nothing is said of an answer that comes in parts, and nothing that was said of the one before it stays. */
function showNothing() {
  for (const name of ['sources-part', 'fetches-part', 'errors-part', 'asks'])
    byId(name).hidden = true;
  byId('summary').textContent = '';
}

const ask = globalThis.fetch.bind(globalThis);
globalThis.fetch = async (input, init) => {
  const body = typeof init?.body === 'string' ? init.body : '';
  const isOurs = new URL(String(input?.url ?? input), location.href).pathname === endpoint;
  if (!isOurs || body.includes('IntrospectionQuery')) return ask(input, init);
  const headers = new Headers(init?.headers);
  if (body === '') {
    // GraphiQL subscribes by GET: a header shows that no page of another site has a browser ask so.
    headers.set('apollo-require-preflight', '1');
    showNothing();
    return ask(input, { ...init, headers });
  }
  headers.set('x-query-plan', '1');
  const started = performance.now();
  const response = await ask(input, { ...init, headers });
  // A copy of what comes in parts would be whole with its last one, and hold back those before it until then.
  if (response.headers.get('content-type')?.startsWith('multipart/')) {
    showNothing();
    return response;
  }
  const answer = await response
    .clone()
    .json()
    .catch(() => null);
  if (answer === null) return response;
  show(answer, Math.round(performance.now() - started));
  const { queryPlan, ...extensions } = answer.extensions ?? {};
  const shown = { ...answer, extensions };
  if (Object.keys(extensions).length === 0) delete shown.extensions;
  const { status, headers: answered } = response;
  return new Response(JSON.stringify(shown), { status, headers: answered });
};

/** The tab that is open, as GraphiQL keeps it. */
function open() {
  const { tabs = [], activeTabIndex = 0 } = JSON.parse(
    localStorage.getItem('graphiql:tabState') ?? '{}',
  );
  const { query = '', variables = '' } = tabs[activeTabIndex] ?? {};
  return { query: query ?? '', variables: variables ?? '' };
}

/** Opens GraphiQL anew, with a query in a tab of its own, or in the tab that has it already. */
function start(shown) {
  const root = createElement('div');
  byId('root').replaceChildren(root);
  YogaGraphiQL.renderYogaGraphiQL(root, {
    title: '',
    endpoint,
    logo: '<span></span>',
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: shown?.variables ? 'variables' : false,
    ...(shown ?? { defaultTabs: [{ query: examples[0]?.query ?? '' }] }),
  });
}

/** A page over plain HTTP has no clipboard: there the text is shown to be copied. */
async function copy(text, button) {
  button.dataset.said ??= button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    prompt('Copy', text);
    return;
  }
  button.textContent = 'Copied';
  setTimeout(() => (button.textContent = button.dataset.said), 1500);
}

/** Within single quotes a shell takes all as it stands but the quote. */
const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

byId('share').onclick = ({ currentTarget }) => {
  const { query, variables } = open();
  const hash = new URLSearchParams({ query, ...(variables && { variables }) });
  copy(`${location.origin}${location.pathname}#${hash}`, currentTarget);
};
byId('curl').onclick = ({ currentTarget }) => {
  const { query, variables } = open();
  let given = {};
  try {
    given = JSON.parse(variables || '{}');
  } catch {
    // What is no JSON yet is left out.
  }
  const body = JSON.stringify({ query, variables: given });
  const address = new URL(endpoint, location.href).href;
  copy(`curl -s ${address} -H 'content-type: application/json' -d ${quoted(body)}`, currentTarget);
};

for (const { title, about, query } of examples) {
  const button = createElement('button');
  const name = Object.assign(createElement('b'), { textContent: title });
  button.append(name, ` ${about}`);
  button.onclick = () => {
    byId('examples').open = false;
    start({ query, variables: '' });
  };
  const item = createElement('li');
  item.append(button);
  byId('list').append(item);
}

// The list lies over the answer: whoever goes on elsewhere is done with it.
const leave = ({ target, key }) => {
  if (key === 'Escape' || (key === undefined && !byId('examples').contains(target)))
    byId('examples').open = false;
};
addEventListener('pointerdown', leave);
addEventListener('keydown', leave);

addEventListener('DOMContentLoaded', () => {
  const shared = new URLSearchParams(location.hash.slice(1));
  const query = shared.get('query');
  if (query !== null) history.replaceState(null, '', location.pathname);
  start(query === null ? null : { query, variables: shared.get('variables') ?? '' });
});
