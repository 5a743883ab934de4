import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ask } from '../../support/ask.ts';
import { runConnect } from '../../support/connect.ts';
import { startedGraph } from '../../support/graphs/started-graph.ts';
import {
  type OfficeFixture,
  openOffices,
  type Offices,
  writeDatabase,
} from '../../support/offices/offices.ts';

const page = readFileSync(
  new URL('../../../docs/connecting-an-agency.md', import.meta.url),
  'utf8',
);

/** A block of a language on the page, by its place among them. */
function block(language: string, place = 0): string {
  const blocks = [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gmsu'))];
  const found = blocks[place]?.[1];
  if (found === undefined) throw new Error(`the page has no such ${language} block`);
  return found;
}

/** What an office's log says from warnings on, which pino numbers 40. */
function complaints({ logged }: Offices): readonly unknown[] {
  return logged.filter(({ level }) => Number(level) >= 40).map(({ msg }) => msg);
}

const sql = block('sql').trim().split('\n');

/** The page's office with this mapping, and others beside it. */
function connect(yaml: string, others: readonly OfficeFixture[] = []): Promise<Offices> {
  return openOffices([{ file: 'tan-duyet.yaml', yaml, sql }, ...others], (directory) => {
    writeFileSync(join(directory, 'tan-duyet.status.csv'), block('csv'));
    writeFileSync(
      join(directory, 'tan-tien.status.csv'),
      block('csv').replace('PROCESSING', 'RECEIVED'),
    );
    return {
      TAN_DUYET_FILE: join(directory, 'tan-duyet.db'),
      TAN_TIEN_FILE: join(directory, 'tan-tien.db'),
    };
  });
}

const [, status = ''] = /^ *(status: .*)$/mu.exec(block('yaml')) ?? [];
/** The mapping of the page with its list of states named by a variable, as the page then says. */
const shared = block('yaml').replace(status, block('yaml', 2).trim());

/** The second office of the page, whose mapping includes the first one's. */
function tanTien(yaml: string): OfficeFixture {
  return { file: 'tan-tien.yaml', yaml, sql };
}

/** Words of a command as a shell would read them. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/gu)].map(([, text, word]) => text ?? word ?? '');
}

/** Starts the graph by a line of the page, on a port that is free, asks it, and ends it. */
async function served(command: string, directory: string, query: string): Promise<unknown> {
  const [, variable = '', value = '', line = ''] = /^(?:(\w+)=(\S+) )?(.*)$/u.exec(command) ?? [];
  const graph = await startedGraph(
    wordsOf(line),
    join(directory, 'demo'),
    variable === '' ? {} : { [variable]: value },
  );
  try {
    const answer = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return await answer.json();
  } finally {
    await graph.end();
  }
}

describe('docs/connecting-an-agency.md', () => {
  it('connects an office by what stands on the page alone', async () => {
    const connected = await connect(block('yaml'));

    const { data, errors } = await ask(connected.subgraph, block('graphql'));
    await connected.close();

    expect(errors).toEqual([]);
    expect(data).toEqual(JSON.parse(block('json')));
    expect(complaints(connected)).toEqual([]);
  });

  it('starts the whole graph over it by the line that stands there', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'motcua-page-'));
    try {
      await writeDatabase(join(directory, 'tan-duyet.db'), sql);
      const sources = join(directory, 'folder');
      mkdirSync(sources);
      writeFileSync(join(sources, 'tan-duyet.yaml'), block('yaml'));
      writeFileSync(join(sources, 'tan-duyet.status.csv'), block('csv'));
      const [start = ''] = block('sh').replaceAll('/path/to', directory).split('\n');

      const answer = await served(start, directory, block('graphql'));

      expect(answer).toEqual({ data: JSON.parse(block('json')) });
    } finally {
      rmSync(directory, { recursive: true });
    }
  }, 60_000);

  it('shows what the log says of a faulty mapping', async () => {
    const unknownFormat = block('yaml').replace(
      'NgayNhan, date: dd/MM/yyyy',
      'NgayNhan, date: dd/MMM/yyyy',
    );
    const unknownTable = block('yaml').replace('table: HoSo\n', 'table: HoSoo\n');

    const said: unknown[] = [];
    for (const yaml of [unknownFormat, unknownTable]) {
      const refused = await connect(yaml);
      await refused.close();
      said.push(...complaints(refused));
    }

    expect(said).toEqual(block('text').trim().split('\n'));
  });

  it('connects a second office by what differs from the first', async () => {
    const connected = await connect(shared, [tanTien(block('yaml', 1))]);

    const { data, errors } = await ask(
      connected.subgraph,
      '{ dossiers(where: { code: { eq: "TD-0001" } }) { nodes { id status { value } office { level unitCode } } } }',
    );
    await connected.close();

    expect(errors).toEqual([]);
    expect(data.dossiers.nodes).toEqual([
      {
        id: 'H12.TD:1',
        status: { value: 'PROCESSING' },
        office: { level: 'COMMUNE', unitCode: '32173' },
      },
      {
        id: 'H12.TI:1',
        status: { value: 'RECEIVED' },
        office: { level: 'COMMUNE', unitCode: '32176' },
      },
    ]);
    expect(complaints(connected)).toEqual([]);
  });

  it('shows what the log says of a faulty include', async () => {
    const wrong = [
      tanTien(block('yaml', 1).replace('STATES:', 'STATE:')),
      tanTien(block('yaml', 1).replace('tan-duyet.yaml', 'tan-duyt.yaml')),
      { ...tanTien(block('yaml', 1)), sql: ['CREATE TABLE Khac (So int)'] },
    ];

    const said: unknown[] = [];
    for (const office of wrong) {
      const connected = await connect(shared, [office]);
      await connected.close();
      said.push(complaints(connected)[0]);
    }

    expect(said).toEqual(block('text', 1).trim().split('\n'));
  });

  it('leads from a login to an office in the graph by six commands', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'motcua-page-'));
    try {
      await writeDatabase(join(directory, 'tan-duyet.db'), sql);
      const commands = block('console', 1)
        .replaceAll(/(?<= )(tan-duyet\.db|sources(?:\/\S+)?)(?= |$)/gmu, `${directory}/$1`)
        .trim()
        .split('\n')
        .map((line) => line.replace(/^\$ /u, ''));
      const [, , , , start = '', curl = ''] = commands;

      const codes: number[] = [];
      for (const command of commands.slice(0, 4)) {
        const [, , , , ...argv] = wordsOf(command);
        codes.push((await runConnect(argv)).code);
      }
      const { query } = JSON.parse(wordsOf(curl).at(-1) ?? '') as { readonly query: string };
      const answer = await served(start, directory, query);

      expect(commands).toHaveLength(6);
      expect(codes).toEqual([0, 0, 0, 0]);
      expect(answer).toEqual({
        data: {
          dossiers: {
            nodes: [
              { code: 'TD-0002', receivedOn: '2016-08-16' },
              { code: 'TD-0001', receivedOn: '2016-08-15' },
              { code: 'TD-0003', receivedOn: null },
            ],
          },
        },
      });
    } finally {
      rmSync(directory, { recursive: true });
    }
  }, 60_000);
});
