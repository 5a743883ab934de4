import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import { runAsOwner } from '../../../../scripts/demo/writers/owner.ts';
import { createSource, type Source } from '../../../../subgraphs/sources/database/source.ts';
import { dialects } from '../../../../subgraphs/sources/dialects/index.ts';
import { readConnection } from '../../../../subgraphs/sources/fan-out/connection.ts';
import { compareText } from '../../../../subgraphs/sources/fan-out/merge.ts';
import { readMapping } from '../../../../subgraphs/sources/mapping/read-mapping.ts';
import { code, entity } from '../../../../subgraphs/sources/model/entity.ts';
import { serverUrl } from '../../../support/offices/servers.ts';
import { runs } from '../../../support/run/runs.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? 2016);
const ROWS = runs(60);

const shape = { row: entity({ code }) };

/** How the code of each office is put together of a number, a year and a letter; of the last one it stands there whole. */
const OFFICES = [
  { office: 'A', column: "{ format: 'HS-{number}/{year}{letter}' }" },
  { office: 'B', column: "{ column: [letter, number, year], separator: '.' }" },
  { office: 'C', column: 'whole' },
] as const;

type Row = readonly [number: number | null, year: number | null, letter: string | null];

/** Numbers that sort otherwise as text, letters that collations take for the same, and none. */
const rows = fc.array(
  fc.tuple(
    fc.constantFrom(null, 1, 2, 9, 10, 12, 100),
    fc.constantFrom(null, 2015, 2016),
    fc.constantFrom(null, '', ' ', 'a', 'B', 'b', 'Đ', 'đ', 'é', 'e ', '-', '/'),
  ),
  { minLength: ROWS, maxLength: ROWS },
);

/** The code that a row of an office means, told by hand. */
function codeOf(office: string, [number, year, letter]: Row): string | null {
  const end = letter?.trim() ?? '';
  const parts = [end, String(number ?? ''), String(year ?? '')];
  const present = parts.filter((part) => part !== '');
  if (present.length === 0) return null;
  return office === 'A' ? `HS-${number ?? ''}/${year ?? ''}${end}` : present.join('.');
}

const literal = (value: string | number | null): string =>
  value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'${value}'`;

describe.each(['sqlite', 'postgres', 'mysql'] as const)(
  'codes of several columns on %s',
  (client) => {
    const prefix = `c${randomUUID().slice(0, 6)}_`;
    const folder = mkdtempSync(join(tmpdir(), 'motcua-composed-'));
    const worlds = fc.sample(rows, { numRuns: OFFICES.length, seed: SEED });
    const meant = OFFICES.flatMap(({ office }, place) =>
      worlds[place]!.map((row, index) => ({
        key: `${office}:${index + 1}`,
        code: codeOf(office, row),
      })),
    );
    let url: string | null;
    let sources: readonly Source[] = [];

    beforeAll(async () => {
      url = client === 'sqlite' ? `file:${join(folder, 'office.db')}` : await serverUrl(client);
      if (url === null) return;
      await runAsOwner(
        client,
        url,
        OFFICES.flatMap(({ office }, place) => [
          `CREATE TABLE ${prefix}${office.toLowerCase()} (id int PRIMARY KEY, number int, year smallint, letter char(2), whole varchar(40))${client === 'mysql' ? ' CHARACTER SET utf8mb4' : ''}`,
          ...worlds[place]!.map(
            (row, index) =>
              `INSERT INTO ${prefix}${office.toLowerCase()} VALUES (${[index + 1, ...row, codeOf(office, row)].map(literal).join(', ')})`,
          ),
        ]),
      );
      sources = OFFICES.map(({ office, column }) => {
        const file = join(folder, `${office}.yaml`);
        writeFileSync(
          file,
          `source: { code: ${office}, name: ${office} }
database: { client: ${client}, url: ${JSON.stringify(url)} }
row: { table: ${prefix}${office.toLowerCase()}, key: id, columns: { code: ${column} } }
`,
        );
        const read = readMapping(file, { entities: shape, extra: {} }, {});
        if ('faults' in read) throw new Error(JSON.stringify(read.faults));
        return createSource(read.mapping, dialects[client], pino({ level: 'silent' }));
      });
    });
    afterAll(async () => {
      if (url === null) return;
      await Promise.all(sources.map((source) => source.close()));
      await runAsOwner(
        client,
        url,
        OFFICES.map(({ office }) => `DROP TABLE ${prefix}${office.toLowerCase()}`),
      );
      rmSync(folder, { recursive: true, force: true });
    });

    it.each([
      ['ASC', 'first'],
      ['DESC', 'first'],
      ['ASC', 'last'],
      ['DESC', 'last'],
    ] as const)('sort and page %s over all offices, from the %s on', async (direction, from) => {
      if (url === null) return;
      const sign = direction === 'ASC' ? 1 : -1;
      const order = [...meant].sort((a, b) => {
        if (a.code === null || b.code === null)
          return Number(a.code === null) - Number(b.code === null);
        return sign * compareText(a.code, b.code);
      });
      const walked: { readonly key: string; readonly code: unknown }[] = [];
      for (let at: string | null = null, more = true; more;) {
        const page =
          from === 'first'
            ? ({ first: 7, after: at } as const)
            : ({ last: 7, before: at } as const);
        const { edges, pageInfo } = await readConnection(
          sources,
          {
            entity: 'row',
            fields: new Set(['code']),
            where: null,
            order: [{ field: 'code', direction }],
            page,
            freshness: 'LIVE',
            onUnavailable: 'FAIL',
          },
          {},
        );
        const read = edges.map(({ node }) => ({
          key: node.id,
          code: (node as unknown as { readonly code: unknown }).code,
        }));
        if (from === 'first') walked.push(...read);
        else walked.unshift(...read);
        more = from === 'first' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
        at = (from === 'first' ? pageInfo.endCursor : pageInfo.startCursor) ?? null;
      }

      expect(walked.map((row) => row.code)).toEqual(order.map((row) => row.code));
      expect(new Map(walked.map(({ key, code: its }) => [key, its]))).toEqual(
        new Map(meant.map(({ key, code: its }) => [key, its])),
      );
    });
  },
);
