import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ask } from '../../support/ask.ts';
import {
  type CopiedOffice,
  mapping,
  OFFICE,
  openCopiedOffice,
} from '../../support/offices/copied-office.ts';
import { copyStores } from '../../support/offices/copy-stores.ts';

jest.setTimeout(60_000);

const looking = (check: string): string =>
  mapping('  changed: sua', `, check: ${check}`).replace(
    '    parent: hoso\n',
    '    parent: hoso\n    changed: sua\n',
  );

const ASKED = `{
  dossiers(first: 1, orderBy: [{ by: CODE }]) { totalCount nodes { code source { from } } sources { status from } }
  dossiersByCode(code: "XX-1") { sources { status from } }
  dossier(id: "${OFFICE}:10") { code steps { name } source { from } }
}`;

let office: CopiedOffice;
afterEach(async () => {
  await office.close();
});

describe.each(await copyStores({ inCi: 'one' }))(
  'a source that is looked at, copied $kept,',
  (store) => {
    beforeEach(store.empty);
    afterAll(store.drop);

    const opened = async (check: string) => {
      office = openCopiedOffice({ rows: 40, yaml: looking(check), url: store.url });
      await office.copy();
      return asking();
    };
    const asking = async () => {
      const { subgraph } = await office.open();
      return async () => {
        const { data, errors } = await ask(subgraph, ASKED);
        expect(errors).toEqual([]);
        const { dossiers, dossiersByCode, dossier } = data;
        const from = [dossiers.sources, dossiersByCode.sources].map(([one]) => one.from);
        return { data, from: [...from, dossier.source.from] };
      };
    };
    const COPIED = ['COPY', 'COPY', 'COPY'];
    const LIVE = ['LIVE', 'LIVE', 'LIVE'];

    it.each([
      ['a row', "UPDATE hoso SET so = 'AA', sua = 9999 WHERE id = 10"],
      ['a new row', "INSERT INTO hoso VALUES (5, 'AA', 1, NULL, NULL, NULL, NULL, NULL, 0, 9999)"],
      ['a row that went', 'DELETE FROM hoso WHERE id = 400'],
      ['what hung under a row and went', 'DELETE FROM buoc WHERE id = 801'],
      ['what hangs under a row', "UPDATE buoc SET ten = 'Xét duyệt', sua = 9999 WHERE hoso = 10"],
    ])('answers from its copy until it has changed: %s', async (_what, change) => {
      const asked = await opened('1ms');
      const before = await asked();
      office.change(change);
      const after = await asked();
      await office.copy();
      const copied = await (await asking())();

      expect(before.from).toEqual(COPIED);
      expect(after.from).toEqual(LIVE);
      expect(after.data).not.toEqual(before.data);
      expect(copied.from).toEqual(COPIED);
    });

    it('is looked at no more often than its mapping says', async () => {
      const asked = await opened('60s');
      const before = await asked();
      office.change("UPDATE hoso SET so = 'AA', sua = 9999 WHERE id = 10");
      const soon = await asked();
      const now = performance.now();
      jest.spyOn(performance, 'now').mockImplementation(() => now + 60_000);
      const later = await asked();
      jest.restoreAllMocks();

      expect([before.from, soon.from, later.from]).toEqual([COPIED, COPIED, LIVE]);
      expect(soon.data).toEqual(before.data);
      expect(later.data.dossier.code).toBe('AA');
    });

    it('is answered for by its copy while it is down, which says so', async () => {
      const asked = await opened('1ms');
      await asked();
      office.change('DROP TABLE hoso');

      const { data } = await asked();

      expect(data.dossiers.sources).toEqual([{ status: 'STALE', from: 'COPY' }]);
    });
  },
);

describe('a mapping whose database does not tell its changes', () => {
  it('is refused where it is to be looked at', async () => {
    office = openCopiedOffice({ rows: 1, yaml: mapping('', ', check: 5s') });
    const { logged } = await office.open();

    expect(JSON.stringify(logged)).toContain(
      'no look at “hoso” shows whether its rows have changed',
    );
  });
});
