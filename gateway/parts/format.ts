/**
 * How answers in parts are written. `20220824` is the form of the specification's draft of that day, which Apollo Client, urql, Relay
 * and GraphiQL read; `v0.2` the one that names what is pending, of graphql-js 17.0.0-alpha.9 and Apollo's specification of that version.
 */
export type PartsFormat = '20220824' | 'v0.2';

const MULTIPART = 'multipart/mixed';

/** The parameter by which a client asks for a format, and the format. */
const ASKED: readonly (readonly [parameter: string, format: PartsFormat])[] = [
  ['deferspec=20220824', '20220824'],
  ['incrementalspec=v0.2', 'v0.2'],
];

/** The format that an `accept` header asks for; undefined where its client takes no answer in parts, or in none of ours. */
export function partsFormatOf(accept: string | undefined): PartsFormat | undefined {
  for (const range of (accept ?? '').toLowerCase().split(',')) {
    const [type, ...parameters] = range.split(';').map((part) => part.trim().replaceAll('"', ''));
    if (type !== MULTIPART || parameters.some((one) => /^q=0(?:\.0*)?$/u.test(one))) continue;
    const asked = ASKED.find(([parameter]) => parameters.includes(parameter));
    if (asked !== undefined) return asked[1];
    // One that names no form takes the oldest; another specification is no matter of fragments that come later.
    if (!parameters.some((one) => /spec=/u.test(one))) return '20220824';
  }
  return undefined;
}

/** The media type of answers in a format. */
export function partsTypeOf(format: PartsFormat): string {
  const spec = format === 'v0.2' ? 'incrementalSpec=v0.2' : 'deferSpec=20220824';
  return `${MULTIPART}; boundary="-"; ${spec}`;
}

/** One piece of a multipart body: what is told, and the delimiter behind it, so that a client can read it at once (RFC 2046 §5.1.1). */
export function piece(
  json: Buffer,
  { first = false, last }: { first?: boolean; last: boolean },
): Buffer {
  const head = `${first ? '\r\n---\r\n' : ''}content-type: application/json; charset=utf-8\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), json, Buffer.from(`\r\n---${last ? '--' : ''}\r\n`)]);
}
