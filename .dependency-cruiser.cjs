const SOURCES = 'subgraphs/sources';
const DIALECTS = `${SOURCES}/dialects`;
const DIALECT = [`${DIALECTS}/dialect.ts`, `${DIALECTS}/shared`, `${SOURCES}/model`];

/** The rooms of subgraphs/sources on the way down from the graph to a statement; codecs and dialects lie side by side. */
const WAY_DOWN = [
  ...[
    'statistics',
    'graph',
    'reading',
    'fan-out',
    'policy',
    'copy',
    'database',
    'compiler',
    'mapping',
    'codecs',
  ].map((room) => `${SOURCES}/${room}`),
  ...DIALECT,
];
const below = (room) => WAY_DOWN.slice(WAY_DOWN.indexOf(`${SOURCES}/${room}`) + 1);

const ENGINE = 'gateway/engine';
const ENGINE_ROOMS = [
  'document',
  'rights',
  'cost',
  'planning',
  'fetching',
  'answering',
  'seen',
  'parts',
].map((room) => `${ENGINE}/${room}`);
/** The planner's tree, and that there is none. */
const PLAN = ['plan-tree.ts', 'not-plannable.ts'].map((file) => `${ENGINE}/planning/${file}`);

const CSV_LINE = 'gateway/export/formats/csv-line.ts';

const TEXT_SPAN = 'gateway/transport/answers/text-span.ts';

const SERVICE = [
  'service',
  ...[
    'settings',
    'errors',
    'yaml',
    'access',
    'http',
    'graphql',
    'telemetry',
    'redis',
    'workers',
  ].map((room) => `service/${room}`),
];

/**
 * Each room and the rooms that it may import beside itself. A room is a folder without those below it that have a row of
 * their own, or one file; whatever no row allows is forbidden, so a new room begins with its row here.
 */
