import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { acceptedEncoding, compress, type Encoding } from '../../service/http/compression.ts';
import type { Handler } from '../../service/http/http-service.ts';

/** A file of a page, as text. */
export interface PageFile {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly text: string;
}

/** One file of a page, compressed both ways; the plain text is not kept. */
interface Asset {
  readonly type: string;
  readonly encoded: Readonly<Record<Encoding, Buffer>>;
}

/** The files of a page. */
export interface Bundle {
  /** Changes with the content, so that browsers may keep the files for ever. */
  readonly digest: string;
  readonly assets: Readonly<Record<string, Asset>>;
}

export const MEDIA_TYPES = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
} as const;

/** Better than for live answers, since it is done once: 7 is where brotli's gain per second breaks off. */
const QUALITY = 7;

/** Compresses files, once for all who ask for them. */
export async function createBundle(files: readonly PageFile[]): Promise<Bundle> {
  const assets = await Promise.all(
    files.map(async ({ name, type, text }) => [name, await createAsset(type, text)] as const),
  );
  return {
    digest: digestOf(files.map(({ text }) => text)),
    assets: Object.fromEntries(assets),
  };
}

/** A bundle that is made when it is first asked for; after a failure it is tried anew. */
export function whenAsked(load: () => Promise<Bundle>): () => Promise<Bundle> {
  let loading: Promise<Bundle> | undefined;
  return () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}

/** Where a file of a bundle is; the digest in it lets browsers keep the file until there is another. */
export function addressesIn(folder: string, { digest }: Bundle): (name: string) => string {
  return (name) => `${folder}${name}?v=${digest}`;
}

/** A route for each of these names below the folder, which answers with the bundle's file of that name. */
export function assetRoutes(
  folder: string,
  names: readonly string[],
  bundle: () => Promise<Bundle>,
): Readonly<Record<string, Handler>> {
  const routes = names.map((name): readonly [string, Handler] => [
    `${folder}${name}`,
    async (request, response) => {
      const asset = (await bundle()).assets[name];
      if (asset) sendAsset(request, response, asset);
    },
  ]);
  return Object.fromEntries(routes);
}

/** Twelve characters that stand for these texts. */
function digestOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('base64url').slice(0, 12);
}

/** Compresses a text both ways. */
async function createAsset(type: string, text: string): Promise<Asset> {
  const body = Buffer.from(text);
  const [br, gzip] = await Promise.all([compress(body, 'br', QUALITY), compress(body, 'gzip')]);
  return { type, encoded: { br, gzip } };
}

function sendAsset(request: IncomingMessage, response: ServerResponse, asset: Asset): void {
  const header = request.headers['accept-encoding'];
  const encoding = acceptedEncoding(typeof header === 'string' ? header : undefined);
  // A client that takes no compression is a tool, not a browser: it may wait for its text.
  const body = encoding ? asset.encoded[encoding] : gunzipSync(asset.encoded.gzip);
  response.writeHead(200, {
    'content-type': asset.type,
    'content-length': body.length,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
    ...(encoding && { 'content-encoding': encoding }),
  });
  response.end(body);
}
