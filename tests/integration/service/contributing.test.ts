import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const run = promisify(execFile);
const COPIED = ['docs', 'gateway', 'schema', 'scripts', 'service', 'subgraphs', 'tests/support'];
const FILES = ['package.json', 'tsconfig.json', '.prettierrc.json', '.prettierignore'];

/** A block of CONTRIBUTING.md: the lines as they stand before it is applied, and after. */
interface Patch {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

const page = readFileSync('CONTRIBUTING.md', 'utf8');
const patches = [...page.matchAll(/^```diff\n--- (\S+)\n(.*?)^```$/gmsu)].map(
  ([, file = '', block = '']): Patch => {
    const lines = block.trimEnd().split('\n');
    const without = (sign: string): string =>
      lines
        .filter((line) => !line.startsWith(sign))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    return { file, before: without('+'), after: without('-') };
  },
);

/** Applies a block, whose lines must stand in the file, once. */
function apply(tree: string, { file, before, after }: Patch): void {
  const path = join(tree, file);
  if (before === '') {
    writeFileSync(path, after, { flag: 'wx' });
    return;
  }
  const parts = `\n${readFileSync(path, 'utf8')}`.split(`\n${before}`);
  if (parts.length !== 2) throw new Error(`${parts.length - 1} places for:\n${file}\n${before}`);
  writeFileSync(path, parts.join(`\n${after}`).slice(1));
}

/** Asks an office that was mapped as the page says. */
const SCRIPT = `
import { ask } from './tests/support/ask.ts';
import { openOffices } from './tests/support/offices/offices.ts';

const yaml = \`
source: { code: H12.NH, name: Một cửa huyện Ngọc Hiển }
office: { level: DISTRICT }
database: { client: sqlite, url: 'file:\\\${DIR}/office.db' }
dossier:
  table: HoSo
  key: MaHS
  columns:
    code: MaHS
    ${/^sheets: .*$/mu.exec(page)?.[0] ?? ''}
\`;
const offices = await openOffices([
  {
    file: 'office.yaml',
    yaml,
    sql: [
      'CREATE TABLE HoSo (MaHS varchar(20), SoTo varchar(20))',
      "INSERT INTO HoSo VALUES ('A1', '12 tờ'), ('A2', '2 tờ'), ('A3', 'nhiều'), ('A4', NULL)",
    ],
  },
]);
const nodes = 'nodes { code sheets source { repairs { field raw } } }';
const { data } = await ask(
  offices.subgraph,
  \`{
    all: dossiers(orderBy: { by: CODE, direction: ASC }) { \${nodes} }
    two: dossiers(where: { sheets: { eq: 2 } }) { nodes { code } }
    many: dossiers(where: { sheets: { gte: 3 } }) { nodes { code } }
  }\`,
);
const { errors } = await ask(offices.subgraph, '{ dossiers(offices: ["H13"]) { partial } }');
await offices.close();
process.stdout.write(JSON.stringify({ data, errors }));
`;

describe('CONTRIBUTING.md, followed to the letter', () => {
  let tree: string;

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'motcua-contributing-'));
    for (const path of [...COPIED, ...FILES]) cpSync(path, join(tree, path), { recursive: true });
    symlinkSync(join(process.cwd(), 'node_modules'), join(tree, 'node_modules'));
    for (const patch of patches) apply(tree, patch);
  });
  afterAll(() => {
    rmSync(tree, { recursive: true, force: true });
  });

  const node = (...args: readonly string[]) =>
    run(process.execPath, args, { cwd: tree, env: { ...process.env, NODE_OPTIONS: '' } });

  it('adds a field, a filter, a codec and an error that a new office answers with', async () => {
    const script = join(tree, 'ask-new-office.ts');
    writeFileSync(script, SCRIPT);

    const { stdout } = await node('--import', 'tsx', script);

    const unreadable = { repairs: [{ field: 'sheets', raw: 'nhiều' }] };
    expect(JSON.parse(stdout)).toEqual({
      data: {
        all: {
          nodes: [
            { code: 'A1', sheets: 12, source: { repairs: [] } },
            { code: 'A2', sheets: 2, source: { repairs: [] } },
            { code: 'A3', sheets: null, source: unreadable },
            { code: 'A4', sheets: null, source: { repairs: [] } },
          ],
        },
        two: { nodes: [{ code: 'A2' }] },
        many: { nodes: [{ code: 'A1' }] },
      },
      errors: [
        { message: 'There is no office “H13”.', code: 'NO_SUCH_OFFICE', path: ['dossiers'] },
      ],
    });
  }, 120_000);

  it('is well-typed and well-formatted once the files are generated anew', async () => {
    const scripts = ['compose', 'codegen', 'mapping-schema', 'errors-doc'];
    await Promise.all(
      scripts.map((name) => node('--import', 'tsx', `scripts/generate/${name}.ts`)),
    );
    const touched = [...new Set(patches.map(({ file }) => file))];
    const code = touched.filter((file) => file.endsWith('.ts')).map((file) => join(tree, file));
    const { config } = ts.readConfigFile(join(tree, 'tsconfig.json'), (file) =>
      ts.sys.readFile(file),
    );
    const { options } = ts.convertCompilerOptionsFromJson(
      (config as { compilerOptions: object }).compilerOptions,
      tree,
    );

    const program = ts.createProgram(code, { ...options, typeRoots: ['node_modules/@types'] });
    const faults = code.flatMap((file) => {
      const source = program.getSourceFile(file);
      return [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ];
    });
    await node('node_modules/prettier/bin/prettier.cjs', '--check', ...touched);

    expect(faults.map(({ messageText }) => messageText)).toEqual([]);
    expect(readFileSync(join(tree, 'docs/errors.md'), 'utf8')).toContain('NO_SUCH_OFFICE');
    expect(readFileSync(join(tree, 'schema/supergraph.graphql'), 'utf8')).toContain('sheets: Int');
  }, 240_000);
});
