import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Bundle, createBundle, MEDIA_TYPES } from '../pages/assets.ts';

/**
 * GraphiQL from the installed package, as files of our own: nothing inline, nothing from elsewhere. Loaded when the
 * explorer is first opened and let go of again, for its 9 MB of text are of no use to a gateway.
 */
export async function loadBundle(): Promise<Bundle> {
  const require = createRequire(import.meta.url);
  const texts = require('@graphql-yoga/render-graphiql/graphiql') as Readonly<
    Record<string, string>
  >;
  const { js, css } = MEDIA_TYPES;
  const files = [
    { name: 'graphiql.js', type: js, text: texts['js'] },
    { name: 'graphiql.css', type: css, text: withVietnamese(texts['css'] ?? '') },
    { name: 'editor-worker.js', type: js, text: texts['editorWorkerService'] },
    { name: 'json-worker.js', type: js, text: texts['jsonWorker'] },
    { name: 'graphql-worker.js', type: js, text: texts['graphqlWorker'] },
    { name: 'act-as.js', type: js, text: await ownFile('act-as.js') },
    { name: 'inline-styles.js', type: js, text: await ownFile('inline-styles.js') },
    { name: 'frame.js', type: js, text: await ownFile('frame.js') },
    { name: 'frame.css', type: css, text: await ownFile('frame.css') },
  ];
  Reflect.deleteProperty(require.cache, require.resolve('@graphql-yoga/render-graphiql/graphiql'));

  return createBundle(files.map(({ text = '', ...file }) => ({ ...file, text })));
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
