import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { schemaFaults } from '../../../../service/yaml/schema-faults.ts';

const table = {
  table: z.string(),
  columns: z.strictObject({
    code: z.string().optional(),
    fee: z
      .union([
        z.string(),
        z.strictObject({ column: z.string(), text: z.string().optional() }),
        z.strictObject({ constant: z.string() }),
      ])
      .optional(),
  }),
};
/** As a mapping has it: one table, or a list of tables that each have a name. */
const schema = z.strictObject({
  dossier: z.union([
    z.strictObject(table),
    z.array(z.strictObject({ name: z.string(), ...table })),
  ]),
});

function faultsOf(value: unknown) {
  const { error } = schema.safeParse(value);
  return error === undefined ? [] : schemaFaults(schema, value, error, 'write a column');
}

describe('a key that a schema does not take', () => {
  it('is held against the keys of its own block, whatever forms the block above may have', () => {
    const columns = { code: 'MA', name: 'PHI' };

    const faults = [
      ...faultsOf({ dossier: { table: 'HO_SO', columns } }),
      ...faultsOf({ dossier: [{ name: 'moi', table: 'HO_SO', columns }] }),
    ];

    const mend = 'take it out, or mend it: the keys here are code, fee';
    expect(faults).toEqual([
      {
        path: ['dossier', 'columns', 'name'],
        what: '“dossier.columns” has no key “name”',
        mend,
      },
      {
        path: ['dossier', 0, 'columns', 'name'],
        what: '“dossier.0.columns” has no key “name”',
        mend,
      },
    ]);
  });

  it('is never taken for itself where another form of the block has it', () => {
    const fee = { constant: '0', text: 'vni' };

    const faults = faultsOf({ dossier: { table: 'HO_SO', columns: { fee } } });

    expect(faults).toEqual([
      {
        path: ['dossier', 'columns', 'fee', 'text'],
        what: '“dossier.columns.fee” has no key “text”',
        mend: 'take it out, or mend it: the keys here are constant',
      },
    ]);
  });
});