const ROOMS = {
  // What gateway and subgraphs both need.
  service: [],
  'service/settings': ['service'],
  'service/errors': ['service'],
  'service/yaml': ['service'],
  'service/access': ['service', 'service/settings', 'service/errors', 'service/yaml'],
  'service/http': ['service', 'service/settings', 'service/errors', 'service/access'],
  'service/redis': ['service'],
  'service/workers': ['service', 'service/settings'],
  'service/telemetry': ['service', 'service/http'],
  'service/graphql': [
    'service',
    'service/errors',
    'service/access',
    'service/http',
    'service/telemetry',
  ],

  // The one graph. It knows no subgraph.
  gateway: [
    ENGINE,
    `${ENGINE}/cost`,
    `${ENGINE}/document`,
    `${ENGINE}/rights`,
    `${ENGINE}/seen`,
    'gateway/access',
    'gateway/asking',
    `${ENGINE}/planning`,
    `${ENGINE}/planning/plans/threads`,
    'gateway/access/audit',
    'gateway/access/break-glass',
    'gateway/explorer',
    'gateway/export',
    'gateway/parts',
    'gateway/plugins',
    'gateway/statistics-page',
    'gateway/supergraph',
    'gateway/transport',
    ...SERVICE,
  ],
  'gateway/access': [`${ENGINE}/rights`, ...SERVICE],
  // Who saw what: knows of an answer only what the assembly tells it.
  'gateway/access/audit': SERVICE,
  'gateway/access/break-glass': ['gateway/access', 'gateway/access/audit', ...SERVICE],
  // What one may ask, and how much of it.
  'gateway/asking': ['gateway/access', ...SERVICE],
  // What pages that the gateway serves have in common.
  'gateway/pages': SERVICE,
  'gateway/explorer': ['gateway/pages', ...SERVICE],
  'gateway/export': ['gateway/asking', CSV_LINE, ...SERVICE],
  // A line of CSV is the same in a file and on the page.
  [CSV_LINE]: [],
  'gateway/statistics-page': ['gateway/pages', ...SERVICE],
  // It runs in browsers: nothing of ours is there but what is text alone.
  'gateway/statistics-page/browser': [CSV_LINE],
  'gateway/plugins': SERVICE,
  'gateway/parts': [ENGINE, `${ENGINE}/parts`, ...SERVICE],
  'gateway/supergraph': ['gateway/transport', ...SERVICE],
  'gateway/transport': [TEXT_SPAN, ...SERVICE],
  // A text that was left where it came: whoever reads data may meet one.
  [TEXT_SPAN]: [],
  [ENGINE]: [...ENGINE_ROOMS, 'gateway/transport', ...SERVICE],
  [`${ENGINE}/document`]: SERVICE,
  [`${ENGINE}/cost`]: [`${ENGINE}/document`, `${ENGINE}/fetching`, ...SERVICE],
  [`${ENGINE}/rights`]: [`${ENGINE}/document`, ...SERVICE],
  // A compiled plan's types belong to what runs it: planning knows fetching, never the reverse.
  [`${ENGINE}/planning`]: [
    `${ENGINE}/document`,
    `${ENGINE}/rights`,
    `${ENGINE}/fetching`,
    `${ENGINE}/planning/requirements`,
    ...PLAN,
    'gateway/transport',
    ...SERVICE,
  ],
  [`${ENGINE}/planning/requirements`]: [`${ENGINE}/document`, ...PLAN, ...SERVICE],
  ...Object.fromEntries(PLAN.map((file) => [file, SERVICE])),
  [`${ENGINE}/planning/plans/threads`]: [`${ENGINE}/planning`, ...PLAN, ...SERVICE],
  [`${ENGINE}/fetching`]: [`${ENGINE}/document`, 'gateway/transport', ...SERVICE],
  [`${ENGINE}/seen`]: [`${ENGINE}/document`, `${ENGINE}/fetching`, TEXT_SPAN, ...SERVICE],
  [`${ENGINE}/answering`]: [`${ENGINE}/document`, `${ENGINE}/fetching`, TEXT_SPAN, ...SERVICE],

  [`${ENGINE}/parts`]: [
    ...['document', 'fetching', 'answering', 'seen'].map((room) => `${ENGINE}/${room}`),
    ...SERVICE,
  ],

  // The subgraphs do not know each other, nor the dialects.
  'subgraphs/procedures': [...WAY_DOWN, ...SERVICE],
  'subgraphs/vic': [...WAY_DOWN, ...SERVICE],
  'subgraphs/onestop': [...WAY_DOWN, ...SERVICE],

  // How a legacy database is read: each room only downwards.
  [SOURCES]: [],
  [`${SOURCES}/statistics`]: [...below('statistics'), ...SERVICE],
  [`${SOURCES}/graph`]: [...below('graph'), DIALECTS, ...SERVICE],
  [`${SOURCES}/reading`]: [...below('reading'), ...SERVICE],
  [`${SOURCES}/fan-out`]: [...below('fan-out'), ...SERVICE],
  [`${SOURCES}/policy`]: [...below('policy'), ...SERVICE],
  [`${SOURCES}/copy`]: [
    ...below('copy'),
    `${DIALECTS}/duckdb`,
    `${DIALECTS}/postgres/kept`,
    ...SERVICE,
  ],
  [`${SOURCES}/database`]: [...below('database'), DIALECTS, ...SERVICE],
  [`${SOURCES}/compiler`]: [...below('compiler'), ...SERVICE],
  [`${SOURCES}/mapping`]: [...below('mapping'), ...SERVICE],
  [`${SOURCES}/codecs`]: [`${SOURCES}/model`, ...SERVICE],
  // dialects/index.ts has all four; no dialect knows another.
  [DIALECTS]: [
    ...['mssql', 'mysql', 'postgres', 'sqlite'].map((dialect) => `${DIALECTS}/${dialect}`),
    ...DIALECT,
  ],
  [`${DIALECTS}/mssql`]: [...DIALECT, `${DIALECTS}/threads`],
  [`${DIALECTS}/mysql`]: [...DIALECT, `${DIALECTS}/threads`],
  [`${DIALECTS}/postgres`]: [...DIALECT, `${DIALECTS}/threads`],
  // Copies that several hosts share; only the copy knows it.
  [`${DIALECTS}/postgres/kept`]: [...DIALECT, `${DIALECTS}/postgres`],
  [`${DIALECTS}/sqlite`]: [...DIALECT, `${DIALECTS}/threads`],
  // Our own files, no legacy database: only the copy knows it.
  [`${DIALECTS}/duckdb`]: DIALECT,
  // How a driver runs on a thread of its own.
  [`${DIALECTS}/threads`]: DIALECT,
  [`${DIALECTS}/shared`]: [...DIALECT, 'service'],
  [`${DIALECTS}/dialect.ts`]: [`${SOURCES}/model`],
  [`${SOURCES}/model`]: ['service'],
};

