import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { pino } from 'pino';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { onestopKind } from '../../../subgraphs/onestop/context.ts';
import { createOnestopSubgraph } from '../../../subgraphs/onestop/server.ts';
import { type KeptCopies, openStore } from '../../../subgraphs/sources/copy/keeping/open-store.ts';
import { type Copied, copySource } from '../../../subgraphs/sources/copy/writing/copy-source.ts';
import type { CopyOptions } from '../../../subgraphs/sources/copy/writing/copying.ts';
import type { CopyKey } from '../../../subgraphs/sources/copy/personal/copy-key.ts';
import { openSources } from '../../../subgraphs/sources/database/opening/open-sources.ts';
import { ask } from '../ask.ts';

/** One small legacy office, whose copy a test breaks. */
export interface CopiedOffice {
  /** Of mapping files. */
  readonly sources: string;
  /** Of copies, as `COPY_DIR` is. */
  readonly copies: string;
  /** Where they are kept, and may be somewhere else than there. */
  readonly kept: KeptCopies;
  /** Of this office's copies, where they are files. */
  readonly folder: string;
  readonly database: string;
  /** Runs statements as the database's owner. */
  change(...sql: readonly string[]): void;
  remap(yaml: string): void;
  copy(options?: Partial<CopyOptions>): Promise<Copied>;
  /** Opened anew: what has become of the copies shows. */
  open(key?: CopyKey): Promise<OpenOffice>;
  /** All dossiers of the newest copy that is read, with what hangs under them. */
  copied(): Promise<unknown>;
  close(): Promise<void>;
}

interface OpenOffice {
  readonly subgraph: Subgraph;
  readonly logged: readonly Record<string, unknown>[];
}

export const OFFICE = 'H12.XX';

/** Its mapping file, with more lines for the table of dossiers, and more of its `copy:` block. */
export const mapping = (table = '', copy = ''): string => `
source: { code: ${OFFICE}, name: Bộ phận Một cửa huyện Xa Xôi }
office: { level: DISTRICT, unit: '971', agency: H12.26 }
database: { client: sqlite, url: 'file:\${DIR}/xa.db' }
copy: { share: 1${copy} }
dossier:
  table: hoso
  key: id
  where: { xoa: 0 }
${table}
  columns:
    code: so
    status: { column: tt, codes: { '1': RECEIVED, '2': PROCESSING, '6': RETURNED } }
    applicantName: ten
    applicantIdNumber: { column: cmnd, identifier: [9, 12] }
    applicantPhone: { column: dt, identifier: [10, 11] }
    subject: trichyeu
    receivedAt: nhan
  steps:
    table: buoc
    key: id
    parent: hoso
    columns: { name: ten, startedAt: tu }
`;

const TABLES = [
  'CREATE TABLE hoso (id INTEGER PRIMARY KEY, so TEXT, tt INT, ten TEXT, cmnd TEXT, dt TEXT, trichyeu TEXT, nhan TEXT, xoa INT DEFAULT 0, sua INT DEFAULT 0)',
  'CREATE TABLE buoc (id INTEGER PRIMARY KEY, hoso INT, ten TEXT, tu TEXT, sua INT DEFAULT 0)',
  'CREATE INDEX buoc_hoso ON buoc (hoso)',
  'CREATE INDEX hoso_sua ON hoso (sua)',
];

const seed = (rows: number): readonly string[] => [
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
   INSERT INTO hoso SELECT i * 10, 'XX-' || i, 1 + i % 2, 'Nguyễn Văn ' || i, printf('%09d', 381000000 + i), printf('09%08d', i),
     'Cấp đổi ' || i, '2016-08-' || printf('%02d', 1 + i % 28) || ' 08:00:00', 0, i FROM n`,
  `INSERT INTO buoc SELECT id * 2, id, 'Tiếp nhận', nhan, id FROM hoso`,
  `INSERT INTO buoc SELECT id * 2 + 1, id, 'Thẩm định', nhan, id FROM hoso WHERE id % 40 = 0`,
];

const ALL = `query ($after: String) { dossiers(first: 500, after: $after, freshness: COPY) {
  nodes { id code status { value } receivedAt steps { name startedAt source { localKey } } source { repairs { field raw kind } } }
  pageInfo { hasNextPage endCursor } totalCount partial } }`;

/** `url`: where its copies are kept, if not in a folder; it is empty. */
export function openCopiedOffice({
  rows = 1_200,
  yaml = mapping(),
  url,
}: {
  readonly rows?: number;
  readonly yaml?: string;
  readonly url?: string | undefined;
} = {}): CopiedOffice {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-copied-office-'));
  const [sources, copies] = [join(directory, 'sources'), join(directory, 'copies')];
  const folder = join(copies, 'onestop');
  const database = join(directory, 'xa.db');
  const kept = { directory: copies, url, memory: '100MB', threads: 1 };
  mkdirSync(sources);
  const open = new Set<Subgraph>();
  const options = {
    environment: { ...process.env, DIR: directory },
    log: pino({ level: 'silent' }),
  };
  const change = (...sql: readonly string[]): void => {
    const opened = new Database(database);
    for (const statement of sql) opened.exec(statement);
    opened.close();
  };
  const remap = (written: string): void => {
    writeFileSync(join(sources, 'xa.yaml'), written);
  };
  change(...TABLES, ...seed(rows));
  remap(yaml);

  return {
    sources,
    copies,
    kept,
    folder,
    database,
    change,
    remap,
    async copy(its) {
      const opened = openSources({ ...options, directory: sources, kind: onestopKind });
      const store = openStore(kept, 'onestop');
      try {
        const [source] = opened;
        if (source === undefined) throw new TypeError('No source');
        return await copySource(source, { store, ...its });
      } finally {
        await Promise.all([store, ...opened].map((one) => one.close()));
      }
    },
    async open(key) {
      const logged: Record<string, unknown>[] = [];
      const log = pino(
        { level: 'info' },
        { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) },
      );
      const subgraph = createOnestopSubgraph({
        ...options,
        log,
        sourcesDirectory: sources,
        copies: { ...kept, every: null, key },
      });
      await subgraph.start();
      open.add(subgraph);
      return { subgraph, logged };
    },
    async copied() {
      const { subgraph } = await this.open();
      const nodes: unknown[] = [];
      for (let after: string | null = null, more = true; more;) {
        const { data, errors } = await ask(subgraph, ALL, { after });
        if (errors.length > 0 || data.dossiers.partial)
          throw new Error(JSON.stringify({ errors, data }));
        nodes.push(...data.dossiers.nodes);
        after = data.dossiers.pageInfo.endCursor;
        more = data.dossiers.pageInfo.hasNextPage;
      }
      await subgraph.close();
      open.delete(subgraph);
      return nodes;
    },
    async close() {
      await Promise.all([...open].map((subgraph) => subgraph.close()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
