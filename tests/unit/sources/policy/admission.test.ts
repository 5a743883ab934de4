import { describe, expect, it } from '@jest/globals';
import { entity, open, personal, text } from '../../../../subgraphs/sources/model/entity.ts';
import { admitRows } from '../../../../subgraphs/sources/policy/admission.ts';
import { entityRights } from '../../../../subgraphs/sources/policy/rights.ts';

describe('admitRows', () => {
  it('refuses what is chosen by a masked field before any table is asked', () => {
    const shape = entity({ code: open(text), name: personal('name', text) });
    const show = { personal: { usually: 'mask', for: {} } } as const;
    const own = entityRights(
      shape,
      { show, groups: null },
      { rows: null, sensitive: null, purpose: undefined },
    );
    const rights = { secondFactor: null, of: () => own };
    const by = (field: string) => () => {
      admitRows(rights, 'dossier', {
        where: { kind: 'test', field, test: { op: 'eq', value: 'x' } },
      });
    };

    expect(by('code')).not.toThrow();
    expect(by('name')).toThrow('name');
  });
});
