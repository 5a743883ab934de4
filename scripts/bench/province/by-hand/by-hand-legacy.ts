import { looseKey } from '../../../../subgraphs/sources/model/text/match-key.ts';
import type { LegacyFiles, LegacyOffice, Row } from './legacy-files.ts';
import type { Given, QueryName } from '../queries.ts';

/** For each query a program that answers that one alone from the legacy files. */
export function byHandOverLegacy(
  files: LegacyFiles,
): Readonly<Record<QueryName, (given: Given) => unknown>> {
  const office = (code: string): LegacyOffice => {
    const found = files.offices.find((one) => one.office.source === code);
    if (found === undefined) throw new Error(`there is no office ${code}`);
    return found;
  };
  const count = (rows: readonly Row[]): number =>
    rows.reduce((sum, row) => sum + Number(row['n']), 0);

  /** The first of all offices in the order of receipt. */
  const byReceipt = (
    limit: number,
    direction: 'ASC' | 'DESC',
    where = (_one: LegacyOffice): string => '1',
  ) =>
    files.offices
      .flatMap((one) => {
        const { from, key, code, received, due, procedure, toDay, result, issuer } = one.product;
        const { issuedOn, steps } = one.product;
        return from.flatMap((table) =>
          one
            .all(
              `SELECT ${key} AS id, ${code} AS code, ${received} AS received, ${due} AS due, ${procedure} AS procedure,
                ${result} AS result, ${issuer} AS issuer, ${issuedOn} AS issuedOn, ${steps[3]} AS link
              FROM ${table} AND ${where(one)} ORDER BY received ${direction}, ${key} LIMIT ${limit}`,
            )
            .map((row) => ({ row, one, on: toDay(row['received'] ?? '') })),
        );
      })
      .sort((a, b) => (direction === 'ASC' ? 1 : -1) * (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
      .slice(0, limit);

  const byDue = (
    { product: { from, key, code, due, procedure, name, decode }, all }: LegacyOffice,
    where: string,
    limit: number,
    offset = 0,
  ) =>
    all(
      from
        .map(
          (table) =>
            `SELECT ${key} AS id, ${code} AS code, ${due} AS due, ${procedure} AS procedure, ${name} AS name
            FROM ${table} AND ${where}`,
        )
        .join(' UNION ALL ') + ` ORDER BY due NULLS LAST LIMIT ${limit} OFFSET ${offset}`,
    ).map((row) => ({ ...row, name: decode(String(row['name'])) }));

  const proceduresOf = (codes: readonly unknown[]): readonly Row[] => {
    const asked = [...new Set(codes.map(String))];
    return files.catalogue.all(
      `SELECT MaTTHC AS code, TenThuTuc AS name FROM ThuTuc WHERE MaTTHC IN (${asked.map(() => '?').join()})`,
      ...asked,
    );
  };

  const received = (
    { product: { received: column, toRaw } }: LegacyOffice,
    from: string,
    to: string,
  ) => {
    const quoted = (value: string | number) => (typeof value === 'string' ? `'${value}'` : value);
    const until = typeof toRaw(to) === 'string' ? toRaw(`${to} 99`) : toRaw(to);
    return `${column} BETWEEN ${quoted(toRaw(from))} AND ${quoted(until)}`;
  };
  const ratings = ({ product, all }: LegacyOffice, from: string, to: string): readonly Row[] => {
    if (product.ratings === null) return [];
    const [table, day, score] = product.ratings;
    const where = received({ product: { ...product, received: day } } as LegacyOffice, from, to);
    return all(
      `SELECT ${score} AS score, count(*) AS n FROM ${table} ${table.includes('WHERE') ? 'AND' : 'WHERE'} ${where} GROUP BY 1`,
    );
  };
  const counts = (one: LegacyOffice, where: string, more = ''): readonly Row[] =>
    one.product.from.flatMap((table) =>
      one.all(`SELECT count(*) AS n ${more} FROM ${table} AND ${where}`),
    );

  return {
    decisions: () => {
      const isDecided = ({ product }: LegacyOffice) => `trim(${product.result}) <> ''`;
      const rows = byReceipt(5, 'DESC', isDecided);
      const nodes = rows.map(({ row, one, on }) => {
        const [table, parent, name] = one.product.steps;
        const [document] = files.vic.all(
          'SELECT SoKyHieu, TrichYeu, NguoiKyText, ChucVu, CoQuanBanHanh FROM VanBanBanHanh WHERE CoQuanBanHanh = ? AND NgayBanHanh BETWEEN ? AND ? AND SoKyHieu = ?',
          row['issuer'] ?? null,
          row['issuedOn'] ?? null,
          `${String(row['issuedOn'])} 99`,
          row['result'] ?? null,
        );
        const [issuer] = files.vic.all(
          'SELECT MaDinhDanh, TenDonVi FROM DonVi WHERE MaDinhDanh = ?',
          document?.['CoQuanBanHanh'] ?? null,
        );
        return {
          ...row,
          receivedOn: on,
          document,
          issuer,
          steps: one.all(
            `SELECT ${name} AS name FROM ${table} WHERE ${parent} = ?`,
            row['link'] ?? null,
          ),
        };
      });
      proceduresOf(rows.map(({ row }) => row['procedure']));
      return {
        nodes,
        totalCount: count(files.offices.flatMap((one) => counts(one, isDecided(one)))),
      };
    },
    office: () => {
      const one = office('H12.CM');
      const week = received(one, '2016-06-06', '2016-06-10');
      const nodes = byDue(one, week, 10);
      proceduresOf(nodes.map((row) => (row as Row)['procedure']));
      return {
        nodes,
        totalCount: count(counts(one, week)),
        ratings: ratings(one, '2016-01-01', '2016-12-31'),
      };
    },
    search: () => {
      const found = files.offices.flatMap(({ product, each, office: its }) => {
        const own: { id: string; name: string; on: string }[] = [];
        for (const table of product.from) {
          let met = 0;
          for (const row of each(
            `SELECT ${product.key} AS id, ${product.name} AS name, ${product.received} AS received FROM ${table} ORDER BY received DESC`,
          )) {
            const name = product.decode(String(row['name']));
            if (!looseKey(name).includes('tran thi')) continue;
            own.push({
              id: `${its.source}:${String(row['id'])}`,
              name,
              on: product.toDay(row['received'] ?? ''),
            });
            met += 1;
            if (met === 10) break;
          }
        }
        return own;
      });
      return { nodes: found.sort((a, b) => (a.on < b.on ? 1 : -1)).slice(0, 10) };
    },
    procedure: () => {
      const of = (table: string) =>
        files.catalogue.all(`SELECT * FROM ${table} WHERE MaTTHC = '1.001193'`);
      const offerings = of('DonViThuTucs');
      const agencies = files.vic.all(
        `SELECT MaDinhDanh, TenDonVi FROM DonVi WHERE MaDinhDanh IN (${offerings.map(() => '?').join()})`,
        ...offerings.map((row) => String(row['MaDonVi']).trim()),
      );
      return {
        procedure: of('ThuTuc')[0],
        codes: of('MaThuTuc'),
        channels: of('CachThucThucHien'),
        papers: of('ThanhPhanHoSo'),
        offerings,
        agencies,
        levels: files.catalogue.all(
          'SELECT CapThucHien AS level, count(*) AS n FROM ThuTuc WHERE HetHieuLuc IS NULL GROUP BY 1',
        ),
        online: files.catalogue.all(
          'SELECT count(*) AS n FROM (SELECT MaTTHC, max(MucDo) AS most FROM DonViThuTucs GROUP BY 1) GROUP BY most >= 3, most >= 4',
        ),
      };
    },
    documents: () => {
      const quarter =
        "VanBanBanHanh WHERE (DoMat IS NULL OR DoMat = 0) AND NgayBanHanh BETWEEN '2016-04-01' AND '2016-06-30 99'";
      const nodes = files.vic.all(
        `SELECT ID, LoaiVanBan, TrichYeu, DoKhan, CoQuanBanHanh FROM ${quarter} ORDER BY NgayBanHanh DESC, ID LIMIT 5`,
      );
      const issuers = files.vic.all(
        `SELECT a.MaDinhDanh, a.TenDonVi, b.TenDonVi AS parent FROM DonVi a LEFT JOIN DonVi b ON b.MaDinhDanh = a.MaDonViCapTren WHERE a.MaDinhDanh IN (${nodes.map(() => '?').join()})`,
        ...nodes.map((row) => String(row['CoQuanBanHanh'])),
      );
      return {
        nodes,
        issuers,
        totalCount: count(files.vic.all(`SELECT count(*) AS n FROM ${quarter}`)),
        agencies: files.vic.all('SELECT count(*) AS n FROM DonVi WHERE DaGiaiThe IS NULL'),
        users: files.vic.all('SELECT count(*) AS n FROM NguoiDung WHERE Khoa = 0'),
      };
    },
    code: ({ code }) => ({
      nodes: files.offices.flatMap((one) => {
        const { from, key, code: column, received: its, due } = one.product;
        return from.flatMap((table) =>
          one.all(
            // Năm Căn's column is char(25), padded.
            `SELECT ${key} AS id, ${its} AS received, ${due} AS due FROM ${table} AND ${column} IN (?, ?)`,
            code,
            code.padEnd(25),
          ),
        );
      }),
    }),
    compare: () => {
      const compared = files.offices.map((one) => {
        const quarter = received(one, '2016-10-01', '2016-12-31');
        const { isOnline, isOpen } = one.product;
        const more = `, sum(${isOnline}) AS online, sum(${isOpen}) AS open`;
        return {
          counts: counts(one, quarter, more),
          ratings: ratings(one, '2016-10-01', '2016-12-31'),
        };
      });
      return { compared, all: count(compared.flatMap((one) => one.counts)) };
    },
    worklist: () => {
      const one = office('H12.NC');
      return { nodes: byDue(one, one.product.isProcessing, 50) };
    },
    page200: () => ({ nodes: byDue(office('H12.NC'), '1', 50, 199 * 50) }),
    oldest: () => ({
      nodes: byReceipt(50, 'ASC').map(({ row, on }) => ({ ...row, receivedOn: on })),
    }),
    overdue: () => ({
      totalCount: count(
        files.offices.flatMap((one) =>
          counts(one, `${one.product.isOpen} AND ${one.product.due} < '2016-12-30'`),
        ),
      ),
    }),
    citizen: ({ idNumber }) => ({
      nodes: files.offices.flatMap((one) => {
        const { from, key, code, received: its, name, decode } = one.product;
        return from.flatMap((table) =>
          one
            .all(
              `SELECT ${key} AS id, ${code} AS code, ${its} AS received, ${name} AS name FROM ${table} AND ${one.product.idNumber(idNumber)}`,
            )
            .map((row) => ({ ...row, name: decode(String(row['name'])) })),
        );
      }),
    }),
  };
}
