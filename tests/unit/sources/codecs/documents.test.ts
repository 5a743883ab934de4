import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Codec } from '../../../../subgraphs/sources/codecs/codec.ts';
import {
  anywhere,
  codeTextCodec,
  dateCodec,
  disguisedBy,
  documentCodec,
  type DocumentForm,
  html,
  jsonAt,
  scattered,
  textCodec,
  textInside,
  xmlAt,
} from '../../../../subgraphs/sources/codecs/index.ts';
import { expectPushedRight } from '../../../support/codecs/pushed.ts';
import { expectRoundTrip } from '../../../support/codecs/round-trip.ts';

const text = textCodec({ encoding: 'unicode' });
const textAt = (form: DocumentForm): Codec<string> =>
  documentCodec({ form, item: text, search: textInside() });
const shown = documentCodec({ form: html, item: text, search: scattered(textInside()) });
const shownAt = (form: DocumentForm): Codec<string> =>
  documentCodec({ form, item: shown, search: disguisedBy(html, scattered(textInside())) });

const NAME = 'Nguyễn Văn Đức';
const WANTED = [NAME, 'văn', 'duc', 'Nguyễn', 'Lê', 'n V', '12', 'A&B', 'fj'];

/** Whatever is looked for in a document is found, where what is read from it is that. */
function expectFound(codec: Codec<string>, document: string | null): void {
  for (const value of WANTED) {
    for (const op of ['eq', 'contains', 'containsLoose', 'startsWith'] as const)
      expectPushedRight(codec, { op, value }, [document]);
    expectPushedRight(codec, { op: 'in', values: [value, 'Lê'] }, [document]);
  }
  expectPushedRight(codec, { op: 'isNull' }, [document]);
}

describe('JSON', () => {
  const codec = documentCodec({
    form: jsonAt('$.applicant.name'),
    item: textCodec({ encoding: 'unicode' }),
    search: textInside(),
  });
  const stored = '{"applicant":{"name":"Nguy\\u1ec5n V\\u0103n \\u00d0\\u1ee9c"},"fees":[20000]}';

  it('reads one value inside', () => {
    const rows = [stored, '{"applicant":null}', '{"applicant":{"name":{}}}', '[]', '{', '', null];

    expect(rows.map((raw) => codec.decode([raw]))).toEqual([
      { value: 'Nguyễn Văn Đức', repair: 'TEXT_LETTER_D', raw: 'Nguyễn Văn Ðức' },
      { value: null },
      { value: null },
      { value: null },
      { value: null, repair: 'JSON_UNREADABLE', raw: '' },
      { value: null },
      { value: null },
    ]);
    const fee = documentCodec({
      form: jsonAt('$.fees.0'),
      item: codeTextCodec(),
      search: textInside(),
    });
    expect(fee.decode([stored])).toEqual({ value: '20000' });
    expectRoundTrip(codec, 'Nguyễn Văn Đức');
  });

  it('shows people what stands at the place, and not the document', () => {
    expect(codec.within?.([stored])).toBe('Nguyễn Văn Ðức');
    expect(codec.within?.(['{'])).toBe('');
    expect(shownAt(jsonAt('$.about')).within?.(['{"about":"<p>a</p>"}'])).toBe('<p>a</p>');
    expect('within' in shown).toBe(false);
  });

  it('lets the database search inside', () => {
    for (const raw of [stored, '{', null]) {
      for (const value of ['Nguyễn Văn Đức', 'văn', 'duc', 'Nguyễn', 'Lê']) {
        for (const op of ['eq', 'contains', 'containsLoose', 'startsWith'] as const) {
          expectPushedRight(codec, { op, value }, [raw]);
        }
        expectPushedRight(codec, { op: 'in', values: [value, 'Lê'] }, [raw]);
      }
      expectPushedRight(codec, { op: 'isNull' }, [raw]);
    }
  });
});

