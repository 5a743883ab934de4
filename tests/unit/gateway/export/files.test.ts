import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { Column, ColumnKind } from '../../../../gateway/export/columns.ts';
import type { Format, Outcome, Part } from '../../../../gateway/export/formats/format.ts';
import { parquet } from '../../../../gateway/export/formats/parquet.ts';
import { xlsx } from '../../../../gateway/export/formats/xlsx.ts';

type Row = Readonly<Record<string, unknown>>;

const KINDS: readonly ColumnKind[] = [
  ...(['text', 'json', 'day', 'moment', 'integer', 'money', 'number', 'truth'] as const),
];
const COLUMNS: readonly Column[] = KINDS.map((kind) => ({
  name: kind,
  kind,
  valueOf: (row) => (row as Row)[kind],
}));

const DONE: Outcome = {
  manifest: {
    rows: 1,
    complete: true,
    partial: false,
    cursor: null,
    sources: [{ source: 'H12.NC', status: 'OK' }],
  },
};
const BROKEN: Outcome = {
  manifest: { ...DONE.manifest, complete: false, cursor: 'c' },
  error: { message: 'The database did not answer.' },
};

async function* partsOf(pages: readonly (readonly Row[])[], outcome: Outcome) {
  for (const rows of pages) yield await Promise.resolve<Part>({ rows });
  yield outcome;
}

async function written(
  format: Format,
  pages: readonly (readonly Row[])[],
  outcome = DONE,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of format.write(partsOf(pages, outcome), COLUMNS))
    pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces);
}

const days = fc
  .date({ min: new Date('1900-03-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const rows = fc.record({
  text: orNull(
    fc.string({ unit: fc.constantFrom('=', '+', '@', '"', '<', '&', 'Đ', 'ườ', '😀', ' ', '\n') }),
  ),
  json: orNull(fc.array(fc.string({ unit: fc.constantFrom('a', '"', 'Đ') }))),
  day: orNull(days),
  moment: orNull(
    fc.tuple(days, fc.integer({ min: 0, max: 86_399 })).map(([day, second]) => {
      const time = new Date(second * 1_000).toISOString().slice(11, 19);
      return `${day}T${time}+07:00`;
    }),
  ),
  integer: orNull(fc.integer()),
  money: orNull(fc.integer({ min: 0, max: 10 ** 12 })),
  // A workbook knows no minus zero.
  number: orNull(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((one) => one + 0),
  ),
  truth: orNull(fc.boolean()),
});
const pages = fc.array(fc.array(rows, { maxLength: 4 }), { maxLength: 3 });

describe('a workbook', () => {
  it('has days and moments as dates, numbers as numbers, texts as texts', async () => {
    await fc.assert(
      fc.asyncProperty(pages, async (given) => {
        const book = await readXlsx(await written(xlsx, given));
        const [head, ...read] = book.sheets[0]?.rows ?? [];

        expect(head).toEqual(KINDS);
        const expected = given.flat().map((row) => [
          row.text === '' ? [null, ''] : [row.text],
          [row.json && JSON.stringify(row.json)],
          [row.day && new Date(row.day)],
          // The clock of where it was written.
          [row.moment && new Date(`${row.moment.slice(0, 19)}Z`)],
          ...[row.integer, row.money, row.number, row.truth].map((one) => [one]),
        ]);
        expect(read).toHaveLength(expected.length);
        for (const [at, cells] of expected.entries())
          for (const [column, allowed] of cells.entries())
            expect(allowed).toContainEqual(read[at]?.[column] ?? null);
      }),
    );
  });

  it('keeps what Excel has no date for as it was written, and no character that XML has no place for', async () => {
    const odd = { day: '1875-01-01', moment: 'soon', text: 'a\u0000b', json: null };
    const book = await readXlsx(await written(xlsx, [[odd]]));

    expect(book.sheets[0]?.rows[1]?.slice(0, 4)).toEqual(['a\ufffdb', null, '1875-01-01', 'soon']);
  });
});

describe('a Parquet file', () => {
  it('has each value in the type of its column, and the manifest', async () => {
    await fc.assert(
      fc.asyncProperty(pages, async (given) => {
        const file = await written(parquet, given);
        const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
        const metadata = await parquetMetadataAsync(buffer as ArrayBuffer);

        expect(await parquetReadObjects({ file: buffer as ArrayBuffer })).toEqual(
          given.flat().map((row) => ({
            ...row,
            json: row.json && JSON.stringify(row.json),
            day: row.day && new Date(row.day),
            moment: row.moment && new Date(row.moment),
            money: row.money === null ? null : BigInt(row.money),
          })),
        );
        expect(metadata.key_value_metadata).toEqual([
          { key: 'motcua.manifest', value: JSON.stringify(DONE.manifest) },
        ]);
      }),
    );
  });
});

it.each([
  ['xlsx', xlsx, (file: Buffer) => readXlsx(file)],
  ['parquet', parquet, (file: Buffer) => parquetMetadataAsync(new Uint8Array(file).buffer)],
] as const)('%s that breaks off is no file that opens', async (_name, format, read) => {
  const file = await written(format, [[{ text: 'a' }], [{ text: 'b' }]], BROKEN);

  await expect(read(file)).rejects.toThrow();
});
