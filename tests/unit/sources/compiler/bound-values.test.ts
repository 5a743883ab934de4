import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codesCodec } from '../../../../subgraphs/sources/codecs/index.ts';
import type { BoundRootTable } from '../../../../subgraphs/sources/compiler/bound-table.ts';
import { fitted } from '../../../../subgraphs/sources/compiler/bound-values.ts';
import { compilePage } from '../../../../subgraphs/sources/compiler/statements/page.ts';
import type { ClientName } from '../../../../subgraphs/sources/dialects/dialect.ts';
import { parameters } from '../../../../subgraphs/sources/dialects/mssql/parameters.ts';
import { dialects } from '../../../../subgraphs/sources/dialects/index.ts';
import type { Predicate } from '../../../../subgraphs/sources/model/predicate.ts';
import { codeTable } from '../../../support/code-table.ts';

const CLIENTS = Object.keys(dialects) as ClientName[];
/** As many as the catalogue of the province has. */
const CODES = Array.from({ length: 1_627 }, (_one, at) => `1.00${at}`);

/** A table whose code is one of a long list, each with a local code that knows nothing of it. */
function listed(client: ClientName): BoundRootTable {
  const table = codeTable('Moi');
  const codec = codesCodec({
    entries: CODES.map((value, at) => ({ source: [`T-${at}`], value })),
    unknown: null,
  });
  const { fields } = table.mapping;
  const code = { ...fields['code'], codec };
  return {
    ...table,
    dialect: dialects[client],
    mapping: { ...table.mapping, fields: { code } },
  } as BoundRootTable;
}

const tables = new Map(CLIENTS.map((client) => [client, listed(client)]));

/** As `where-input` says `ne`, `notIn` and `isNull: false`. */
const HELD: Predicate = {
  kind: 'not',
  of: { kind: 'test', field: 'code', test: { op: 'isNull' } },
};
const code = fc.constantFrom(...CODES.slice(0, 40));
const isOne = fc
  .array(code, { maxLength: 3 })
  .map((values): Predicate => ({ kind: 'test', field: 'code', test: { op: 'in', values } }));
const isNone = isOne.map((of): Predicate => ({ kind: 'all', of: [HELD, { kind: 'not', of }] }));
const leaf = fc.oneof(isOne, isNone, fc.constant(HELD));

const read = (client: ClientName, where: Predicate) =>
  compilePage(tables.get(client) as BoundRootTable, {
    keys: ['ID'],
    columns: [],
    where,
    order: [],
    backwards: false,
    after: null,
    limit: 20,
  });

describe('values that a statement binds', () => {
  it.each(CLIENTS)('are few enough for %s, however many alternatives leave codes out', (client) => {
    const alternatives = fc.array(fc.oneof(isOne, isNone), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(alternatives, (of) => {
        expect(read(client, { kind: 'any', of }).bindings.length).toBeLessThan(2_090);
      }),
      { numRuns: 20 },
    );
  });

  it.each(CLIENTS)(
    'are few enough for %s where a list of all codes is asked for thrice',
    (client) => {
      const negated = leaf.map((of): Predicate => ({ kind: 'not', of }));
      fc.assert(
        fc.property(leaf, negated, leaf, (one, other, third) => {
          const where: Predicate = {
            kind: 'all',
            of: [{ kind: 'any', of: [one, other] }, third],
          };
          expect(read(client, where).bindings.length).toBeLessThan(
            client === 'mssql' ? 2_090 : 8_000,
          );
        }),
        { numRuns: 20 },
      );
    },
  );

  it('are parameters of SQL Server once each where they would be too many, and in their places', () => {
    const name = fc.constantFrom('[Mã @p0]', '[a]]@p1]', "N'@p2''s'", 'HoSo');
    const value = fc.oneof(fc.integer({ max: 3, min: 0 }), fc.constantFrom('0', '1', 'x'));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 40 }), (parts) => {
        const write = (numberOf: (at: number) => number): string =>
          parts.map(([before], at) => `${before} = @p${numberOf(at)}`).join(' AND ');
        const bindings = parts.map(([, bound]) => bound);

        const { sql, bindings: once } = parameters.shared({ sql: write((at) => at), bindings });

        expect(new Set(once).size).toBe(once.length);
        expect(new Set(once)).toEqual(new Set(bindings));
        expect(sql).toBe(write((at) => once.indexOf(bindings[at])));
      }),
    );
  });

  it('are few enough for SQL Server however often the same stand there', () => {
    const { dialect } = tables.get('mssql') as BoundRootTable;
    const statement = (times: number) => ({
      sql: Array.from({ length: times * CODES.length }, (_one, at) => `@p${at}`).join(),
      bindings: Array.from({ length: times }, () => CODES).flat(),
    });

    expect(fitted(dialect, statement(9))?.bindings).toEqual(CODES);
    expect(fitted(dialect, statement(50))).toBeNull();
  });

  it('are refused where they differ', () => {
    const wanted = (count: number): Predicate => ({
      kind: 'test',
      field: 'code',
      test: { op: 'in', values: Array.from({ length: count }, (_one, at) => `HS-${at}`) },
    });
    for (const client of CLIENTS) {
      const plain = { ...codeTable('Moi'), dialect: dialects[client] };
      const page = (count: number) =>
        compilePage(plain, {
          keys: ['ID'],
          columns: [],
          where: wanted(count),
          order: [],
          backwards: false,
          after: null,
          limit: 20,
        });
      expect(page(2_000).bindings.length).toBeGreaterThanOrEqual(2_000);
      expect(() => page(8_001)).toThrow('The filter matches too much');
      if (client === 'mssql') expect(() => page(2_091)).toThrow('The filter matches too much');
    }
  });
});
