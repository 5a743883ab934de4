import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { TRAVERSAL_HEADER } from '../../../service/http/entry/traversal.ts';
import { createProceduresSubgraph } from '../../../subgraphs/procedures/server.ts';
import { ask } from '../../support/ask.ts';
import { type Offices, openOffices, writeDatabase } from '../../support/offices/offices.ts';

const SQL = [
  'CREATE TABLE HoSo (Id INTEGER PRIMARY KEY, So varchar(20), Ten varchar(50))',
  `INSERT INTO HoSo VALUES ${Array.from({ length: 40 }, (_, row) => `(${row + 1}, 'S-${String(row).padStart(2, '0')}', 'Nguyễn Văn ${row}')`).join(', ')}`,
];

const mapping = (code: string, columns = '{ code: So }'): string => `
source: { code: ${code}, name: Một cửa ${code} }
office: { level: COMMUNE }
database: { client: sqlite, url: 'file:\${DIR}/a.db' }
dossier: { table: HoSo, key: Id, columns: ${columns} }
`;

const LIST = `query ($after: String) { dossiers(first: 15, after: $after, orderBy: [{ by: CODE, direction: ASC }]) {
  nodes { id applicant { name } } pageInfo { endCursor } sources { source status } } }`;

/** Writes the file as an editor does: another first, which then takes its name. */
const save = ({ directory }: Offices, file: string, text: string): void => {
  writeFileSync(join(directory, `${file}.new`), text);
  renameSync(join(directory, `${file}.new`), join(directory, file));
};

const told = ({ logged }: Pick<Offices, 'logged'>, part: string) =>
  logged.filter(({ msg }) => String(msg).includes(part));

/** Waits until the log has said so, so many times. */
async function saying(offices: Pick<Offices, 'logged'>, part: string, times = 1): Promise<void> {
  for (let waited = 0; told(offices, part).length < times; waited += 50) {
    if (waited > 8_000) throw new Error(`nothing was said of “${part}”`);
    await sleep(50);
  }
}

