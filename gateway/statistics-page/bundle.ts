import { readFile } from 'node:fs/promises';
import { isNativeError } from 'node:util/types';
import { type Bundle, createBundle, MEDIA_TYPES } from '../pages/assets.ts';

/** Where `npm run build` puts the files, beside this one; in the tree there are none. */
const BUILT = new URL('built/', import.meta.url);

/** The page's files. */
export const FILES = ['main.js', 'charting.js', 'page.css', 'licences.txt'] as const;

/** The page's files as `npm run build` has made them; in the tree they are made here and now, which takes under a second. */
export async function loadBundle(): Promise<Bundle> {
  const texts = (await readBuilt()) ?? (await (await import('./build.ts')).buildBrowser());
  return createBundle(FILES.map((name) => ({ name, type: typeOf(name), text: texts[name] ?? '' })));
}

async function readBuilt(): Promise<Readonly<Record<string, string>> | undefined> {
  try {
    const texts = FILES.map(async (name) => [name, await readFile(new URL(name, BUILT), 'utf8')]);
    return Object.fromEntries(await Promise.all(texts)) as Record<string, string>;
  } catch (error) {
    if (isNativeError(error) && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function typeOf(name: (typeof FILES)[number]): string {
  return MEDIA_TYPES[name.slice(name.lastIndexOf('.') + 1) as keyof typeof MEDIA_TYPES];
}
