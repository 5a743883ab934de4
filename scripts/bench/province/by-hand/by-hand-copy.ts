import { join } from 'node:path';
import { type DuckDBPreparedStatement, DuckDBInstance } from '@duckdb/node-api';
import { copyFiles } from '../../../../subgraphs/sources/copy/keeping/files/copy-files.ts';
import {
  momentOfTicks,
  ticksOf,
} from '../../../../subgraphs/sources/dialects/shared/kept/ticks.ts';
import { offices } from '../../../demo/province/offices.ts';
import type { LegacyFiles } from './legacy-files.ts';
import type { Given, QueryName } from '../queries.ts';

type Row = Record<string, unknown>;

const OPEN = "status IN ('RECEIVED', 'PROCESSING', 'AWAITING_SUPPLEMENT', 'AWAITING_PAYMENT')";

/** For each query that the copies can answer a program that answers that one alone from them. */
export async function byHandOverCopy(
  directory: string,
  { offices: legacy }: LegacyFiles,
): Promise<Readonly<Partial<Record<QueryName, (given: Given) => unknown>>>> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '300MB' });
  const connection = await instance.connect();
  const aliases = new Map<string, string>();
  for (const subgraph of ['onestop', 'vic', 'procedures']) {
    for (const { source, place } of copyFiles(join(directory, subgraph))) {
      const alias = source.replace('.', '').toLowerCase();
      if (aliases.has(source)) continue;
      await connection.run(`ATTACH '${place}' AS ${alias} (READ_ONLY)`);
      aliases.set(source, alias);
    }
  }

  const prepared = new Map<string, Promise<DuckDBPreparedStatement>>();
  let turn: Promise<unknown> = Promise.resolve();
  /** One statement at a time: a prepared one has one set of values. */
  const all = (sql: string): Promise<readonly Row[]> => {
    const run = async (): Promise<readonly Row[]> => {
      const statement = prepared.get(sql) ?? connection.prepare(sql);
      prepared.set(sql, statement);
      return (await (await statement).runAndReadAll()).getRowObjects();
    };
    const answer = turn.then(run);
    turn = answer.catch(() => undefined);
    return answer;
  };
  const count = async (sql: string): Promise<number> => Number((await all(sql))[0]?.['n']);
  const day = (ticks: unknown): string | null =>
    ticks === null ? null : momentOfTicks(`${ticks as bigint}`).slice(0, 10);
  const at = (moment: string): string => String(ticksOf(moment));
  const between = (column: string, from: string, to: string): string =>
    `${column} >= ${at(from)} AND ${column} < ${at(to)}`;

  /** The tables of dossiers, each with its office and the file that it lies in. */
  const tables = offices.flatMap(({ source, layout }) =>
    (layout === 'nam-can' ? ['dossier/tiep-nhan', 'dossier/huy'] : ['dossier']).map((table) => ({
      source,
      name: `${aliases.get(source) ?? ''}."${table}"`,
    })),
  );
  const ofAll = (columns: string, where: string, source?: string): string =>
    tables
      .filter((one) => source === undefined || one.source === source)
      .map(
        (one, place) =>
          `SELECT ${columns}, ${place} AS t, '${one.source}' AS source FROM ${one.name} WHERE ${where}`,
      )
      .join(' UNION ALL ');
  const COLUMNS =
    '_key, _place, code, status, procedureCode, receivedAt, dueAt, resultNumber, resultIssuerCode, resultIssuedAt';
  const shown = (row: Row): Row => ({
    id: `${String(row['source'])}:${String(row['_key'])}`,
    code: row['code'],
    status: row['status'],
    procedure: row['procedureCode'],
    receivedOn: day(row['receivedAt']),
    due: day(row['dueAt']),
  });
  const page = (where: string, order: string, source?: string): Promise<readonly Row[]> =>
    all(`SELECT * FROM (${ofAll(COLUMNS, where, source)}) ORDER BY ${order}`);
  const procedureNames = (rows: readonly Row[]): Promise<readonly Row[]> => {
    const codes = [...new Set(rows.map((row) => `'${String(row['procedureCode'])}'`))];
    return all(`SELECT code, name FROM tthc.procedure WHERE code IN (${codes.join()})`);
  };
  const ratings = (source: string, from: string, to: string): Promise<readonly Row[]> =>
    all(
      `SELECT score, count(*) AS n FROM ${aliases.get(source) ?? ''}.rating WHERE ${between('ratedAt', from, to)} GROUP BY 1`,
    );

  /** Names are in no copy: they come by key from the office. */
  const named = (rows: readonly Row[], source: string): readonly Row[] => {
    const one = legacy.find(({ office }) => office.source === source);
    if (one === undefined) return rows;
    const { product } = one;
    const [table = ''] = product.from;
    const keys = rows.map((row) => String(row['_key']));
    const found = one.all(
      `SELECT ${product.key} AS id, ${product.name} AS name FROM ${table} AND ${product.key} IN (${keys.map(() => '?').join()})`,
      ...keys,
    );
    const names = new Map(found.map((row) => [String(row['id']), String(row['name'])]));
    return rows.map((row) => ({
      ...shown(row),
      name: product.decode(names.get(String(row['_key'])) ?? ''),
    }));
  };

  return {
    decisions: async () => {
      const rows = await page('resultNumber IS NOT NULL', 'receivedAt DESC, _key LIMIT 5');
      const steps = await Promise.all(
        rows.map((row) => {
          const { name = '' } = tables[Number(row['t'])] ?? {};
          return all(
            `SELECT name, startedAt, finishedAt FROM ${name.replace(/"$/u, '/steps"')} WHERE _parent = '${String(row['_key'])}'`,
          );
        }),
      );
      const documents = await all(
        `SELECT * FROM vic."document/di" d LEFT JOIN vic.agency a ON a.code = d.issuerCode WHERE ${rows
          .map(
            (row) =>
              `(d.issuerCode = '${String(row['resultIssuerCode'])}' AND d.issuedAt = ${String(row['resultIssuedAt'])} AND d.notation = '${String(row['resultNumber'])}')`,
          )
          .join(' OR ')}`,
      );
      return {
        nodes: rows.map(shown),
        procedures: await procedureNames(rows),
        steps: steps.length,
        documents: documents.map((row) => row['notation']),
        totalCount: await count(
          `SELECT count(*) AS n FROM (${ofAll('1', 'resultNumber IS NOT NULL')})`,
        ),
      };
    },
    procedure: async () => {
      const of = (table: string) =>
        all(`SELECT * FROM tthc."procedure/${table}" WHERE _parent = '1.001193'`);
      const offerings = await of('offerings');
      const agencies = offerings.slice(0, 20).map((row) => `'${String(row['agencyCode'])}'`);
      const its = "procedureCode = '1.001193'";
      return {
        procedure: await all("SELECT * FROM tthc.procedure WHERE code = '1.001193'").then(
          ([row]) => row?.['name'],
        ),
        offerings: offerings.map((row) => row['onlineLevel']),
        codes: (await of('codes')).length,
        channels: (await of('channels')).length,
        papers: (await of('papers')).map((row) => row['name']),
        agencies: (
          await all(`SELECT code, name FROM vic.agency WHERE code IN (${agencies.join()})`)
        ).map((row) => row['name']),
        levels: (await all('SELECT level, count(*) AS n FROM tthc.procedure GROUP BY 1')).length,
        online: (
          await all(
            'SELECT count(*) AS n FROM (SELECT _parent, max(onlineLevel) AS most FROM tthc."procedure/offerings" GROUP BY 1) GROUP BY most >= 3, most >= 4',
          )
        ).length,
        dossiers: (await page(its, 'receivedAt DESC, t, _place LIMIT 3')).map(shown),
        totalCount: await count(`SELECT count(*) AS n FROM (${ofAll('1', its)})`),
      };
    },
    office: async () => {
      const week = between('receivedAt', '2016-06-06', '2016-06-11');
      const rows = await page(week, 'dueAt NULLS LAST, _key LIMIT 10', 'H12.CM');
      return {
        nodes: rows.map(shown),
        procedures: await procedureNames(rows),
        totalCount: await count(`SELECT count(*) AS n FROM h12cm.dossier WHERE ${week}`),
        ratings: (await ratings('H12.CM', '2016-01-01', '2017-01-01')).length,
      };
    },
    compare: async () => {
      const quarter = between('receivedAt', '2016-10-01', '2017-01-01');
      const more = `count(*) AS n, count(*) FILTER (channel = 'ONLINE') AS online, count(*) FILTER (${OPEN}) AS open`;
      const rows = await all(ofAll(more, quarter));
      const rated = offices.filter(({ layout }) => layout !== 'nam-can');
      await Promise.all(rated.map(({ source }) => ratings(source, '2016-10-01', '2017-01-01')));
      return { all: rows.reduce((sum, row) => sum + Number(row['n']), 0) };
    },
    documents: async () => {
      const quarter = between('issuedAt', '2016-04-01', '2016-07-01');
      const rows = await all(
        `SELECT * FROM vic."document/di" WHERE ${quarter} ORDER BY issuedAt DESC, _key LIMIT 5`,
      );
      await all(
        `SELECT a.code, a.name, b.name AS parent FROM vic.agency a LEFT JOIN vic.agency b ON b.code = a.parentCode WHERE a.code IN (${rows.map((row) => `'${String(row['issuerCode'])}'`).join()})`,
      );
      const decisions = rows.map(
        (row) =>
          `(resultIssuerCode = '${String(row['issuerCode'])}' AND resultIssuedAt = ${String(row['issuedAt'])} AND resultNumber = '${String(row['notation'])}')`,
      );
      const dossiers = await all(ofAll('code', decisions.join(' OR ')));
      return {
        nodes: rows.map((row) => row['subject']),
        dossiers: dossiers.map((row) => row['code']),
        totalCount: await count(`SELECT count(*) AS n FROM vic."document/di" WHERE ${quarter}`),
        agencies: await count('SELECT count(*) AS n FROM vic.agency'),
        users: await count('SELECT count(*) AS n FROM vic.account'),
      };
    },
    worklist: async () => ({
      nodes: named(
        await page("status = 'PROCESSING'", 'dueAt NULLS LAST, _place LIMIT 50', 'H12.NC'),
        'H12.NC',
      ),
    }),
    page200: async () => ({
      nodes: named(
        await page('1 = 1', `dueAt NULLS LAST, t, _place LIMIT 50 OFFSET ${199 * 50}`, 'H12.NC'),
        'H12.NC',
      ),
    }),
    oldest: async () => ({
      nodes: (await page('1 = 1', 'receivedAt, t, _place LIMIT 50')).map(shown),
    }),
    overdue: async () => ({
      totalCount: await count(
        `SELECT count(*) AS n FROM (${ofAll('1', `${OPEN} AND dueAt < ${at('2016-12-30')}`)})`,
      ),
    }),
  };
}