describe('mapping files that change while the graph serves', () => {
  it('take effect within seconds; one at fault is refused, and no request fails', async () => {
    const offices = await openOffices([{ file: 'a.yaml', yaml: mapping('A'), sql: SQL }]);
    const sourcesNow = async () => {
      const { data } = await ask(offices.subgraph, LIST);
      return data.dossiers.sources.map(({ source, status }: any) => `${source} ${status}`);
    };
    const failed: unknown[] = [];
    let asked = 0;
    const loaded = { on: true };
    const load = (async () => {
      while (loaded.on && asked < 5_000) {
        const { data, errors } = await ask(offices.subgraph, LIST);
        asked += 1;
        const isWhole = errors.length === 0 && data.dossiers.nodes.length === 15;
        if (!isWhole) failed.push({ data, errors });
        await sleep(5);
      }
    })();
    const first = await ask(offices.subgraph, LIST);
    const answerNow = 'these sources answer now';

    // A new one.
    await writeDatabase(join(offices.directory, 'b.db'), SQL);
    save(offices, 'b.yaml', mapping('B').replace('a.db', 'b.db'));
    await saying(offices, answerNow);
    expect(await sourcesNow()).toEqual(['A OK', 'B OK']);

    // A list that was begun before goes on.
    const { endCursor } = first.data.dossiers.pageInfo;
    const second = await ask(offices.subgraph, LIST, { after: endCursor });
    expect(second.errors).toEqual([]);
    // The new office's dossier with the last code of the first page lies behind the other's.
    expect(second.data.dossiers.nodes.slice(0, 2).map(({ id }: any) => id)).toEqual([
      'B:15',
      'A:16',
    ]);

    // One that is mended.
    save(offices, 'a.yaml', mapping('A', '{ code: So, applicantName: Ten }'));
    await saying(offices, answerNow, 2);
    const mended = await ask(offices.subgraph, LIST);
    expect(mended.data.dossiers.nodes[0].applicant.name).toBe('Nguyễn Văn 0');

    // One at fault, in itself and before its database: what it said before serves.
    save(offices, 'a.yaml', mapping('A', '{ cod: So }'));
    await saying(offices, 'what it said before goes on');
    save(offices, 'a.yaml', mapping('A', '{ code: Soo }'));
    await saying(offices, 'it serves as before');
    expect(told(offices, 'did you mean “code”?')).toHaveLength(1);
    expect(told(offices, 'did you mean “So”?')).toHaveLength(1);
    expect(await sourcesNow()).toEqual(['A OK', 'B OK']);

    // One that goes.
    rmSync(join(offices.directory, 'b.yaml'));
    await saying(offices, answerNow, 3);
    expect(await sourcesNow()).toEqual(['A OK']);

    loaded.on = false;
    await load;
    await offices.close();
    expect(failed).toEqual([]);
    expect(asked).toBeGreaterThan(10);
    expect(
      told(offices, answerNow).map(({ changed, gone, serving }) => ({ changed, gone, serving })),
    ).toEqual([
      { changed: ['B'], gone: [], serving: ['A', 'B'] },
      { changed: ['A'], gone: ['A'], serving: ['A', 'B'] },
      { changed: [], gone: ['B'], serving: ['A'] },
    ]);
  }, 120_000);

  it('take effect beside links that lead nowhere, and are no mapping where an editor has made one', async () => {
    const offices = await openOffices([{ file: 'a.yaml', yaml: mapping('A'), sql: SQL }]);
    const sourcesNow = async () => {
      const { data } = await ask(offices.subgraph, LIST);
      return data.dossiers.sources.map(({ source, status }: any) => `${source} ${status}`);
    };

    symlinkSync('somebody@a-desk.1234', join(offices.directory, '.#a.yaml'));
    symlinkSync('a-file-that-was-moved', join(offices.directory, 'codes.csv'));
    save(offices, 'b.yaml', mapping('B'));
    await saying(offices, 'these sources answer now');

    expect(await sourcesNow()).toEqual(['A OK', 'B OK']);
    expect(told(offices, 'copy of a.yaml')).not.toEqual([]);
    await offices.close();
  }, 60_000);

  it('leave nothing of before to a list that is gone through, neither its rows nor what was looked up for them', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'motcua-catalogue-'));
    const yaml = (name: string): string => `
source: { code: C, name: C }
database: { client: sqlite, url: 'file:\${DIR}/c.db' }
procedure: { table: ThuTuc, key: Ma, columns: { code: Ma, name: ${name} } }
`;
    const rows = Array.from({ length: 30 }, (_, row) => `('1.0000${10 + row}', 'before', 'now')`);
    await writeDatabase(join(directory, 'c.db'), [
      'CREATE TABLE ThuTuc (Ma varchar(20) PRIMARY KEY, Cu varchar(50), Moi varchar(50))',
      `INSERT INTO ThuTuc VALUES ${rows.join()}`,
    ]);
    writeFileSync(join(directory, 'c.yaml'), yaml('Cu'));
    const logged: Record<string, unknown>[] = [];
    const subgraph = createProceduresSubgraph({
      sourcesDirectory: directory,
      environment: { DIR: directory },
      log: pino({}, { write: (line: string) => logged.push(JSON.parse(line)) }),
    });
    await subgraph.start();
    let after: string | null = null;
    const namesOfNext = async (): Promise<readonly string[]> => {
      const { data } = await ask(
        subgraph,
        `query ($after: String) { procedures(first: 5, after: $after) { nodes { name } pageInfo { endCursor } }
          procedure(code: "1.000010") { name } }`,
        { after },
        { [TRAVERSAL_HEADER]: 'a word' },
      );
      after = data.procedures.pageInfo.endCursor;
      return [...data.procedures.nodes, data.procedure].map(({ name }: any) => name);
    };
    try {
      expect(new Set(await namesOfNext())).toEqual(new Set(['before']));
      expect(new Set(await namesOfNext())).toEqual(new Set(['before']));
      writeFileSync(join(directory, 'c.yaml'), yaml('Moi'));
      await saying({ logged }, 'these sources answer now');

      expect(new Set(await namesOfNext())).toEqual(new Set(['now']));
    } finally {
      await subgraph.close();
      rmSync(directory, { recursive: true });
    }
  });

  it('answers each of 50 requests a second by what the files said before or say now, never by a part of either', async () => {
    const codes = ['A', 'B'] as const;
    const VERSIONS = ['v1', 'v2', 'v3', 'v4'];
    // Every row says of each version which it is: whoever reads by two at once shows it.
    const rows = Array.from(
      { length: 30 },
      (_, row) => `(${row + 1}, 'S-${row}', 'X', ${VERSIONS.map((one) => `'${one}'`).join(', ')})`,
    );
    const sql = [
      `CREATE TABLE HoSo (Id INTEGER PRIMARY KEY, So varchar(20), State varchar(5), ${VERSIONS.map((one) => `${one} varchar(20)`).join(', ')})`,
      `INSERT INTO HoSo VALUES ${rows.join(', ')}`,
      'CREATE TABLE Buoc (Id INTEGER PRIMARY KEY, HoSoId int, v1 varchar(20), v2 varchar(20), v3 varchar(20), v4 varchar(20))',
      'CREATE INDEX BuocOf ON Buoc (HoSoId)',
      `INSERT INTO Buoc SELECT Id, Id, v1, v2, v3, v4 FROM HoSo`,
    ];
    const yaml = (code: string, version: string): string => `
source: { code: ${code}, name: ${code} }
office: { level: COMMUNE }
database: { client: sqlite, url: 'file:\${DIR}/${code.toLowerCase()}.db' }
dossier:
  table: HoSo
  key: Id
  columns: { code: So, applicantName: ${version}, status: { column: State, codes: states.csv } }
  steps: { table: Buoc, key: Id, parent: HoSoId, columns: { name: ${version} } }
`;
    const list = (value: string): string => `State,value\nX,${value}\n`;
    const QUERY = `{ dossiers(first: 60, onUnavailable: PARTIAL) {
      nodes { id applicant { name } status { value } steps { name } } totalCount sources { source status } } }`;
    const offices = await openOffices(
      codes.map((code) => ({ file: `${code.toLowerCase()}.yaml`, yaml: yaml(code, 'v1'), sql })),
      (directory) => {
        writeFileSync(join(directory, 'states.csv'), list('RECEIVED'));
        return {};
      },
    );
    /** What an office may say now: its version and its state, a set of both while its file changes. */
    let may: Readonly<Record<string, readonly string[]>> = {
      A: ['v1 RECEIVED'],
      B: ['v1 RECEIVED'],
    };
    const faults: unknown[] = [];
    const under: Promise<void>[] = [];
    const request = async (): Promise<void> => {
      const before = may;
      const { data, errors } = await ask(offices.subgraph, QUERY);
      const said = new Map<string, Set<string>>();
      for (const { id, applicant, status, steps } of data?.dossiers.nodes ?? []) {
        const its = said.get(id.split(':')[0]) ?? new Set<string>();
        const [step] = steps;
        its.add(`${applicant.name === step?.name ? applicant.name : 'torn'} ${status.value}`);
        said.set(id.split(':')[0], its);
      }
      const isRight =
        errors.length === 0 &&
        data.dossiers.sources.every(({ status }: any) => status === 'OK') &&
        data.dossiers.totalCount === said.size * 30 &&
        codes.every((code) => {
          const allowed = [...(before[code] ?? []), ...(may[code] ?? [])];
          const its = [...(said.get(code) ?? ['gone'])];
          return its.length === 1 && allowed.includes(its[0]!);
        });
      if (!isRight)
        faults.push({ errors, said: [...said].map(([code, its]) => [code, ...its]), before, may });
    };
    const load = setInterval(() => under.push(request()), 20);
    const NOW = 'these sources answer now';
    /** Makes a change, during which the offices may say either, and after which what is meant alone. */
    const change = async (
      meant: Readonly<Record<string, readonly string[]>>,
      make: () => void,
      saying_: string,
    ): Promise<void> => {
      const times = told(offices, saying_).length + 1;
      may = Object.fromEntries(
        codes.map((code) => [code, [...(may[code] ?? []), ...(meant[code] ?? [])]]),
      );
      make();
      await saying(offices, saying_, times);
      may = meant;
    };

    try {
      await change(
        { A: ['v2 RECEIVED'], B: ['v2 RECEIVED'] },
        () => {
          for (const code of codes) save(offices, `${code.toLowerCase()}.yaml`, yaml(code, 'v2'));
        },
        NOW,
      );
      await change(
        may,
        () => {
          save(offices, 'a.yaml', 'dossier: [');
        },
        'what it said before goes on',
      );
      await change(
        may,
        () => {
          save(offices, 'a.yaml', yaml('A', 'v9'));
        },
        'it serves as before',
      );
      await change(
        { ...may, A: ['v3 RECEIVED'] },
        () => {
          save(offices, 'a.yaml', yaml('A', 'v3'));
        },
        NOW,
      );
      await change(
        { ...may, B: ['gone'] },
        () => {
          rmSync(join(offices.directory, 'b.yaml'));
        },
        NOW,
      );
      await change(
        { ...may, B: ['v4 RECEIVED'] },
        () => {
          writeFileSync(join(offices.directory, 'b.yaml'), yaml('B', 'v4'));
        },
        NOW,
      );
      // A list of codes that two files share.
      await change(
        { A: ['v3 PROCESSING'], B: ['v4 PROCESSING'] },
        () => {
          save(offices, 'states.csv', list('PROCESSING'));
        },
        NOW,
      );
    } finally {
      clearInterval(load);
      await Promise.all(under);
      await offices.close();
    }

    expect(faults).toEqual([]);
    expect(under.length).toBeGreaterThan(100);
  }, 120_000);
});
