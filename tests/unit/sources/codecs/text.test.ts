import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { textCodec } from '../../../../subgraphs/sources/codecs/index.ts';
import { cp1258 } from '../../../../subgraphs/sources/codecs/text/encodings/cp1258.ts';
import { isPossible } from '../../../../subgraphs/sources/codecs/text/spelling.ts';
import { tcvn3 } from '../../../../subgraphs/sources/codecs/text/encodings/tcvn3.ts';
import { vni } from '../../../../subgraphs/sources/codecs/text/encodings/vni.ts';
import { spellingsOf } from '../../../support/offices/spellings.ts';
import { expectPushedRight } from '../../../support/codecs/pushed.ts';
import { runs } from '../../../support/run/runs.ts';

interface Fixture {
  readonly words: string;
  readonly names: readonly string[];
}

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${name}.json`, import.meta.url), 'utf8'));
const { words, names } = fixture('vietnamese') as Fixture;
const WORDS = words.split(' ');
const charsets = fixture('vn_legacy_charsets') as {
  readonly tcvn3_byte_to_letter: Readonly<Record<string, string>>;
  readonly vni_to_letter: Readonly<Record<string, string>>;
};
const ENCODINGS = [
  'unicode',
  'tcvn3',
  'vni',
  'cp1258',
  'viscii',
  'vps',
  'viqr',
  'character-references',
  'utf8-as-cp1252',
  'mixed',
] as const;

const RUNS = runs(150, 60);

/** Words beside each other, some in capitals: names and phrases as people write them. */
const phrase = fc
  .array(
    fc
      .tuple(
        fc.constantFrom(...WORDS, 'an', 'nam', 'phong', 'y', 'ly'),
        fc.constantFrom('low', 'first', 'all'),
      )
      .map(([word, letters]) =>
        letters === 'all'
          ? word.toUpperCase()
          : letters === 'first'
            ? word.slice(0, 1).toUpperCase() + word.slice(1)
            : word,
      ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(' '));

describe('textCodec', () => {
  it.each(ENCODINGS)('finds every form that it writes for %s to mean the value', (encoding) => {
    const codec = textCodec({ encoding });

    fc.assert(
      fc.property(phrase, (value) => {
        for (const raw of codec.encode(value)) {
          expect(codec.decode(raw).value).toBe(value);
          expect(codec.decode([`  ${String(raw[0])} `]).value).toBe(value);
        }
      }),
    );
  });

  it.each(ENCODINGS)('leaves what it has decoded as it is, in %s', (encoding) => {
    const codec = textCodec({ encoding });
    const anyForm = phrase.chain((value) =>
      fc.constantFrom(
        ...textCodec({ encoding: 'mixed' })
          .encode(value)
          .map(([raw]) => String(raw)),
      ),
    );
    const clean = textCodec({ encoding: 'unicode' });

    fc.assert(
      fc.property(anyForm, (raw) => {
        const { value, repair } = codec.decode([raw]);
        const lossy = repair === 'TEXT_LOSSY' ? { repair } : {};

        expect(clean.decode([value])).toEqual({ value, ...lossy });
      }),
    );
  });

  it.each(['unicode', 'mixed'] as const)(
    'never damages a word or a name that is right, in %s',
    (encoding) => {
      const codec = textCodec({ encoding });
      const right = [...WORDS, ...WORDS.map((word) => word.toUpperCase()), ...names];

      expect(right.filter((text) => codec.decode([text]).value !== text)).toEqual([]);
    },
  );

  it.each(['tcvn3', 'vni', 'cp1258'] as const)(
    'leaves every real name in Unicode alone in a column declared %s',
    (encoding) => {
      const codec = textCodec({ encoding });

      expect(names.filter((name) => codec.decode([name]).value !== name)).toEqual([]);
    },
  );

  it.each([1252, 1258] as const)(
    'reads and writes TCVN3 as iconv-lite does, through code page %i',
    (codePage) => {
      const codec = textCodec({ encoding: 'tcvn3', codePage });
      const lower = names
        .map((name) => name.toLowerCase())
        .filter((name) => /^[\p{L}\d\s,.()/;:-]*$/u.test(name));
      const kept = lower.map((name) =>
        iconv.decode(iconv.encode(name, 'tcvn'), `windows${codePage}`),
      );

      expect(kept.map((raw) => codec.decode([raw]).value)).toEqual(lower);
      expect(lower.map((name) => codec.encode(name)[0]?.[0])).toEqual(kept);
    },
  );

  it('knows each letter of the TCVN3 table, ư at the soft hyphen among them', () => {
    const codec = textCodec({ encoding: 'tcvn3' });
    const letters = Object.entries(charsets.tcvn3_byte_to_letter);

    const read = letters.map(
      ([byte]) => codec.decode([`zz${String.fromCharCode(parseInt(byte, 16))}`]).value,
    );

    expect(read).toEqual(letters.map(([, letter]) => `zz${letter}`));
  });

  it('knows each letter of the VNI table, and capitals with the mark in either case', () => {
    const codec = textCodec({ encoding: 'vni' });
    const spellings = Object.entries(charsets.vni_to_letter).flatMap(([spelling, letter]) => [
      [spelling, letter],
      [spelling.toUpperCase(), letter.toUpperCase()],
      [spelling.slice(0, 1).toUpperCase() + spelling.slice(1), letter.toUpperCase()],
    ]);

    const read = spellings.map(([spelling]) => codec.decode([`zz${spelling!}`]).value);

    expect(read).toEqual(spellings.map(([, letter]) => `zz${letter!}`));
  });

  it('tells the encodings of one mixed column apart, value by value, and says what it did', () => {
    const codec = textCodec({ encoding: 'mixed' });

    const read = [
      'Tiếng Việt',
      'Tiếng Việt'.normalize('NFD'),
      'TiÕng ViÖt',
      'Tieáng Vieät',
      'Tiêìng Viêòt',
      'tr\u00ADêng hîp',
      'TRÖÔØNG HÔÏP',
      'TRƯỜNG HỢP',
      'Nguyen Van A',
      'Ngu?i n?p',
      '  Cà\u00A0Mau\u200B ',
      ' \u00A0',
      null,
    ].map((raw) => codec.decode([raw]));

    expect(read).toEqual([
      { value: 'Tiếng Việt' },
      { value: 'Tiếng Việt', repair: 'TEXT_COMPOSED' },
      { value: 'Tiếng Việt', repair: 'TEXT_DECODED_TCVN3' },
      { value: 'Tiếng Việt', repair: 'TEXT_DECODED_VNI' },
      { value: 'Tiếng Việt', repair: 'TEXT_DECODED_CP1258' },
      { value: 'trường hợp', repair: 'TEXT_DECODED_TCVN3' },
      { value: 'TRƯỜNG HỢP', repair: 'TEXT_DECODED_VNI' },
      { value: 'TRƯỜNG HỢP' },
      { value: 'Nguyen Van A' },
      { value: 'Ngu?i n?p', repair: 'TEXT_LOSSY' },
      { value: 'Cà Mau' },
      { value: null },
      { value: null },
    ]);
  });

  it.each([tcvn3, vni, cp1258])(
    'reads words by their spelling that no list has ($repair)',
    (old) => {
      const codec = textCodec({ encoding: 'mixed' });
      const shops = [
        'Quán cà phê Mộng Thuyền',
        'Tạp hóa Khuê',
        'Vựa tôm Rẫy Mới',
        'Xe buýt Tám Ngoẵng',
      ];
      const lower = shops.map((shop) => shop.toLowerCase());

      const read = lower.map((shop) => old.encode(shop).map((raw) => codec.decode([raw]).value));

      expect(read).toEqual(lower.map((shop) => old.encode(shop).map(() => shop)));
    },
  );

  it.each([...ENCODINGS])(
    'reads the letters of a decree’s number as what they stand for, in %s',
    (encoding) => {
      const number = '63/2010/NĐ-CP';
      const codec = textCodec({ encoding });

      expect([number, number.replace('Đ', 'Ð')].map((raw) => codec.decode([raw]).value)).toEqual([
        number,
        number,
      ]);
    },
  );

  it('looks for each way in which Đ and đ may be typed, one by one or by all that stands around', () => {
    const codec = textCodec({ encoding: 'unicode' });
    const eth: Readonly<Record<string, string>> = { Đ: 'Ð', đ: 'ð' };
    const name = fc.array(fc.constantFrom('Đ', 'đ', 'ỗ ', 'An '), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(name, fc.infiniteStream(fc.boolean()), (letters, typed) => {
        const value = letters.join('').trim();
        const raw = value.replace(/[Đđ]/gu, (letter) =>
          typed.next().value === true ? (eth[letter] ?? '') : letter,
        );
        const { atLeast } = codec.push({ op: 'eq', value }) ?? {};
        const conditions = atLeast?.kind === 'any' ? atLeast.of : [atLeast];

        expect(codec.decode([raw]).value).toBe(value);
        expect(conditions.some((one) => one?.kind !== 'in' || one.values.includes(raw))).toBe(true);
      }),
    );
  });

  it('writes Đ for the Ð of the press report', () => {
    const codec = textCodec({ encoding: 'unicode' });

    const read = ['Ðảng', 'Ðây', 'Ðồng', 'Ðối'].map((raw) => codec.decode([raw]));

    expect(read).toEqual(
      ['Đảng', 'Đây', 'Đồng', 'Đối'].map((value) => ({ value, repair: 'TEXT_LETTER_D' })),
    );
  });

  it('reads the bytes of a binary column', () => {
    const codec = textCodec({ encoding: 'tcvn3' });

    expect(codec.decode([iconv.encode('năm căn', 'tcvn')]).value).toBe('năm căn');
  });

  it('reads ten thousand characters as quickly as they come', () => {
    const codec = textCodec({ encoding: 'mixed' });
    const text = 'tr­êng hîp '.repeat(1_000);
    const blanks = `a${' '.repeat(10_000)}b`;

    expect(codec.decode([text]).value).toBe('trường hợp '.repeat(1_000).trim());
    expect(codec.decode([blanks]).value).toBe(blanks);
    expect(codec.decode([`${text}\u00E6\u00FF`]).value).toBe(`${text}\u00E6\u00FF`);
  });

  it('asks the database for no longer a pattern than it takes', () => {
    const pushed = textCodec({ encoding: 'mixed' }).push({
      op: 'contains',
      value: 'Năm Căn '.repeat(10_000),
    });

    const { atLeast } = pushed!;
    expect(atLeast.kind === 'like' && atLeast.pieces.join('%').length).toBeLessThanOrEqual(1_000);
  });

  it.each(ENCODINGS)('lets the database find every row that a filter wants, in %s', (encoding) => {
    const codec = textCodec({ encoding });
    const restyled = phrase.map((value) =>
      value.replaceAll('oà', 'òa').replaceAll('uý', 'úy').replaceAll('kỹ', 'kĩ'),
    );
    const stored = fc
      .oneof(phrase, restyled)
      .chain((value) =>
        fc.constantFrom(
          null,
          '',
          '  ',
          '\t',
          ' \r\n',
          '\u200B\u00A0 ',
          '\uFEFF',
          ...codec
            .encode(value)
            .flatMap(([raw]) => [
              String(raw),
              ` ${String(raw)}  `,
              `\t${String(raw)}\r\n`,
              `\uFEFF${String(raw)}\u00A0\n`,
            ]),
        ),
      );
    const wanted = fc
      .tuple(fc.oneof(phrase, restyled), fc.nat(8), fc.nat(12))
      .map(([value, from, to]) => value.slice(from, from + to + 1));
    const op = fc.constantFrom('contains', 'startsWith', 'containsLoose');

    fc.assert(
      fc.property(stored, wanted, op, (raw, value, kind) => {
        const own = codec.decode([raw]).value ?? '';
        for (const part of [
          value,
          own,
          own.slice(1, 5),
          own.slice(3),
          own.slice(0, 4),
          own.toUpperCase(),
        ]) {
          expectPushedRight(codec, { op: kind as 'contains', value: part }, [raw]);
        }
        expectPushedRight(codec, { op: 'eq', value: own === '' ? value : own }, [raw]);
        expectPushedRight(codec, { op: 'in', values: [value, own] }, [raw]);
        expectPushedRight(codec, { op: 'isNull' }, [raw]);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('textCodec of each encoding', () => {
  it.each([
    ['viscii', 'Ti\u00AAng Vi\u00AEt', 'Tiếng Việt', 'TEXT_DECODED_VISCII'],
    ['vps', 'Ti‰ng ViŒt', 'Tiếng Việt', 'TEXT_DECODED_VPS'],
    ['viqr', "Nguye^~n Va(n DDu+'c", 'Nguyễn Văn Đức', 'TEXT_DECODED_VIQR'],
    [
      'viqr',
      "DDu+o+`ng Ca'ch Ma.ng tha'ng Ta'm.",
      'Đường Cách Mạng tháng Tám.',
      'TEXT_DECODED_VIQR',
    ],
    [
      'character-references',
      'Nguy&#7877;n V&#259;n &#x110;&#x1ee9;c',
      'Nguyễn Văn Đức',
      'TEXT_DECODED_CHARACTER_REFERENCES',
    ],
    ['utf8-as-cp1252', 'Nguyá»…n VÄƒn Ä\u0090á»©c', 'Nguyễn Văn Đức', 'TEXT_DECODED_UTF8'],
    [
      'utf8-as-cp1252',
      'Huyá»‡n NÄƒm CÄƒn, xÃ£ HÃ\u00A0ng Vá»‹nh',
      'Huyện Năm Căn, xã Hàng Vịnh',
      'TEXT_DECODED_UTF8',
    ],
    ['tcvn3-capitals', 'NguyÔn V¨n §øc', 'NGUYỄN VĂN ĐỨC', 'TEXT_DECODED_TCVN3'],
    ['tcvn3-capitals', 'lan anh', 'LAN ANH', 'TEXT_DECODED_TCVN3'],
  ] as const)('reads %s: “%s”', (encoding, raw, value, repair) => {
    const codec = textCodec({ encoding });

    expect(codec.decode([raw])).toEqual({ value, repair });
    expect(codec.encode(value).map(([form]) => form)).toContain(
      encoding === 'character-references' ? 'Nguy&#7877;n V&#259;n &#272;&#7913;c' : raw,
    );
    if (encoding !== 'tcvn3-capitals')
      expect(textCodec({ encoding: 'mixed' }).decode([raw])).toEqual({ value, repair });
  });

  it.each([
    ['viscii', 'viscii'],
    ['tcvn3', 'tcvn'],
  ] as const)('writes %s as iconv-lite does', (encoding, name) => {
    const codec = textCodec({ encoding });
    const lower = names
      .map((text) => text.toLowerCase())
      .filter((text) => /^[\p{L}\s]*$/u.test(text));

    expect(lower.map((text) => codec.encode(text)[0]?.[0])).toEqual(
      lower.map((text) =>
        iconv.decode(iconv.encode(text, name), 'windows1252').replaceAll('\uFFFD', ''),
      ),
    );
  });

  it('tells real names of every encoding apart in a mixed column', () => {
    const mixed = textCodec({ encoding: 'mixed' });
    const wrong = ENCODINGS.filter((encoding) => encoding !== 'vps').flatMap((encoding) =>
      names.filter((text) => {
        const [form] = textCodec({ encoding }).encode(text);
        return form !== undefined && mixed.decode(form).value !== text;
      }),
    );

    expect(wrong).toEqual([]);
  });

  it.each(['unicode', 'tcvn3', 'vni', 'cp1258', 'viscii', 'vps', 'viqr', 'mixed'] as const)(
    'leaves ASCII alone, addresses and the ends of sentences among it, in %s',
    (encoding) => {
      const codec = textCodec({ encoding });
      const right = [
        'Is this so? Yes.',
        'http://a.vn/ho.c.aspx?id=mo.t',
        'ho.an@gmail.com',
        'www.ho.c.vn',
        'Nguyen Van A.',
        'C++ and C#',
        'No.5, e.g. 9 a.m.',
        'What? Who? It’s'.replace('’', "'"),
        'Ca Mau (tinh). La.',
        '12/2016/ND-CP',
        'bao.cao.doc',
        'R&D &amp; &#65;',
      ];

      expect(right.filter((text) => codec.decode([text]).value !== text)).toEqual([]);
      expect(right.filter((text) => codec.decode([text]).repair !== undefined)).toEqual([]);
    },
  );

  it('leaves European words and signs alone in a mixed column', () => {
    const codec = textCodec({ encoding: 'mixed' });
    const right = [
      'café',
      'naïve façade',
      'El Niño',
      'Müller',
      '© 2016',
      '30°C',
      'a^n + b^n',
      'HDD 1TB',
      'XÃ',
    ];

    expect(right.filter((text) => codec.decode([text]).value !== text)).toEqual([]);
  });

  it.each(['Nguy?n V?n An', 'Ngu?i n?p', '?oàn Văn B', 'Võ Th? B', 'Nguy\uFFFDn'])(
    'records that letters were lost: “%s”',
    (raw) => {
      expect(textCodec({ encoding: 'unicode' }).decode([raw])).toEqual({
        value: raw,
        repair: 'TEXT_LOSSY',
      });
    },
  );

  it.each(['Có hay không? Không', 'Đúng không?', 'a.aspx?id=5', 'Vì sao?Có', '?'])(
    'takes no question for a loss: “%s”',
    (raw) => {
      expect(textCodec({ encoding: 'unicode' }).decode([raw])).toEqual({ value: raw });
    },
  );

  it('reads UTF-8 and legacy bytes of a binary column, without its padding', () => {
    const read = [Buffer.from('Nguyễn Văn An\0\0'), iconv.encode('năm căn', 'tcvn')].map(
      (bytes) => textCodec({ encoding: 'tcvn3' }).decode([bytes]).value,
    );

    expect(read).toEqual(['Nguyễn Văn An', 'năm căn']);
  });

  it.each([...ENCODINGS, 'tcvn3-capitals'] as const)(
    'lets the database find a name by whatever part of whatever spelling was typed, in %s',
    (encoding) => {
      const codec = textCodec({ encoding });
      const spelt = fc
        .array(fc.constantFrom(...WORDS, 'hoàng', 'hòa', 'thuỷ', 'huỳnh', 'lynh', 'kỹ', 'quý'), {
          minLength: 1,
          maxLength: 4,
        })
        .map((parts) =>
          encoding === 'tcvn3-capitals' ? parts.join(' ').toUpperCase() : parts.join(' '),
        );

      fc.assert(
        fc.property(
          spelt,
          fc.nat(),
          fc.nat(),
          fc.nat(),
          fc.nat(),
          (value, which, form, from, to) => {
            const forms = codec.encode(value);
            const row = forms[form % Math.max(forms.length, 1)] ?? [value];
            const spellings = spellingsOf(value);
            const typed = spellings[which % spellings.length] ?? value;
            const start = from % typed.length;
            const part = typed.slice(start, start + 1 + (to % typed.length));
            for (const op of ['contains', 'startsWith', 'containsLoose'] as const)
              expectPushedRight(codec, { op, value: part }, row);
            expectPushedRight(codec, { op: 'eq', value: codec.decode(row).value ?? '' }, row);
          },
        ),
        { numRuns: RUNS },
      );
    },
  );
});

describe('isPossible', () => {
  it('takes the words of public texts but slips and loans, and no word of another spelling', () => {
    const others = ['atlđ', 'duyêt', 'khóaấp', 'nitơ', 'tưgiấy', 'đươc', 'địện'];
    const foreign = [
      'tữc',
      'cét',
      'kàn',
      'gế',
      'ngê',
      'phoà',
      'quủ',
      'ầm ',
      'Hà',
      'ha',
      'é-',
      'nǵ',
    ];

    expect(WORDS.filter((word) => !isPossible(word))).toEqual(others);
    expect(foreign.filter(isPossible)).toEqual([]);
  });
});