describe('XML', () => {
  const codec = textAt(xmlAt('/form/applicant/name'));
  const inForm = (name: string): string =>
    `<form><applicant><name>${name}</name></applicant></form>`;

  it('reads one value inside, whatever the prefixes of names', () => {
    const rows = [
      inForm(NAME),
      `<?xml version="1.0" encoding="utf-8"?>\n<f:form xmlns:f="urn:x"><f:applicant><f:name>\n  ${NAME}\n</f:name></f:applicant></f:form>`,
      inForm('<![CDATA[Lê & <Con>]]>'),
      inForm('L&#xEA; &amp; &#116;'),
      inForm('<first>Lê</first>'),
      '<form><applicant/></form>',
      '<form/>',
      ' ',
      null,
    ];

    expect(rows.map((raw) => codec.decode([raw]).value)).toEqual([
      NAME,
      NAME,
      'Lê & <Con>',
      'Lê & t',
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('reads attributes and the second of several', () => {
    const document = '<form no="12"><file title="A"/><file title="B">b</file></form>';
    const read = (path: string) => textAt(xmlAt(path)).decode([document]).value;

    expect(
      ['/form/@no', '/form/file/@title', '/form/file[2]', '/form/file[3]', '/form/@none'].map(read),
    ).toEqual(['12', 'A', 'b', null, null]);
    for (const path of ['/form/@no', '/a/b[3]/c', '/a/b[2]/@c'])
      expectRoundTrip(textAt(xmlAt(path)), 'Lê "A" <&>');
  });

  it('takes nothing from what is not well-formed, and follows no entity', () => {
    const bomb = `<!DOCTYPE form [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`;
    const rows = [
      '<form><applicant><name>Lê',
      '<form><applicant><name>Lê</applicant></form>',
      'Lê',
      `${bomb}${inForm('&b;')}`,
      `${bomb}${inForm('&c;')}`,
      '{"a":1}',
    ];

    expect(rows.map((raw) => codec.decode([raw]))).toEqual(
      rows.map(() => ({ value: null, repair: 'XML_UNREADABLE', raw: '' })),
    );
    const deep = '<a>'.repeat(20_000) + '</a>'.repeat(20_000);
    expect(codec.decode([deep]).value).toBeNull();
  });

  it('reads days in it', () => {
    const day = dateCodec({ format: 'dd/MM/yyyy' });
    const number = dateCodec({ format: 'epoch-seconds' });
    const inside = (item: Codec<string>) => {
      const fitted = documentCodec({
        form: xmlAt('/form/@day'),
        item,
        search: anywhere(item),
      }).fit?.([{ name: 'Don', type: 'xml', kind: 'other', strict: true }]);
      if (fitted === undefined || 'mend' in fitted) throw new Error('does not fit');
      return fitted;
    };

    expect(inside(day).decode(['<form day=" 15/08/2016 "/>']).value).toBe('2016-08-15');
    expect(inside(number).decode(['<form day="1471219200"/>']).value).toBe('2016-08-15T07:00:00');
    expectPushedRight(inside(day), { op: 'gte', value: '2016-08-01' }, [
      '<form day="15/08/2016"/>',
    ]);
    expect(codec.fit?.([{ name: 'Ma', type: 'int', kind: 'number', strict: true }])).toEqual({
      what: '“Ma” is a column of int, and holds no XML',
      mend: 'map a column of XML or text, or take “xml:” out',
    });
  });

  it('lets the database search inside', () => {
    for (const name of [
      NAME,
      '',
      '<![CDATA[Nguyễn]]> Văn <![CDATA[Đ]]>ức',
      'Ng<!-- x -->uyễn Văn Đức',
      'Ng<?x y?>uyễn Văn Đức',
      'Nguy&#7877;n &#86;ăn Đức',
      'A&amp;B 12',
    ])
      expectFound(codec, `<?xml version="1.0"?>${inForm(name)}`);
    expectFound(codec, null);
  });
});

describe('HTML', () => {
  it('reads what is shown', () => {
    const rows = [
      '<p>Cấp <b>giấy</b> phép</p>\r\n<p>xây&nbsp;dựng &amp; sửa</p>',
      '<html><head><title>x</title><style>p { color: red }</style></head><body>Lê<br>Văn<script>alert(1)</script> T&aacute;m</body></html>',
      '<ul><li>một</li><li>hai</li></ul>',
      '<table><tr><td>A</td><td>12</td></tr><tr><td>B</td></tr></table>',
      'Không có thẻ nào',
      '<p>&nbsp;</p><!-- trống -->',
      '<p>Thiếu thẻ đóng',
      '',
      null,
    ];

    expect(rows.map((raw) => shown.decode([raw]).value)).toEqual([
      'Cấp giấy phép\nxây dựng & sửa',
      'Lê\nVăn Tám',
      'một\nhai',
      'A 12\nB',
      'Không có thẻ nào',
      null,
      'Thiếu thẻ đóng',
      null,
      null,
    ]);
    expectRoundTrip(shown, 'Lê & <b>\nVăn  Tám');
  });

  it('lets the database search what is shown, wherever tags stand and however letters are written', () => {
    const letters = fc.constantFrom(...Array.from(NAME), '1', '2', 'A', '&', 'B', 'fj');
    const written = letters.chain((letter) =>
      fc.constantFrom(
        letter.replace('&', '&amp;').replace('fj', '&fjlig;'),
        `<b>${letter === '&' ? '&amp;' : letter}</b>`,
        `&#${letter.codePointAt(0) ?? 32};`,
        `<!-- x -->${letter === '&' ? '&amp;' : letter}<wbr>`,
      ),
    );
    const document = fc
      .tuple(
        fc.array(written, { maxLength: 6 }),
        fc.constantFrom('', NAME, 'Ngu<i>yễn</i> V&#259;n Đức'),
      )
      .map(([parts, end]) => `<p>${parts.join('')}${end}</p>`);
    const inXml = shownAt(xmlAt('/a/b'));
    const inJson = shownAt(jsonAt('$.a'));
    const hex = (signs: string): string =>
      signs.replace(/[<>&#0-9]/gu, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);

    fc.assert(
      fc.property(document, (one) => {
        expectFound(shown, one);
        expectFound(inXml, `<a><b><![CDATA[${one}]]></b></a>`);
        expectFound(inXml, `<a><b>${one.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</b></a>`);
        expectFound(inJson, JSON.stringify({ a: one }));
        expectFound(inJson, `{"a":"${hex(one)}"}`);
        expectFound(inJson, JSON.stringify({ a: one }).replaceAll('&', '\\u0026'));
      }),
      { numRuns: 40, examples: [['<p>&#78;guyễn &#x31;2</p>'], ['<p>&fjlig; A&amp;<i>B</i></p>']] },
    );
  });
});
