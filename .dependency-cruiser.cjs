/** The boundaries of shared design §2: data flows one way, and only sources/ knows a database. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'gateway-knows-no-subgraph',
      severity: 'error',
      from: { path: '^gateway/' },
      to: { path: '^subgraphs/' },
    },
    {
      name: 'subgraphs-do-not-know-each-other',
      severity: 'error',
      from: { path: '^subgraphs/(procedures|vic|onestop)/' },
      to: { path: '^subgraphs/(procedures|vic|onestop)/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'sources-is-no-subgraph',
      severity: 'error',
      from: { path: '^subgraphs/sources/' },
      to: { path: '^(gateway/|subgraphs/(procedures|vic|onestop)/)' },
    },
    {
      name: 'service-stands-alone',
      severity: 'error',
      from: { path: '^service/' },
      to: { path: '^(gateway|subgraphs|scripts)/' },
    },
    {
      name: 'only-sources-knows-databases',
      severity: 'error',
      from: { path: '^(gateway|service|subgraphs)/', pathNot: '^subgraphs/sources/' },
      to: { path: 'node_modules/(knex|mssql|tedious|pg|mysql2|libsql)/' },
    },
    {
      name: 'nothing-imports-tests-or-scripts',
      severity: 'error',
      from: { path: '^(gateway|service|subgraphs)/' },
      to: { path: '^(tests|scripts)/' },
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
