import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DatabaseOptions } from '../../subgraphs/sources/dialects/dialect.ts';
import { databaseOptions } from '../../subgraphs/sources/mapping/read-mapping.ts';
import { databaseSchema } from '../../subgraphs/sources/mapping/schema/database.ts';
import { canonicalUrl, clientOf, urlFault } from '../../subgraphs/sources/mapping/url.ts';
import { CouldNotRun, type Surroundings } from '../surroundings.ts';

/** A way into a database. */
export interface Login {
  readonly options: DatabaseOptions;
  /** The URL without the password, as it may be shown and written. */
  readonly shown: string;
  /** A password was given. */
  readonly secret: boolean;
}

/** Where the password is looked for before anybody is asked. */
const PASSWORD = 'CONNECT_PASSWORD';

/** The login of a URL. Its password comes from the environment or is asked for: on a command line all would see it. */
export async function loginOf(
  {
    url: given,
    schema,
    typed,
  }: {
    readonly url: string;
    readonly schema?: string | undefined;
    /** The URL stands on the command line. */
    readonly typed: boolean;
  },
  { environment, interactive, ask }: Surroundings,
): Promise<Login> {
  const url = clientOf(given) === undefined && existsSync(given) ? `file:${resolve(given)}` : given;
  const client = clientOf(url);
  if (client === undefined)
    throw new CouldNotRun(
      `${looksLikePath(url) ? `There is no file ${url}` : 'The URL begins with no database’s name'} — write file:/path/to/file.db, postgres://user@host:5432/database, mysql://user@host:3306/database or mssql://user@host:1433/database`,
    );
  const fault = urlFault(client, canonicalUrl(client, url));
  if (fault !== undefined) throw new CouldNotRun(`The URL ${fault.message} — ${fault.mend}`);

  const whole = client === 'sqlite' ? null : new URL(canonicalUrl(client, url));
  if (whole !== null && whole.password !== '' && typed)
    throw new CouldNotRun(
      `A password on the command line can be seen by all — leave it out of the URL, and set ${PASSWORD}, or type it when asked`,
    );
  if (whole !== null && whole.password === '' && whole.username !== '') {
    const password =
      environment[PASSWORD] ??
      (interactive
        ? await ask(`Password of ${whole.username} at ${whole.host} (Enter for none): `, {
            secret: true,
          })
        : '');
    whole.password = encodeURIComponent(password);
  }
  const parsed = databaseSchema.parse({
    client,
    url: whole?.href ?? url,
    ...(schema === undefined ? {} : { schema }),
    statementTimeout: '30s',
    connectTimeout: '10s',
    pool: { max: 4 },
  });
  return {
    options: databaseOptions(parsed),
    shown: withoutPassword(whole) ?? url,
    secret: whole !== null && whole.password !== '',
  };
}

/** Whether it can only be a file, and may be repeated: in any other form of an address a password may stand. */
function looksLikePath(given: string): boolean {
  return (
    /^[^@=;\s]+\.(?:db|db3|sqlite|sqlite3)$/iu.test(given) && !/^[a-z][a-z0-9+]+:/iu.test(given)
  );
}

function withoutPassword(url: URL | null): string | null {
  if (url === null) return null;
  const bare = new URL(url);
  bare.password = '';
  return bare.href;
}
