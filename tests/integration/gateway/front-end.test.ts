import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, getNamedType, type GraphQLObjectType, isObjectType } from 'graphql';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import { type SmallGraph, startSmallGraph } from '../../support/graphs/small-graph.ts';

const run = promisify(execFile);
const page = readFileSync(inRepository('docs/front-end.md'), 'utf8');

/** What the page has under a heading, as one script. */
const scriptOf = (heading: string): string => {
  const section = page.split(/^## /mu).find((one) => one.startsWith(heading)) ?? '';
  return [...section.matchAll(/^```js\n([^]*?)^```/gmu)].map(([, code]) => code).join('\n');
};

/** Fragments as a list component has them, on every list of every entity and of the root. */
function listFragments(): string {
  const schema = buildSchema(readFileSync(inRepository('schema/api.graphql'), 'utf8'));
  const refetchable = Object.values(schema.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type))
    .filter(
      (type) => type.name === 'Query' || type.getInterfaces().some(({ name }) => name === 'Node'),
    );
  return refetchable
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
        .map(
          ({ name }) => `graphql\`
            fragment Lists_${type.name}_${name} on ${type.name}
            @refetchable(queryName: "Lists${type.name}${name}Query")
            @argumentDefinitions(count: { type: "Int", defaultValue: 5 }, cursor: { type: "String" }) {
              ${name}(first: $count, after: $cursor) @connection(key: "${type.name}_${name}") {
                edges { node { __typename } }
                totalCount
              }
            }
          \`;`,
        ),
    )
    .join('\n');
}

describe('the page for front ends', () => {
  let graph: SmallGraph;
  beforeAll(async () => {
    graph = await startSmallGraph();
    await graph.ask('{ catalogue { procedureCount } }');
  }, 60_000);
  afterAll(() => graph.close());

  /** What a script of the page, and a line more, writes. */
  async function said(script: string, told: string, cwd = inRepository('')): Promise<any> {
    const code = `${script}\nprocess.stdout.write(JSON.stringify(${told}));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], {
      cwd,
      env: { ...process.env, NODE_OPTIONS: '', GRAPH: graph.url },
    });
    return JSON.parse(stdout);
  }

  it('sets up Apollo Client, by persisted operations, a page after another', async () => {
    const told = await said(scriptOf('Apollo Client'), '{ shown, first: first.data.dossiers }');

    expect(told.first).toMatchObject({
      pageInfo: { hasNextPage: true },
      partial: false,
      sources: [
        { source: 'A1', status: 'OK' },
        { source: 'A2', status: 'OK' },
      ],
    });
    expect(told.shown).toEqual(['HS-1', 'HS-1', 'HS-2', 'HS-2']);
  }, 60_000);

  it('shows with Apollo Client what is deferred', async () => {
    const script = scriptOf('Apollo Client') + scriptOf('What takes long');
    const told = await said(script, 'details.dossiersByCode.nodes');

    expect(told).toMatchObject([
      { id: 'A1:1', code: 'HS-1', status: { value: 'PROCESSING' } },
      { id: 'A1:2', code: 'HS-1' },
    ]);
  }, 60_000);

  it('has what is deferred of a dossier come after the rest', async () => {
    const response = await fetch(graph.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'multipart/mixed, application/json',
      },
      body: JSON.stringify({
        query: `{ dossiersByCode(code: "HS-1") { nodes { id ... @defer { status { value } } } } }`,
      }),
    });

    const [first, later] = (await response.text())
      .split('\r\n---\r\n')
      .slice(1)
      .map((piece) => JSON.parse(/\{.*\}/u.exec(piece)![0]));
    expect(first).toEqual({
      data: { dossiersByCode: { nodes: [{ id: 'A1:1' }, { id: 'A1:2' }] } },
      hasNext: true,
    });
    expect(later).toMatchObject({
      incremental: [
        { path: ['dossiersByCode', 'nodes', 0], data: { status: { value: 'PROCESSING' } } },
        { path: ['dossiersByCode', 'nodes', 1] },
      ],
      hasNext: false,
    });
  });

  it('is told with Apollo Client as a source fails', async () => {
    const file = join(graph.directory, 'onestop', 'a2.db');
    let told: unknown;
    const script = scriptOf('Apollo Client') + scriptOf('Told as it happens');
    const telling = said(script, 'changed').then((changed) => {
      told = changed;
    });
    // It is not seen from outside when the script has subscribed: the source fails and recovers until it is told.
    for (let isAway = false; told === undefined; isAway = !isAway) {
      if (isAway) renameSync(`${file}.away`, file);
      else renameSync(file, `${file}.away`);
      await graph.ask('{ dossiers(first: 1) { partial } }');
      await Promise.race([telling, new Promise((resolve) => setTimeout(resolve, 1_000))]);
    }
    if (existsSync(`${file}.away`)) renameSync(`${file}.away`, file);

    expect(told).toMatchObject({ source: 'A2', name: 'Source A2' });
  }, 60_000);

  it('sets up urql, and tells an error by its code', async () => {
    const told = await said(
      scriptOf('urql'),
      '{ data, error, codes: refused.error.graphQLErrors.map((one) => one.extensions.code) }',
    );

    expect(told.data.dossiersByCode).toMatchObject({
      nodes: [{ id: 'A1:1', status: { value: 'PROCESSING' } }, { id: 'A1:2' }],
      partial: false,
    });
    expect(told.codes).toEqual(['PAGE_TOO_LARGE']);
  }, 60_000);

  it('sets up Relay, whose compiler takes a refetchable page on every list of an entity', async () => {
    const directory = mkdtempSync(join(graph.directory, 'relay-'));
    symlinkSync(inRepository('node_modules'), join(directory, 'node_modules'));
    mkdirSync(join(directory, 'src'));
    writeFileSync(
      join(directory, 'src', 'Lists.js'),
      `import { graphql } from 'relay-runtime';
        ${listFragments()}
        graphql\`query ListsNodeQuery($id: ID!) { node(id: $id) { ...Lists_Agency_children @alias } }\`;`,
    );
    const config = {
      src: 'src',
      language: 'javascript',
      schema: 'api.graphql',
      eagerEsModules: true,
    };
    writeFileSync(join(directory, 'relay.config.json'), JSON.stringify(config));
    writeFileSync(
      join(directory, 'api.graphql'),
      readFileSync(inRepository('schema/api.graphql'), 'utf8'),
    );
    writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
    await run(process.execPath, [inRepository('node_modules/relay-compiler/cli.js')], {
      cwd: directory,
    });

    const told = await said(
      `${scriptOf('Relay')}
        const { default: query } = await import('./src/__generated__/ListsNodeQuery.graphql.js');
        const data = await runtime.fetchQuery(environment, query, { id: 'Agency:H12.01' }).toPromise();`,
      'environment.getStore().getSource().get("Agency:H12.01")',
      directory,
    );

    expect(told).toMatchObject({ __typename: 'Agency', id: 'Agency:H12.01' });
  }, 60_000);
});
