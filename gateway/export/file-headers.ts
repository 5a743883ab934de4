import type { ServerResponse } from 'node:http';
import type { Exchange } from '../../service/http/exchange.ts';
import type { ExportDocument } from './export-document.ts';
import type { Format, Manifest } from './formats/format.ts';

const TRAILERS = 'x-export-rows, x-export-partial, x-export-manifest';

interface Sent {
  readonly response: ServerResponse;
  readonly partial: boolean;
  readonly exchange: Exchange;
}

/** What stands before the file. */
export function headOf(
  { name }: ExportDocument,
  { mediaType, extension }: Format,
  { response, partial, exchange }: Sent,
) {
  const file = `${name}${partial ? '-partial' : ''}.${extension}`;
  return {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${file}"`,
    'x-request-id': exchange.requestId,
    // HTTP/1.0 has no place for them.
    ...(response.req.httpVersion !== '1.0' && { trailer: TRAILERS }),
  };
}

/** Behind the file, since only then it is known. */
export function trailersOf(manifest: Manifest): Readonly<Record<string, string>> {
  return {
    'x-export-rows': String(manifest.rows),
    'x-export-partial': String(manifest.partial),
    'x-export-manifest': asciiJson(manifest),
  };
}

/** JSON as a header’s value may have it (RFC 9110 §5.5). */
function asciiJson(value: object): string {
  return JSON.stringify(value).replaceAll(
    /[^ -~]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
