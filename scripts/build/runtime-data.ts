/** Where what is read while the graph runs lies among the code; it stands in the build where it stands in the tree. */
export const RUNTIME_DATA = [
  'policy.yaml',
  'schema',
  'subgraphs',
  'gateway',
  'service',
  'scripts/demo',
] as const;
