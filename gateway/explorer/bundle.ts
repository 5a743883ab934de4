import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { compress, type Encoding } from '../../service/http/compression.ts';

/** One file of the explorer, compressed both ways; the plain text is not kept. */
export interface Asset {
  readonly type: string;
  readonly encoded: Readonly<Record<Encoding, Buffer>>;
}

export interface Bundle {
  /** Changes with the content, so that browsers may keep the files for ever. */
  readonly digest: string;
  readonly assets: Readonly<Record<string, Asset>>;
}

/** Better than for live answers, since it is done once: 7 is where brotli's gain per second breaks off. */
const QUALITY = 7;

/**
 * GraphiQL from the installed package, as files of our own: nothing inline, nothing from elsewhere. Loaded when the
 * explorer is first opened and let go of again, for its 9 MB of text are of no use to a gateway.
 */
export async function loadBundle(): Promise<Bundle> {
  const require = createRequire(import.meta.url);
  const texts = require('@graphql-yoga/render-graphiql/graphiql') as Readonly<
    Record<string, string>
  >;
  const js = 'text/javascript; charset=utf-8';
  const files = [
    { name: 'graphiql.js', type: js, text: texts['js'] },
    {
      name: 'graphiql.css',
      type: 'text/css; charset=utf-8',
      text: withVietnamese(texts['css'] ?? ''),
    },
    { name: 'editor-worker.js', type: js, text: texts['editorWorkerService'] },
    { name: 'json-worker.js', type: js, text: texts['jsonWorker'] },
    { name: 'graphql-worker.js', type: js, text: texts['graphqlWorker'] },
    { name: 'act-as.js', type: js, text: await ownFile('act-as.js') },
    { name: 'inline-styles.js', type: js, text: await ownFile('inline-styles.js') },
    { name: 'frame.js', type: js, text: await ownFile('frame.js') },
    { name: 'frame.css', type: 'text/css; charset=utf-8', text: await ownFile('frame.css') },
  ];
  Reflect.deleteProperty(require.cache, require.resolve('@graphql-yoga/render-graphiql/graphiql'));

  const assets = await Promise.all(
    files.map(async ({ name, type, text = '' }) => [name, await createAsset(type, text)] as const),
  );
  const digest = digestOf(files.map(({ text = '' }) => text));
  return { digest, assets: Object.fromEntries(assets) };
}

/** A file for the browser that lies beside this one. */
function ownFile(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8');
}

/**
 * The editor's font, Fira Code, has no letters such as ố and would set their marks beside them: they come from the package's
 * other font. A face that stands later goes before.
 */
function withVietnamese(css: string): string {
  const face =
    /@font-face\s*\{[^{}]*Roboto[^{}]*style:normal[^{}]*weight:400[^{}]*U\+1EA0-1EF9[^{}]*\}/u.exec(
      css,
    );
  return `${css}${face?.[0].replace('Roboto', 'Fira Code') ?? ''}`;
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
