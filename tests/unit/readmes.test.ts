import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOTS = ['connect', 'gateway', 'service', 'subgraphs', 'scripts', 'tests'];
const MOST_FILES = 10;
const MOST_LINES = 20;

const files = ROOTS.flatMap((root) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name)),
);
const readmes = files.filter((file) => file.endsWith('/README.md'));
const pages = [
  ...readmes,
  ...['README.md', 'CONTRIBUTING.md'],
  ...readdirSync('docs')
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/** tests/README.md speaks of its folders, which mirror the source or bear a promise each; mappings are data. */
const NEEDS_NONE = /^tests\/(?:unit|integration)(?:\/|$)|^subgraphs\/\w+\/sources$/u;

describe('the pages of the tree', () => {
  it('lead into every folder of more than ten files', () => {
    const counts = new Map<string, number>();
    for (const file of files.filter((one) => /\.(?:[jt]s|yaml|csv)$/u.test(one)))
      counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);

    const large = [...counts].filter(([, count]) => count > MOST_FILES).map(([folder]) => folder);
    const without = large.filter(
      (folder) => !NEEDS_NONE.test(folder) && !existsSync(`${folder}/README.md`),
    );

    expect(large).toContain('gateway/engine/cost');
    expect(without).toEqual([]);
  });

  it('are short where they lead into a folder', () => {
    const long = readmes.filter(
      (file) => readFileSync(file, 'utf8').trimEnd().split('\n').length > MOST_LINES,
    );

    expect(long).toEqual([]);
  });

  it('name files that are there', () => {
    const named = pages
      .flatMap((page) =>
        [...readFileSync(page, 'utf8').matchAll(/`([\w./-]+\.(?:[jt]s|graphql|md))`/gu)].map(
          ([, file = '']) => ({ page, file }),
        ),
      )
      .filter(({ file }) => !file.includes('NAME'));

    const isThere = ({ page, file }: { readonly page: string; readonly file: string }): boolean =>
      [file, join(dirname(page), file)].some((path) => existsSync(path)) ||
      // Named within the room that the sentence speaks of.
      files.some((path) => normalize(path).endsWith(`/${file}`));

    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((one) => !isThere(one))).toEqual([]);
  });

  it('name functions and classes that are there', () => {
    const code = files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const words = new Set(code.match(/[A-Za-z_]\w*/gu));

    const named = ['docs/architecture.md', 'CONTRIBUTING.md', ...readmes].flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/`([A-Za-z]*[a-z][A-Z]\w*)`/gu)].map(
        ([, name = '']) => name,
      ),
    );

    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((name) => !words.has(name))).toEqual([]);
  });
});
