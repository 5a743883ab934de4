import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { onestopKind } from '../../../subgraphs/onestop/context.ts';
import { describeFault } from '../../../service/yaml/written-fault.ts';
import { readMapping } from '../../../subgraphs/sources/mapping/read-mapping.ts';

const GOOD = `source: { code: H12.NC, name: Một cửa Năm Căn }
office: { level: DISTRICT, unit: "971" }
database: { client: sqlite, url: "file:\${DIR}/nam-can.db", statementTimeout: 2s }
text: tcvn3
dossier:
  table: HOSOTIEPNHAN
  key: HoSoTiepNhanID
  where: { DaXoa: [null, 0] }
  columns:
    code: SoBienNhan
    applicantName: { column: HoTen }
    receivedAt: { column: NgayNhan, date: dd/MM/yyyy }
    status: { column: [MaTinhTrang, MaLinhVuc], codes: status.csv }
    channel: { column: Kenh, codes: { T: IN_PERSON, Q: ONLINE } }
  steps:
    table: TINHTRANGHOSO
    parent: HoSoTiepNhanID
    columns: { name: TenBuoc }
`;

describe('readMapping', () => {
  let directory: string;
  const read = (yaml: string, environment: Record<string, string> = { DIR: '/data' }) => {
    const file = join(directory, 'nam-can.yaml');
    writeFileSync(file, yaml);
    const result = readMapping(file, onestopKind, environment);
    return 'faults' in result ? result.faults.map(describeFault) : result.mapping;
  };

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'motcua-mapping-'));
    writeFileSync(
      join(directory, 'status.csv'),
      'MaTinhTrang,MaLinhVuc,value,label\nMTN,*,RECEIVED,Mới tiếp nhận\nDTN,DD,RESULT_READY,Đã xong\n',
    );
    writeFileSync(join(directory, 'bad.csv'), 'MaTinhTrang,value\nMTN,ARRIVED\n');
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('takes a block in by “<<”, whose own keys go before it', () => {
    const mapping = read(
      GOOD.replace(
        '  steps:',
        '  payments: &table\n    table: LEPHI\n    parent: HoSoTiepNhanID\n    columns: { amount: SoTien }\n  steps:',
      ).replace(
        '    table: TINHTRANGHOSO\n    parent: HoSoTiepNhanID',
        '    <<: *table\n    table: TINHTRANGHOSO',
      ),
    );

    expect(mapping).toMatchObject({
      entities: {
        dossier: [
          {
            children: {
              steps: {
                table: { table: 'TINHTRANGHOSO' },
                childColumn: 'HoSoTiepNhanID',
                fields: { name: { columns: ['TenBuoc'] } },
              },
            },
          },
        ],
      },
    });
  });

  it('reads what a good file says', () => {
    const mapping = read(GOOD);

    expect(mapping).toMatchObject({
      source: { code: 'H12.NC' },
      database: { url: 'file:/data/nam-can.db', statementTimeout: 2_000, connectTimeout: 3_000 },
      extra: { office: { level: 'DISTRICT', unit: '971' } },
      entities: {
        dossier: [
          {
            table: { table: 'HOSOTIEPNHAN' },
            key: 'HoSoTiepNhanID',
            where: [{ column: 'DaXoa', values: [null, 0], negated: false }],
            fields: {
              code: { columns: ['SoBienNhan'] },
              status: { columns: ['MaTinhTrang', 'MaLinhVuc'] },
            },
            children: {
              steps: { childColumn: 'HoSoTiepNhanID', parentColumn: 'HoSoTiepNhanID', key: null },
            },
          },
        ],
        rating: [],
      },
    });
  });

  it.each([
    ['an unknown field', GOOD.replace('applicantName:', 'applicantNam:'), [11, 'applicantNam']],
    ['an unknown date format', GOOD.replace('dd/MM/yyyy', 'dd/MMM/yyyy'), [12, 'receivedAt']],
    ['a missing table', GOOD.replace('  table: HOSOTIEPNHAN\n', ''), [5, 'table']],
    ['a value outside the enum', GOOD.replace('T: IN_PERSON', 'T: BY_HAND'), [14, 'BY_HAND']],
    [
      'a crosswalk that is not there',
      GOOD.replace('status.csv', 'nowhere.csv'),
      [13, 'nowhere.csv'],
    ],
    ['a variable that is not set', GOOD.replace('${DIR}', '${NOWHERE}'), [3, 'NOWHERE']],
    ['a name with brackets', GOOD.replace('SoBienNhan', '"So]BienNhan"'), [10, 'code']],
    ['YAML that is none', GOOD.replace('columns:\n    code', 'columns:\n   - code'), [0, '']],
  ] as const)('refuses %s with file, line and reason', (_what, yaml, [line, word]) => {
    const faults = read(yaml);

    expect(Array.isArray(faults)).toBe(true);
    const [first] = faults as string[];
    expect(first).toMatch(
      line === 0 ? /^nam-can\.yaml:\d+: / : new RegExp(`^nam-can\\.yaml:${String(line)}: `, 'u'),
    );
    expect(first).toContain(word);
  });

  it('says the line of the crosswalk where that is at fault', () => {
    const [fault] = read(GOOD.replace('status.csv', 'bad.csv')) as string[];

    expect(fault).toMatch(/^bad\.csv:1: the crosswalk has no column “MaLinhVuc” — /u);
  });

  it('reports every fault together', () => {
    const faults = read(
      GOOD.replace('applicantName:', 'applicantNam:').replace('dd/MM/yyyy', 'dd/MMM/yyyy'),
    );

    expect(faults).toHaveLength(2);
  });

  describe('of a file that includes another', () => {
    const OWN = `source: { code: H12.UM, name: Một cửa U Minh }
office: { level: DISTRICT, unit: "966" }
`;
    const beside = (name: string, yaml: string): void => {
      writeFileSync(join(directory, name), yaml);
    };
    const reading = (yaml: string) => {
      const file = join(directory, 'u-minh.yaml');
      writeFileSync(file, yaml);
      return readMapping(file, onestopKind, { DIR: '/data' });
    };
    const faultsOf = (yaml: string): readonly string[] => {
      const result = reading(yaml);
      return 'faults' in result ? result.faults.map(describeFault) : [];
    };
    const digestOf = (yaml: string): string => {
      const result = reading(yaml);
      return 'faults' in result ? '' : result.mapping.digest;
    };

    it('has its own blocks, and those of the other that it lacks, with the variables that it sets there', () => {
      beside('product.yaml', GOOD.replace('nam-can.db', '${OFFICE:-nam-can}.db'));

      const result = reading(
        `include: { file: product.yaml, with: { OFFICE: u-minh, DIR: /other } }\n${OWN}`,
      );

      expect(result).toMatchObject({
        mapping: {
          file: 'u-minh.yaml',
          source: { code: 'H12.UM' },
          extra: { office: { unit: '966' } },
          database: { url: 'file:/other/u-minh.db' },
          entities: { dossier: [{ at: { file: 'product.yaml', line: 6 } }] },
        },
      });
    });

    it('may include by way of another', () => {
      beside('product.yaml', GOOD);
      beside('older.yaml', 'include: product.yaml\ntext: vni\n');

      expect(reading(`include: older.yaml\n${OWN}`)).toMatchObject({
        mapping: { source: { code: 'H12.UM' }, entities: { dossier: [{}] } },
      });
    });

    it('has another digest when the other file says something else', () => {
      const including = `include: product.yaml\n${OWN}`;
      beside('product.yaml', GOOD);
      const before = digestOf(including);
      beside('product.yaml', `# moved down by a line\n${GOOD}`);
      const moved = digestOf(including);
      beside('product.yaml', GOOD.replace('SoBienNhan', 'SoHoSo'));

      expect(before).not.toBe('');
      expect(moved).toBe(before);
      expect(digestOf(including)).not.toBe(before);
    });

    const PRODUCT = 'include: product.yaml';
    it.each([
      ['u-minh.yaml:1: the included file nowhere.yaml does not exist', 'include: nowhere.yaml'],
      [
        'u-minh.yaml:2: a file includes itself: u-minh.yaml → u-minh.yaml',
        '\ninclude: u-minh.yaml',
      ],
      [
        'loop.yaml:1: a file includes itself: u-minh.yaml → loop.yaml → u-minh.yaml',
        'include: loop.yaml',
      ],
      ['u-minh.yaml:1: “include” has no key “wiht”', 'include: { file: product.yaml, wiht: {} }'],
      ['u-minh.yaml:1: “include.file” is missing', 'include: { with: {} }'],
      ['u-minh.yaml:1: “include” cannot be “../product.yaml”', 'include: ../product.yaml'],
      ['u-minh.yaml:1: “include” is missing', 'include:'],
      [
        'u-minh.yaml:2: “with” sets OFICE, which product.yaml does not read',
        'include: { file: product.yaml,\n  with: { OFICE: x } }',
      ],
      ['old.yaml:1: the included file is in UTF-16', 'include: old.yaml'],
      ['product.yaml:11: “dossier.columns” has no key “applicantNam”', PRODUCT, 'applicantName'],
      ['bad.csv:1: the crosswalk has no column “MaLinhVuc”', PRODUCT, 'status.csv'],
      ['product.yaml:3: the environment variable NOWHERE is not set', PRODUCT, '${DIR}'],
      ['product.yaml:6: a tab stands', PRODUCT, '  table: HOSO'],
      [
        'product.yaml:6: a tab stands',
        'include: { file: product.yaml, with: { OFFICE: x } }',
        '  table: HOSO',
      ],
    ])('is told once that “%s”', (said, include, spoilt = '') => {
      const WRONG: Readonly<Record<string, string>> = {
        applicantName: 'applicantNam',
        'status.csv': 'bad.csv',
        '${DIR}': '${NOWHERE}',
        '  table: HOSO': '\ttable: HOSO',
      };
      beside('product.yaml', GOOD.replace(spoilt, WRONG[spoilt] ?? ''));
      beside('loop.yaml', 'include: u-minh.yaml\n');
      writeFileSync(join(directory, 'old.yaml'), Buffer.from('\uFEFFx: 1', 'utf16le'));

      const faults = faultsOf(`${include}\n${OWN}`);

      expect(faults).toHaveLength(1);
      expect(faults[0]?.split(' — ')[0]).toContain(said);
      expect(faults[0]).toMatch(/ — \S/u);
    });
  });
});
