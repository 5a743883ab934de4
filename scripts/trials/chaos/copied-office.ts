import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';

/** An office whose every state is known, one version after the other. */
export interface CopiedOffice {
  readonly code: string;
  readonly folder: string;
  readonly sources: string;
  /** Mapping files that say something else of the same office. */
  readonly otherSources: string;
  readonly demo: string;
  readonly copies: string;
  readonly database: string;
  /** Writes the next version, in one transaction. */
  change(): void;
  /** All versions up to now, by their number. */
  readonly versions: readonly Version[];
  close(): void;
}

interface Version {
  /** Milliseconds, when it was written. */
  readonly at: number;
  /** What `QUESTION` answers. */
  readonly truth: Truth;
}

export interface Truth {
  readonly totalCount: number;
  readonly nodes: readonly {
    readonly id: string;
    readonly code: string;
    readonly steps: readonly { readonly name: string }[];
  }[];
}

const ROWS = 4_000;
const FIRST = 100;
const CODE = 'H12.XX';

/** The first of its dossiers bears the number of the version. */
export const QUESTION = `query ($freshness: Freshness) {
  dossiers(first: ${FIRST}, offices: ["${CODE}"], orderBy: [{ by: CODE, direction: DESC }], freshness: $freshness) {
    totalCount partial nodes { id code steps { name } } sources { from status asOf } } }`;

const mapping = (label: string): string => `
source: { code: ${CODE}, name: Bộ phận Một cửa huyện Xa Xôi }
office: { level: DISTRICT, unit: '971', agency: H12.26 }
database: { client: sqlite, url: 'file:\${CHAOS_DIR}/xa.db' }
copy: { share: 0.9 }
dossier:
  table: hoso
  key: id
  where: { xoa: 0 }
  changed: sua
  columns: { code: so, status: { column: tt, codes: { '1': ${label} } } }
  steps: { table: buoc, key: id, parent: hoso, changed: id, columns: { name: ten } }
`;

interface Row {
  code: string;
  gone: boolean;
  readonly steps: string[];
}

/** The version that an answer says it is of. */
export function versionOf(code: string): number {
  return Number(code.slice(1));
}

export function openCopiedOffice(): CopiedOffice {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-chaos-copy-'));
  const [sources, otherSources] = [join(folder, 'sources'), join(folder, 'other')];
  for (const [directory, label] of [
    [sources, 'RECEIVED'],
    [otherSources, 'PROCESSING'],
  ] as const) {
    mkdirSync(directory);
    writeFileSync(join(directory, 'xa.yaml'), mapping(label));
  }
  const database = join(folder, 'xa.db');
  const rows = new Map<number, Row>();
  const versions: Version[] = [];
  let steps = 0;

  const write = (sql: readonly string[]): void => {
    const opened = new Database(database);
    opened.exec(['BEGIN IMMEDIATE', ...sql, 'COMMIT'].join(';\n'));
    opened.close();
    versions.push({ at: Date.now(), truth: truthOf(rows) });
  };
  const put = (id: number, code: string, version: number): readonly string[] => {
    const step = (steps += 1);
    const { steps: before = [], gone = false } = rows.get(id) ?? {};
    rows.set(id, { code, gone, steps: [...before, `bước ${step}`] });
    return [
      `INSERT INTO hoso VALUES (${id}, '${code}', 1, 0, ${version}) ON CONFLICT (id) DO UPDATE SET so = '${code}', sua = ${version}`,
      `INSERT INTO buoc VALUES (${step}, ${id}, 'bước ${step}')`,
    ];
  };
  const numbered = (version: number): string => `z${String(version).padStart(6, '0')}`;

  write([
    'CREATE TABLE hoso (id INTEGER PRIMARY KEY, so TEXT, tt INT, xoa INT, sua INT)',
    'CREATE TABLE buoc (id INTEGER PRIMARY KEY, hoso INT, ten TEXT)',
    'CREATE INDEX buoc_hoso ON buoc (hoso)',
    'CREATE INDEX hoso_sua ON hoso (sua)',
    ...put(1, numbered(0), 0),
    ...Array.from({ length: ROWS }, (_, at) => put((at + 1) * 10, `a${at}`, 0)).flat(),
  ]);

  return {
    code: CODE,
    folder,
    sources,
    otherSources,
    demo: join(folder, 'demo'),
    copies: join(folder, 'copies'),
    database,
    versions,
    change() {
      const version = versions.length;
      const gone = version * 10;
      const row = rows.get(gone);
      if (row !== undefined) row.gone = true;
      write([
        `UPDATE hoso SET xoa = 1, sua = ${version} WHERE id = ${gone}`,
        ...put(1, numbered(version), version),
        // One between others, one behind all, some that were there.
        ...put(version * 10 + 5, `y${version}`, version),
        ...put(100_000 + version, `x${version}`, version),
        ...[7, 8, 9].flatMap((part) =>
          put(((version * part) % ROWS) * 10 + 1_000, `w${version}-${part}`, version),
        ),
      ]);
    },
    close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function truthOf(rows: ReadonlyMap<number, Row>): Truth {
  const there = [...rows].filter(([, { gone }]) => !gone);
  return {
    totalCount: there.length,
    nodes: there
      .sort(([, one], [, other]) => (one.code < other.code ? 1 : -1))
      .slice(0, FIRST)
      .map(([id, { code, steps }]) => ({
        id: `${CODE}:${id}`,
        code,
        steps: steps.map((name) => ({ name })),
      })),
  };
}
