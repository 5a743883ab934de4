import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The page's files, by their names. */
export type BuiltFiles = Readonly<Record<string, string>>;

const BROWSER = fileURLToPath(new URL('browser/', import.meta.url));
/** A package's own folder in a path of one of its files. */
const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/u;
const LICENCE = /^(?:licen[cs]e|notice)/iu;

/** Makes of the browser's code what browsers run: the page's script, the charting library for it to load, its style. */
export async function buildBrowser(): Promise<BuiltFiles> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: BROWSER,
    entryPoints: ['main.ts', 'charting.ts', 'page.css'],
    outdir: BROWSER,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const files = outputFiles.map(({ path, text }) => [path.slice(BROWSER.length), text] as const);
  const licences = await licencesOf(
    Object.keys(metafile.inputs).map((path) => join(BROWSER, path)),
  );
  return { ...Object.fromEntries(files), 'licences.txt': licences };
}

/** What the packages that are in the files ask to be passed on with them. */
async function licencesOf(inputs: readonly string[]): Promise<string> {
  const packages = new Set(inputs.flatMap((path) => PACKAGE.exec(path)?.[0] ?? []));
  const texts = [...packages]
    .sort()
    .map(async (folder) => [
      folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
      ...(await licencesIn(folder, LICENCE)),
    ]);
  return (await Promise.all(texts)).flat().join('\n\n');
}

/** The texts of a folder's licences; some lie in a folder that is named so. */
async function licencesIn(folder: string, named: RegExp): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const texts = entries
    .filter(({ name }) => named.test(name))
    .map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? licencesIn(path, /^/u) : [await readFile(path, 'utf8')];
    });
  return (await Promise.all(texts)).flat();
}
