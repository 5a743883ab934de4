import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { inRepository } from '../run/subgraph-names.ts';

/** What answers the address of a place in `dist`, by its path there; a name of its own, for modules may name something `require`. */
const PLACED = '__placed';

/** Says what it is, before all modules. */
export const PLACED_BANNER = `const ${PLACED} = (place) => require('node:url').pathToFileURL(require('node:path').join(__dirname, '..', place)).href;`;

const OURS = /[\\/](?:connect|gateway|scripts|service|subgraphs)[\\/].*\.ts$/u;

/**
 * Modules that are bundled into one file of `dist/scripts` still find what lies beside them: to each its place is what it would be if
 * it stood in `dist` as it stands in the tree.
 */
export const places: Plugin = {
  name: 'places',
  setup(build) {
    // The filter is read by Go, which knows no `u`.
    build.onLoad({ filter: new RegExp(OURS.source) }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (path.includes('node_modules') || !text.includes('import.meta.url')) return undefined;
      const place = relative(inRepository('.'), path).replace(/\.ts$/u, '.js');
      const url = `${PLACED}(${JSON.stringify(place)})`;
      return { contents: text.replaceAll('import.meta.url', url), loader: 'ts' };
    });
  },
};
