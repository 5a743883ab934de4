import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readDayFiles } from '../../../../gateway/access/audit/day-files.ts';
import type { Entry } from '../../../../gateway/access/audit/entry.ts';
import { seenLines, type Wanted } from '../../../../gateway/access/audit/reports/seen-lines.ts';
import { stoppedReaders } from '../../../../gateway/access/audit/reports/stopped-readers.ts';
import { seenColumns, tableText } from '../../../../gateway/access/audit/reports/texts.ts';
import { unusualDays } from '../../../../gateway/access/audit/reports/unusual.ts';
import { openFolder, seen, trailFolder } from '../../../support/trail.ts';

const LAN = {
  subject: 'issuer#lan',
  kind: 'person',
  roles: ['officer'],
  offices: ['H12.NC'],
} as const;
const HUNG = { ...LAN, subject: 'issuer#hung' };
const MAI = { ...LAN, subject: 'issuer#mai' };

let folder: ReturnType<typeof trailFolder>;
beforeEach(() => {
  folder = trailFolder();
});
afterEach(() => {
  folder.remove();
});

/** A trail with an entry at each of the times. */
async function written(entries: readonly (readonly [at: string, entry: Entry])[]) {
  let now = 0;
  const trail = await openFolder(folder.directory, { clock: () => now });
  for (const [at, entry] of entries) {
    now = Date.parse(at);
    await trail.record(entry);
  }
  await trail.close();
}

async function requests(wanted: Wanted, from?: string, to?: string) {
  const found: string[] = [];
  for await (const { request } of seenLines(readDayFiles(folder.directory, from, to), wanted))
    found.push(request);
  return found;
}

const records = (count: number) => ({
  records: { Dossier: Array.from({ length: count }, (_, n) => `H12.NC:${n}`) },
});

describe('what is read of the trail', () => {
  beforeEach(() =>
    written([
      ['2026-11-23T09:00:00+07:00', seen('one', { who: LAN })],
      [
        '2026-11-24T09:00:00+07:00',
        seen('two', {
          who: HUNG,
          records: { Dossier: ['H12.NC:2'] },
          classes: [],
          searched: ['phone'],
        }),
      ],
      ['2026-11-25T09:00:00+07:00', seen('three', { who: HUNG, classes: ['phone'] })],
    ]),
  );

  it.each([
    ['one dossier', { record: 'H12.NC:1' }, ['one', 'three']],
    ['one officer', { who: 'issuer#hung' }, ['two', 'three']],
    ['fields of a class, seen or searched by', { class: 'phone' }, ['two', 'three']],
    ['all of them', { record: 'H12.NC:1', who: 'issuer#hung', class: 'phone' }, ['three']],
    ['a dossier that nobody saw', { record: 'H12.NC' }, []],
  ])('is what is told of %s', async (_what, wanted, found) => {
    expect(await requests(wanted)).toEqual(found);
  });

  it('is of the days that are asked for', async () => {
    expect(await requests({}, '2026-11-24', '2026-11-24')).toEqual(['two']);
    expect(await requests({}, '2026-11-24')).toEqual(['two', 'three']);
  });

  it('is a table that people read', async () => {
    const lines = [];
    for await (const line of seenLines(readDayFiles(folder.directory), { who: 'issuer#lan' }))
      lines.push(line);

    const [titles, row] = tableText(lines, seenColumns).split('\n');
    expect(titles).toMatch(/^when +who +roles +office +purpose +plain +masked +searched by/);
    expect(row).toContain('2026-11-23 09:00:00  issuer#lan  officer');
  });

  it('tells what was shown plain from what was masked', () => {
    const line = {
      ...seen('one', { classes: ['name', 'phone'], masked: ['phone'] }),
      n: 1,
      at: '',
    };

    expect(
      tableText([line], { plain: seenColumns['plain']!, masked: seenColumns['masked']! }),
    ).toBe('plain  masked\nname   phone\n');
  });
});

describe('readers who were stopped', () => {
  it('are told all, or the last of them', async () => {
    const stopped = (request: string): Entry => ({
      kind: 'stopped',
      request,
      who: LAN,
      from: '10.0.0.1',
      code: 'ROWS_BUDGET_SPENT',
      most: 30,
    });
    await written([
      ['2026-11-23T09:00:00+07:00', stopped('one')],
      ['2026-11-23T09:30:00+07:00', seen('stopped', { who: LAN })],
      ['2026-11-23T10:00:00+07:00', stopped('two')],
      ['2026-11-23T11:00:00+07:00', stopped('three')],
    ]);
    const told = async (most?: number) =>
      (await stoppedReaders(readDayFiles(folder.directory), most)).map(({ request }) => request);

    expect(await told()).toEqual(['one', 'two', 'three']);
    expect(await told(2)).toEqual(['two', 'three']);
  });
});

describe('unusual reading', () => {
  it('is much more in a day than is usual in the role, at night, and of another office', async () => {
    await written([
      ['2026-11-23T09:00:00+07:00', seen('usual', { who: LAN, ...records(40) })],
      ['2026-11-23T09:01:00+07:00', seen('usual too', { who: MAI, ...records(30) })],
      ['2026-11-23T10:00:00+07:00', seen('much', { who: HUNG, ...records(200) })],
      ['2026-11-24T22:30:00+07:00', seen('night', { who: LAN })],
      ['2026-11-25T09:00:00+07:00', seen('other', { who: MAI, sources: ['H12.CN'] })],
      ['2026-11-26T09:00:00+07:00', seen('own', { who: MAI })],
      [
        '2026-11-26T09:30:00+07:00',
        seen('below', { who: { ...HUNG, offices: ['H12'] }, sources: ['H12.CN'] }),
      ],
    ]);

    const days = await unusualDays(seenLines(readDayFiles(folder.directory)));

    expect(days.map(({ day, who, records: count, because }) => [day, who, count, because])).toEqual(
      [
        ['2026-11-23', 'issuer#hung', 200, ['much']],
        ['2026-11-24', 'issuer#lan', 1, ['at night']],
        ['2026-11-25', 'issuer#mai', 1, ['of another office']],
      ],
    );
  });

  it('is not what many do, nor a record that is looked at again', async () => {
    const often = Array.from(
      { length: 80 },
      (_, n) => ['2026-11-23T09:00:00+07:00', seen(`again ${n}`)] as const,
    );
    await written(often);

    expect(await unusualDays(seenLines(readDayFiles(folder.directory)))).toEqual([]);
  });
});
