import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { runAsOwner } from '../../scripts/demo/writers/owner.ts';
import { layouts } from '../../scripts/layouts/index.ts';
import { movements } from '../../scripts/layouts/movements.ts';
import { serviceDesk } from '../../scripts/layouts/service-desk.ts';
import { judge, rowOf } from '../../scripts/layouts/judge.ts';
import { suggestFor, writeLayout } from '../../scripts/layouts/suggest-layout.ts';
import { runConnect } from '../support/connect.ts';
import { serverUrl } from '../support/servers.ts';

// A machine that is busy with other tests takes its time.
jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'motcua-suggest-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** Cells of a table's row, whatever room they take. */
const cells = (row: string): string => row.replace(/\s*\|\s*/gu, '|').trim();
const page = readFileSync('docs/connecting-an-agency.md', 'utf8').split('\n').map(cells);

describe('connect suggest', () => {
  it.each(layouts)('finds out what lies where: $name', async (layout) => {
    const file = join(directory, `${layouts.indexOf(layout)}.db`);
    await writeLayout(layout, 'sqlite', `file:${file}`);

    const verdict = judge(layout, await suggestFor(layout, `file:${file}`));

    expect(verdict.root).toBe(true);
    expect(verdict.wrong).toEqual([]);
    expect(page).toContain(cells(rowOf(layout, verdict)));
  });

  it.each(layouts)('writes a mapping that can be read and fits its rows: $name', async (layout) => {
    const file = join(directory, `written-${layouts.indexOf(layout)}.db`);
    const out = join(directory, `mapping-${layouts.indexOf(layout)}`);
    await writeLayout(layout, 'sqlite', `file:${file}`);
    const argv = ['suggest', file, '--kind', layout.kind, '--code', 'X.1', '--level', 'DISTRICT'];

    const suggested = await runConnect([...argv, '--out', out]);
    const again = await runConnect([...argv, '--out', out]);
    const checked = await runConnect(['check', out, '--quiet']);

    expect(suggested.code).toBe(0);
    expect(again.told).toContain('is there already');
    // Codes that nobody can guess stand open; all else that is believed fits.
    const faults = checked.out.split('\n').filter((line) => line !== '');
    expect(checked.told).toBe('');
    expect(faults.filter((line) => !line.includes('its list lacks codes'))).toEqual([]);
  });

  it.each(['postgres', 'mysql'] as const)(
    'finds as much in %s',
    async (client) => {
      const url = await serverUrl(client);
      if (url === null) return;
      for (const layout of layouts) {
        const name = `suggest_${process.pid}_${layouts.indexOf(layout)}`;
        const there = new URL(url);
        there.pathname = `/${name}`;
        await runAsOwner(client, url, [`CREATE DATABASE ${name}`]);
        try {
          await writeLayout(layout, client, there.href);

          const verdict = judge(layout, await suggestFor(layout, there.href));

          expect({ layout: layout.name, ...verdict, open: [] }).toMatchObject({
            layout: layout.name,
            root: true,
            wrong: [],
          });
          expect(page).toContain(cells(rowOf(layout, verdict)));
        } finally {
          await runAsOwner(client, url, [`DROP DATABASE ${name}`]);
        }
      }
    },
    60_000,
  );

  it('proposes a source for each office where a column tells whose a row is, and writes them when told so', async () => {
    const file = join(directory, 'offices.db');
    const out = join(directory, 'offices');
    await writeLayout(movements, 'sqlite', `file:${file}`);
    const argv = ['suggest', file, '--kind', 'onestop', '--code', 'X', '--level', 'COMMUNE'];

    const proposed = await runConnect(argv);
    const told = await runConnect([...argv, '--offices', 'MaDonVi', '--out', out]);
    const other = await runConnect([...argv, '--offices', 'Ten']);
    const counts = await runConnect(['count', join(out, 'x.yaml')]);

    expect(proposed.out).toContain('--offices MaDonVi writes the mapping so');
    expect(proposed.out).toContain('#   - { OFFICE: XA01, NAME: UBND xã số 1 }');
    expect(proposed.out).toMatch(/^source: \{ code: X,/mu);
    expect([told.code, other.code]).toEqual([0, 2]);
    expect(other.told).toContain('columns that may are MaDonVi');
    expect(counts.out.trim().split('\n')).toEqual(
      ['XA01', 'XA02', 'XA03'].map((office) => `X.${office} HoSo: 100 rows`),
    );
  });

  it('lets nobody’s whole name go before a name in parts, nor the reverse', async () => {
    const file = join(directory, 'parts.db');
    await writeLayout(serviceDesk, 'sqlite', `file:${file}`);

    const { out } = await runConnect(['suggest', file, '--kind', 'onestop']);

    expect(out).toContain(
      "# applicantName: { column: [citizenLastName, citizenFirstName], separator: ' ' }",
    );
    expect(out).toContain('which is it, citizenLastName + citizenFirstName or ownerName?');
  });

  it('says when no table looks like a dossier’s', async () => {
    const file = join(directory, 'none.db');
    await runAsOwner('sqlite', `file:${file}`, ['CREATE TABLE Kho (MaHang int, TenHang text)']);

    const { code, told } = await runConnect(['suggest', file, '--kind', 'onestop']);

    expect(code).toBe(2);
    expect(told).toContain('No table looks like the dossier’s');
  });
});
