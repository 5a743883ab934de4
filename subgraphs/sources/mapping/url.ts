import type { ClientName } from '../dialects/dialect.ts';

/** What a client's URL begins with, and how one is written. */
const FORMS: Readonly<Record<ClientName, readonly [schemes: readonly string[], example: string]>> =
  {
    sqlite: [['file:'], 'file:/path/to/file.db'],
    postgres: [['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/database'],
    mysql: [['mysql:', 'mariadb:'], 'mysql://user:password@host:3306/database'],
    mssql: [
      ['mssql:', 'sqlserver:'],
      'mssql://user:password@host:1433/database or …@host\\INSTANCE/database',
    ],
  };

/** The URL as URLs are written: of SQL Server a named instance, `host\\INSTANCE`, without the backslash that none may have. */
export function canonicalUrl(client: ClientName, url: string): string {
  return client === 'mssql' ? url.replace(/^([^\\]*@[^\\/@]*)\\(?=[^\\/]+)/u, '$1%5C') : url;
}

/** The client whose URLs begin so. */
export function clientOf(url: string): ClientName | undefined {
  const clients = Object.keys(FORMS) as ClientName[];
  return clients.find((client) =>
    FORMS[client][0].some((scheme) => url.toLowerCase().startsWith(scheme)),
  );
}

/** Why a text is no URL of the client's, in words that do not repeat it: it may hold a password. */
export function urlFault(
  client: ClientName,
  url: string,
): { readonly message: string; readonly mend: string } | undefined {
  const [schemes, example] = FORMS[client];
  const escapes =
    client === 'sqlite' ? '' : ', with %40, %23, %2F and %25 for @, #, / and % in a password';
  const wrong = (message: string) => ({ message, mend: `write ${example}${escapes}` });
  const scheme = /^([a-z][a-z0-9+]+:)/iu.exec(url)?.[1]?.toLowerCase();
  if (client === 'sqlite' && scheme === undefined) return undefined;
  if (scheme === undefined) return wrong('is no URL');
  if (!schemes.includes(scheme))
    return wrong(`begins with “${scheme}”, and the client is ${client}`);
  if (client === 'sqlite') {
    return url.length > scheme.length ? undefined : wrong('names no file');
  }
  if (!URL.canParse(url)) return wrong('is no URL');
  const { hostname, username, password, pathname } = new URL(url);
  if (hostname === '') return wrong('names no host');
  const parts = [username, password, pathname];
  return parts.every(isDecodable) ? undefined : wrong('has a % that begins no escaped sign');
}

function isDecodable(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
