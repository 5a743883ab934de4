import { randomBytes } from 'node:crypto';
import type { Handler } from '../../service/http/http-service.ts';
import { addressesIn, assetRoutes, whenAsked } from '../pages/assets.ts';
import { sendPage } from '../pages/html.ts';
import { actAsRoute } from './actors.ts';
import { loadBundle } from './bundle.ts';
import { pageHtml, type ExplorerOptions } from './page.ts';

export type { ExplorerOptions };

/**
 * The page may load and connect only to where it came from. Monaco, the editor in it, writes style sheets into the page, which
 * the frame lets in by the nonce, and attributes of style on each line, which inline-styles.js makes properties; it brings its
 * symbols as data.
 */
const policyOf = (nonce: string): readonly string[] => [
  `default-src 'none'`,
  `script-src 'self'`,
  `worker-src 'self'`,
  `connect-src 'self'`,
  `style-src-elem 'self' 'nonce-${nonce}'`,
  `img-src 'self' data:`,
  `font-src 'self' data:`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
];

const FOLDER = '/explorer/';
const FILES = [
  'act-as.js',
  'inline-styles.js',
  'frame.js',
  'frame.css',
  'graphiql.js',
  'graphiql.css',
  'editor-worker.js',
  'json-worker.js',
  'graphql-worker.js',
];

/** The explorer's routes: the page at `/`, its files below `/explorer/`. */
export function createExplorer(options: ExplorerOptions): Readonly<Record<string, Handler>> {
  const bundle = whenAsked(loadBundle);
  return {
    '/': async (_request, response) => {
      const file = addressesIn(FOLDER, await bundle());
      const nonce = randomBytes(16).toString('base64');
      sendPage(response, policyOf(nonce), pageHtml(options, file, nonce));
    },
    ...assetRoutes(FOLDER, FILES, bundle),
    ...(options.actors && actAsRoute(options.actors)),
  };
}
