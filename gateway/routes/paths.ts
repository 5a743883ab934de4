/** Where the gateway is asked for what. */
export const PATHS = {
  graph: '/graphql',
  export: '/export',
  breakGlass: '/break-glass',
  explorer: '/',
} as const;
