import { z } from 'zod';

/** The database servers that scripts write their own databases into, as tests do. */
export const testServers = {
  postgres: z.string().default('postgres://postgres@127.0.0.1:5432/postgres').meta({
    env: 'TEST_PG_URL',
    give: 'a URL',
    about: 'PostgreSQL, as its owner',
  }),
  mysql: z.string().default('mysql://root@127.0.0.1:3306/test').meta({
    env: 'TEST_MYSQL_URL',
    give: 'a URL',
    about: 'MariaDB, as its owner',
  }),
};