// The integrator's command, a face over the sources.
const SOURCE_ROOMS = [...WAY_DOWN, DIALECTS, ...SERVICE];
const CONNECT = [
  'suggest',
  'evidence',
  'look',
  'count',
  'drift',
  'check',
  'preview',
  'explain',
  'rows',
  'mapped',
  'names',
  'reach',
  'report',
];
Object.assign(ROOMS, {
  connect: [
    'connect/commands',
    ...['onestop', 'vic', 'procedures'].map((one) => `subgraphs/${one}`),
    ...SOURCE_ROOMS,
  ],
  'connect/commands': ['connect', ...CONNECT.map((room) => `connect/${room}`), ...SOURCE_ROOMS],
  'connect/suggest': [
    'connect',
    ...['evidence', 'look', 'names', 'reach', 'report'].map((room) => `connect/${room}`),
    ...SOURCE_ROOMS,
  ],
  // One file a kind of evidence.
  'connect/evidence': ['connect/names', 'connect/reach', 'connect/report', ...SOURCE_ROOMS],
  'connect/look': ['connect/names', 'connect/reach', ...SOURCE_ROOMS],
  // Of a mapping that there is.
  'connect/check': ['connect/evidence', 'connect/mapped', 'connect/report', ...SOURCE_ROOMS],
  'connect/preview': ['connect/mapped', 'connect/report', ...SOURCE_ROOMS],
  'connect/count': ['connect', 'connect/mapped', ...SOURCE_ROOMS],
  'connect/drift': ['connect/count', 'connect/mapped', 'connect/report', ...SOURCE_ROOMS],
  'connect/explain': ['connect', 'connect/mapped', ...SOURCE_ROOMS],
  'connect/rows': ['connect', 'connect/mapped', 'connect/names', 'connect/report', ...SOURCE_ROOMS],
  'connect/mapped': ['connect', ...SOURCE_ROOMS],
  'connect/reach': ['connect', 'connect/report', ...SOURCE_ROOMS],
  'connect/report': ['connect'],
  // The words of old programs’ names; it knows nothing of databases.
  'connect/names': [],
});

/** Packages that only these rooms may import; scripts and tests are free. */
const PACKAGES = {
  saxes: [`${SOURCES}/codecs`],
  htmlparser2: [`${SOURCES}/codecs`],
  knex: [`${SOURCES}/compiler`],
  '@duckdb/node-api': [`${DIALECTS}/duckdb`],
  mssql: [],
  tedious: [`${DIALECTS}/mssql`],
  pg: [`${DIALECTS}/postgres`, `${DIALECTS}/postgres/kept`, 'gateway/access/audit'],
  'pg-copy-streams': [`${DIALECTS}/postgres/kept`],
  mysql2: [`${DIALECTS}/mysql`],
  libsql: [`${DIALECTS}/sqlite`],
  dataloader: [`${SOURCES}/reading`],
  '@apollo/subgraph': [`${SOURCES}/graph`],
  '@apollo/gateway': ['gateway'],
  '@apollo/composition': ['gateway/supergraph'],
  '@apollo/federation-internals': [
    'gateway/supergraph',
    `${ENGINE}/document`,
    `${ENGINE}/rights`,
    `${ENGINE}/planning`,
    `${ENGINE}/planning/requirements`,
  ],
  '@apollo/query-planner': [
    `${ENGINE}/planning`,
    `${ENGINE}/planning/requirements`,
    `${ENGINE}/planning/plans/threads`,
    ...PLAN,
    `${ENGINE}/fetching`,
  ],
  undici: ['gateway/transport'],
  ws: ['gateway/transport', 'service/graphql'],
  jose: ['service/access', 'gateway/access', 'gateway/access/break-glass'],
  'prom-client': ['service/telemetry'],
  ioredis: ['service/redis'],
  esbuild: ['gateway/statistics-page'],
  echarts: ['gateway/statistics-page/browser'],
};

const OURS = '^(?:connect|gateway|service|subgraphs)/';

/** The files of a room, as an expression over their paths. */
function filesOf(room) {
  if (room.endsWith('.ts')) return `^${room}$`;
  const inner = Object.keys(ROOMS)
    .filter((other) => other.startsWith(`${room}/`))
    .map((other) => other.slice(room.length + 1) + (other.endsWith('.ts') ? '$' : '/'));
  return `^${room}/${inner.length === 0 ? '' : `(?!${inner.join('|')})`}`;
}

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(ROOMS).map(([room, allowed]) => ({
      name: `${room} imports only what its row allows`,
      severity: 'error',
      from: { path: filesOf(room) },
      to: {
        path: '^(?:connect|gateway|service|subgraphs|scripts|tests)/',
        pathNot: [room, ...allowed].map(filesOf),
      },
    })),
    ...Object.entries(PACKAGES).map(([name, rooms]) => ({
      name: `${name} is known only to ${rooms.join(', ')}`,
      severity: 'error',
      from: { path: OURS, pathNot: rooms.map(filesOf) },
      to: { path: `node_modules/${name}/` },
    })),
    {
      name: 'every file is in a room',
      severity: 'error',
      from: { path: OURS, pathNot: Object.keys(ROOMS).map(filesOf) },
      to: {},
    },
    {
      name: 'nothing imports tests',
      severity: 'error',
      from: { path: '^scripts/' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
