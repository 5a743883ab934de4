import type { DatabaseFault, Trouble, Troubles } from '../../dialect.ts';

/** What happens on the way to a server is called alike by every driver: codes of Node and of OpenSSL. */
const ON_THE_WAY: Troubles = {
  ENOTFOUND: 'HOST',
  EAI_AGAIN: 'HOST',
  EAI_FAIL: 'HOST',
  ECONNREFUSED: 'PORT',
  EHOSTUNREACH: 'PORT',
  ENETUNREACH: 'PORT',
  ETIMEDOUT: 'TIMEOUT',
  ECONNRESET: 'LOST',
  EPIPE: 'LOST',
  EPROTO: 'TLS',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'TLS',
  SELF_SIGNED_CERT_IN_CHAIN: 'TLS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'TLS',
  UNABLE_TO_GET_ISSUER_CERT: 'TLS',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'TLS',
  CERT_HAS_EXPIRED: 'TLS',
  CERT_NOT_YET_VALID: 'TLS',
};

/** Errors that drivers give no code. */
const UNCODED: readonly (readonly [RegExp, Trouble])[] = [
  [/timeout/iu, 'TIMEOUT'],
  [/\b(?:SSL|TLS|certificate)\b/iu, 'TLS'],
  [/terminated|ended|closed/iu, 'LOST'],
];

/** What a failed read tells the operator: the cause, and the driver's code for it. */
export interface Diagnosis {
  readonly trouble: Trouble;
  readonly code: string | undefined;
}

/** Finds out why a read failed from the codes that the driver, Node and OpenSSL hung on its error. */
export function diagnose(fault: DatabaseFault, troubles: Troubles): Diagnosis {
  const errors = errorsIn(fault.cause);
  const codes = errors.flatMap(codesOf);
  for (const code of codes) {
    const trouble =
      troubles[code] ?? ON_THE_WAY[code] ?? (/^ERR_(?:TLS|SSL)/u.test(code) ? 'TLS' : undefined);
    if (trouble !== undefined) return { trouble, code };
  }
  const code = codes[0];
  const messages = errors.map(({ message }) => String(message));
  const uncoded = UNCODED.find(([words]) => messages.some((message) => words.test(message)))?.[1];
  switch (fault.reason) {
    case 'TIMEOUT':
    case 'BUSY':
      return { trouble: fault.reason, code };
    case 'REFUSED':
    case 'FAILED':
    case 'CANCELLED':
    case 'TOO_MUCH':
    case 'TOO_COMPLEX':
    case 'TOO_COSTLY':
      return { trouble: 'STATEMENT', code };
    case 'UNREACHABLE':
      return { trouble: uncoded ?? 'OTHER', code };
  }
}

type Coded = Readonly<Record<'code' | 'number' | 'errno' | 'message', unknown>>;

/** The error with all that it wraps: drivers put Node's error, or several of them, below their own. */
function errorsIn(error: unknown, depth = 0): readonly Coded[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const { cause, originalError, errors } = error as Readonly<Record<string, unknown>>;
  const below = [cause, originalError, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return [error as Coded, ...below.flatMap((one) => errorsIn(one, depth + 1))];
}

/** A server's number says more than the driver's word for where it failed. */
function codesOf({ number, code }: Coded): readonly string[] {
  return [number, code].flatMap((one) =>
    (typeof one === 'string' && one !== '') || typeof one === 'number' ? [String(one)] : [],
  );
}

const SENTENCES: Readonly<Record<Trouble, string>> = {
  CREDENTIALS:
    'the server takes neither this user nor password from here — check both in “url”, with %40 for an @, and that the user may log in from this host',
  DATABASE:
    'the server has no such database, or the user may not open it — check the name at the end of “url”',
  PERMISSION: 'the user may not read what the mapping names — grant it SELECT on the tables',
  HOST: 'the name of the host is not known — check the host in “url”, and DNS',
  PORT: 'nothing listens at the host and port — check both in “url”, that the server runs, and the firewall',
  TLS: 'no encrypted connection comes about — check the certificate, and “encrypt”, “trustServerCertificate”, “legacyTls”',
  TIMEOUT:
    'no answer came in time — check the network, the load of the server, “connectTimeout” and “statementTimeout”',
  BUSY: 'every connection was in use until time was up — check the load, and “pool: { max }”',
  LOCKED:
    'another program held the rows until time was up — check “lockTimeout”, or have the database allow snapshots',
  CONNECTIONS: 'the server takes no more connections — check its limit, and “pool: { max }”',
  LOST: 'the connection broke or was not taken up — check whether the server was restarted, and what stands between',
  FILE_MISSING: 'there is no such file — check the path in “url”',
  FILE_CLOSED:
    'the file cannot be opened — check that it is a file, and that this user may read it and its folder',
  FILE_FORM: 'the file is no SQLite database, or is damaged — check what it is',
  STATEMENT: 'the server refused a statement — check whether its tables were changed',
  OTHER: 'the database does not answer — look up the code',
};

/** The cause in a sentence, with what to check. It names no host, user, path or value. */
export function describeTrouble({ trouble, code }: Diagnosis): string {
  const [what = '', mend = ''] = SENTENCES[trouble].split(' — ');
  return `${what}${code === undefined ? '' : ` (${code})`} — ${mend}`;
}
