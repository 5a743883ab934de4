/** How the servers of the tests, which are on this machine, are spoken with. */
export const UNENCRYPTED = {
  encrypt: false,
  trustServerCertificate: false,
  legacyTls: false,
  readOnlyIntent: true,
} as const;
