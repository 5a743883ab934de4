import { describe, expect, it } from '@jest/globals';
import type { RootRow } from '../../../../subgraphs/sources/compiler/row-plan.ts';
import { childrenOf } from '../../../../subgraphs/sources/graph/rows.ts';
import { entity, moment, type Origin, text } from '../../../../subgraphs/sources/model/entity.ts';
import type { Reading } from '../../../../subgraphs/sources/reading/request-reading.ts';

const dossier = entity({}, { steps: entity({ name: text, startedAt: moment }) });
const origin: Origin = {
  source: 'H12.NC',
  table: 'H12.NC/dossier',
  key: '1',
  from: 'LIVE',
  asOf: null,
};
const row: RootRow = { id: 'H12.NC:1', origin, key: '1', repairs: [], links: {} };

const step = (name: string, startedAt: string | null) => ({
  id: name,
  origin,
  repairs: [],
  name,
  startedAt,
});

describe('childrenOf', () => {
  const asked: string[][] = [];
  const steps = [step('Thẩm định', '2026-03-03'), step('Nháp', null), step('Nhận', '2026-03-02')];
  const reading = {
    children: (_row: RootRow, child: string, fields: ReadonlySet<string>) => {
      asked.push([child, ...fields]);
      return Promise.resolve(steps);
    },
  } as unknown as Reading;

  it('orders children by what it is told, those without it last', async () => {
    const found = await childrenOf(row, dossier, 'steps', { reading }, { by: (s) => s.startedAt });

    expect(found.map(({ name }) => name)).toEqual(['Nhận', 'Thẩm định', 'Nháp']);
  });

  it('leaves them as they come, with all fields, where nothing is said', async () => {
    asked.length = 0;

    const found = await childrenOf(row, dossier, 'steps', { reading });

    expect(found.map(({ name }) => name)).toEqual(['Thẩm định', 'Nháp', 'Nhận']);
    expect(asked).toEqual([['steps', 'name', 'startedAt']]);
  });
});
