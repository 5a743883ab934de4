import { codeTextCodec } from '../../subgraphs/sources/codecs/index.ts';
import type { BoundRootTable } from '../../subgraphs/sources/compiler/bound-table.ts';
import type { ColumnInfo } from '../../subgraphs/sources/dialects/dialect.ts';
import { dialects } from '../../subgraphs/sources/dialects/index.ts';
import { code } from '../../subgraphs/sources/model/entity.ts';

const AT = { file: 'office.yaml', line: 1 };

/** A table of dossiers with a code alone, by what its mapping says of the code's column. */
export function codeTable(column: string): BoundRootTable {
  const infoOf = (name: string): ColumnInfo => ({
    name,
    type: 'text',
    kind: 'text',
    unicode: true,
  });
  return {
    mapping: {
      name: null,
      table: { table: 'HoSo' },
      at: AT,
      key: 'ID',
      keyAt: AT,
      joins: [],
      where: [],
      changed: [],
      changedAt: AT,
      children: {},
      fields: { code: { type: code, columns: [column], codec: codeTextCodec(), at: AT } },
    },
    dialect: dialects.sqlite,
    source: 'A',
    id: 'A/dossier',
    columns: new Map(['ID', 'Cu', 'Moi'].map((name) => [name, infoOf(name)])),
    joins: new Map(),
    indexes: [],
    rows: 1,
    scannedRows: 1,
    children: {},
  };
}
