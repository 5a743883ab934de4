import { afterEach, describe, expect, it } from '@jest/globals';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import { ask } from '../../support/ask.ts';
import { type Offices, openOffices } from '../../support/offices/offices.ts';
import { serverUrl } from '../../support/offices/servers.ts';

const USER = `motcua_reader_${process.pid}`;
const TABLES = ['motcua_granted', 'motcua_denied'] as const;

const DATABASES = [
  { client: 'postgres', url: await serverUrl('postgres') },
  { client: 'mysql', url: await serverUrl('mysql') },
] as const;

describe.each(DATABASES)('an office on $client that refuses', ({ client, url }) => {
  const user = client === 'mysql' ? `'${USER}'@'%'` : USER;
  let offices: Offices | undefined;
  afterEach(async () => {
    await offices?.close();
    if (url === null) return;
    await runAsOwner(client, url, [
      ...TABLES.map((table) => `DROP TABLE IF EXISTS ${table}`),
      `DROP ${client === 'mysql' ? 'USER' : 'ROLE'} IF EXISTS ${user}`,
    ]);
  });

  (url === null ? it.skip : it)(
    'says which of four it is: no right, no table, no database, no such user',
    async () => {
      if (url === null) return;
      await runAsOwner(client, url, [
        ...TABLES.map((table) => `DROP TABLE IF EXISTS ${table}`),
        `DROP ${client === 'mysql' ? 'USER' : 'ROLE'} IF EXISTS ${user}`,
        client === 'mysql'
          ? `CREATE USER ${user} IDENTIFIED BY 'doc'`
          : `CREATE ROLE ${user} LOGIN PASSWORD 'doc'`,
        ...TABLES.map((table) => `CREATE TABLE ${table} (id int PRIMARY KEY, so varchar(20))`),
        `GRANT SELECT ON ${TABLES[0]} TO ${user}`,
      ]);
      const address = new URL(url);
      address.username = USER;
      address.password = 'doc';
      const stranger = new URL(address);
      stranger.username = `${USER}_x`;
      const elsewhere = new URL(address);
      elsewhere.pathname = '/motcua_nowhere';
      const office = (code: string, table: string, at: URL) => ({
        file: `${code}.yaml`,
        yaml: `
source: { code: ${code}, name: Một cửa ${code} }
office: { level: DISTRICT }
database: { client: ${client}, url: "${at.href}" }
dossier: { table: ${table}, key: id, columns: { code: so } }
`,
        sql: [],
      });
      offices = await openOffices([
        office('granted', TABLES[0], address),
        office('denied', TABLES[1], address),
        office('absent', 'motcua_absent', address),
        office('nowhere', TABLES[0], elsewhere),
        office('stranger', TABLES[0], stranger),
      ]);

      const { data } = await ask(offices.subgraph, '{ dossiers { sources { source status } } }');

      const statusOf = Object.fromEntries(
        data.dossiers.sources.map((one: { source: string; status: string }) => [
          one.source,
          one.status,
        ]),
      );
      expect(statusOf['granted']).toBe('OK');
      const said = (code: string) =>
        JSON.stringify(
          offices?.logged.filter(({ source, level }) => source === code && Number(level) >= 40),
        );
      expect(said('denied')).toContain(
        'the database’s user may not read the table “motcua_denied”',
      );
      // MariaDB hides from a user without a right whether there is such a table.
      expect(said('absent')).toContain(
        client === 'mysql'
          ? 'where no right is given at all, it may also not exist'
          : 'the database has no table “motcua_absent”',
      );
      expect(said('nowhere')).toContain(
        'the server has no such database, or the user may not open it',
      );
      expect(said('stranger')).toContain('"trouble":"CREDENTIALS"');
    },
  );
});
