import { CopyFault } from '../copy-fault.ts';

/** What PostgreSQL says of what it cannot do at all, and not of a value, which may be somebody's. */
const TELLING = /^(?:08|0A|28|3D|3F|42|53|54|55|57|58|XX)/u;

/** Whether PostgreSQL says by this error that a copy does not hold what it should. */
export function saysBroken(error: unknown): boolean {
  return /^(?:42P01|42703|3F000|XX00[12])$/u.test(codeOf(error));
}

/** What writing to the database met, in the words of whoever can mend it. */
export function schemaFault(where: string, cause: unknown): CopyFault {
  return new CopyFault(`${where}: ${whyOf(cause)}`, { cause, isBroken: saysBroken(cause) });
}

/** PostgreSQL's own code, or that of the connection; empty where there is none. */
export function codeOf(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function whyOf(cause: unknown): string {
  const code = codeOf(cause);
  const [said = ''] = String((cause as Partial<Error>).message ?? cause).split('\n');
  if (code === '53100')
    return 'there is no room on the server’s disk: make some and copy again, which goes on from here; the copy before is read meanwhile';
  if (code === '42501')
    return 'this user may not write there: it needs CREATE on the database, and what copies there are must be its own (COPY_URL)';
  if (/^(?:28|3D)/u.test(code)) return `the server does not let us in (${said})`;
  if (/^E[A-Z]+$|^08|^57P/u.test(code) || /timeout|terminated/iu.test(said))
    return 'the server does not answer, or has gone (COPY_URL): copy again when it is back, which goes on from here';
  if (cause instanceof RangeError) return said;
  return `the copy cannot be written (${TELLING.test(code) ? `${code} ${said}` : code})`;
}
