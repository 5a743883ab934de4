import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ask } from '../support/ask.ts';
import { type Offices, openOffices, writeDatabase } from '../support/offices.ts';

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

const told = ({ logged }: Offices, part: string) =>
  logged.filter(({ msg }) => String(msg).includes(part));

/** Waits until the log has said so, so many times. */
async function saying(offices: Offices, part: string, times = 1): Promise<void> {
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
});
