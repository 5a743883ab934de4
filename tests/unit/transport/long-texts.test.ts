import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Body } from '../../../gateway/transport/answers/body.ts';
import { answerFrom } from '../../../gateway/transport/answers/http-answer.ts';
import { withoutLongTexts } from '../../../gateway/transport/answers/long-texts.ts';
import type { LeafPlace, SubgraphAnswer } from '../../../gateway/transport/transport.ts';
import { TextSpan } from '../../../gateway/transport/answers/text-span.ts';

const TEXTS: readonly LeafPlace[] = [
  {
    key: 'rows',
    within: [{ key: 'text' }, { key: 'list' }, { key: 'inner', within: [{ key: 'text' }] }],
  },
];
const LONG = 'Ủy ban nhân dân tỉnh Cà Mau 😀. '.repeat(30);

/** More than a long text has, and none of them one. */
const SHORTS = Array.from({ length: 20 }, () => LONG.slice(0, 100));

/** What an answer is read as, with its long texts lying where they came, or as strings; or the code of the fault that it is. */
function read(body: Buffer, texts?: readonly LeafPlace[], cuts: readonly number[] = []) {
  try {
    const http = { status: 200, headers: {}, body: new Body(cutAt(cuts, body)) };
    return answerFrom(http, Infinity, {
      encoding: 'latin1',
      exact: undefined,
      // An operation's own: what was found in answers is remembered by it.
      texts: texts && [...texts],
    }) as SubgraphAnswer;
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}

/** A body in the chunks that it may have come in. */
function cutAt(cuts: readonly number[], body: Buffer): readonly Buffer[] {
  const ends = [...cuts.map((cut) => cut % body.length).sort((a, b) => a - b), body.length];
  return ends.map((end, at) => movedBy(at % 4, body.subarray(ends[at - 1] ?? 0, end)));
}

function spansIn(value: unknown): number {
  if (value instanceof TextSpan) return 1;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + spansIn(inner), 0);
}

/** As many long texts as make an answer one of which they are taken out. */
function answerOf(row: string, rows = 20): string {
  return `{"data":{"rows":[${Array.from({ length: rows }, () => row).join()}]}}`;
}

/** The same bytes wherever they lie in memory. */
function movedBy(bytes: number, body: Buffer): Buffer {
  const memory = Buffer.alloc(body.length + bytes);
  body.copy(memory, bytes);
  return memory.subarray(bytes);
}

const piece = fc.constantFrom(
  ...[
    LONG,
    'ngắn',
    '',
    String.raw`\"`,
    String.raw`\\`,
    String.raw`\u1ebf`,
    String.raw`\n`,
    '\u007f',
    '~',
    'a'.repeat(255),
  ],
);
const text = fc.array(piece, { maxLength: 4 }).map((pieces) => `"${pieces.join('')}"`);
const value = fc.oneof(
  text,
  fc
    .array(
      fc.oneof(
        text,
        text.map((inner) => `[${inner}]`),
      ),
      { maxLength: 3 },
    )
    .map((items) => `[ ${items.join(' , ')} ]`),
  text.map((inner) => `{"text":${inner}}`),
  fc.constantFrom('null', '1.5e3', 'true'),
);
/** Where a body is cut into chunks: of any length, of a few bytes, and empty ones. */
const places = fc.array(fc.oneof(fc.nat(), fc.nat(12)), { maxLength: 12 });
const row = fc
  .array(fc.tuple(fc.constantFrom('"text"', '"list"', '"inner"', '"other"', `"${LONG}"`), value), {
    maxLength: 4,
  })
  .map((fields) => `{${fields.map((field) => field.join(': ')).join()}}`);

describe('an answer with long texts', () => {
  it('holds the same with them left where they lie, wherever they stand', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), places, fc.nat(3), (rows, cuts, bytes) => {
        const body = movedBy(bytes, Buffer.from(answerOf([...rows, `{"text":"${LONG}"}`].join())));
        const asSpans = read(body, TEXTS, cuts);

        expect(JSON.parse(JSON.stringify(asSpans))).toEqual(read(body));
      }),
    );
  });

  it('holds the same, and as many left where they lie, in chunks that end anywhere and in chunks of one byte', () => {
    const escaped = String.raw`"Tr\u1ea3 l\u1eddi \"\\\" \\"`;
    const row = `{"other":${escaped},"text":"${LONG}","inner":{"text":"${LONG.slice(0, 90)}\\""}}`;
    const body = Buffer.from(answerOf(row, 10));
    const whole = read(body);
    const rowBegins = body.indexOf(row);

    const anywhere = Array.from({ length: Buffer.byteLength(row) }, (_, at) => [rowBegins + at]);
    const differing = [...anywhere, [...body.keys()]].filter((cuts) => {
      const asSpans = read(body, TEXTS, cuts);
      const same = isDeepStrictEqual(JSON.parse(JSON.stringify(asSpans)), whole);
      return !same || spansIn(asSpans) !== 10;
    });

    expect(typeof whole).toBe('object');
    expect(differing).toEqual([]);
  });

  it('is refused where it is as a whole: cut short, with a byte too much, or with one that may not stand there', () => {
    const whole = Buffer.from(answerOf(`{"text":"${LONG}"}`));
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(255),
        fc.constantFrom('cut', 'put', 'insert'),
        places,
        (at, byte, how, cuts) => {
          const after = {
            cut: [],
            put: [byte, ...whole.subarray(at + 1)],
            insert: [byte, ...whole.subarray(at)],
          }[how];
          const body = Buffer.concat([whole.subarray(0, at), Buffer.from(after)]);
          const asSpans = read(body, TEXTS, cuts);

          expect(
            typeof asSpans === 'string' ? asSpans : JSON.parse(JSON.stringify(asSpans)),
          ).toEqual(read(body));
        },
      ),
    );
  });

  it('hands over those that were asked for as texts, and are written as they are', () => {
    const spans = (row: string) => spansIn(read(Buffer.from(answerOf(row)), TEXTS));

    expect(spans(`{"text":"${LONG}"}`)).toBe(20);
    expect(spans(`{"list":["${LONG}",null,"${LONG}"]}`)).toBe(40);
    expect(spans(`{"text":"${LONG}","inner":{"text":"${LONG.slice(300)}\\n"}}`)).toBe(20);
    expect(spans(`{"text":"${LONG}","other":"${LONG}"}`)).toBe(0);
    expect(spansIn(read(Buffer.from(answerOf(`{"text":"${LONG}"}`, 3)), TEXTS))).toBe(0);
  });

  it('is read as a whole where less than half of it are long texts, in chunks as well', () => {
    const body = Buffer.from(answerOf(`{"text":"${LONG}","other":${JSON.stringify(SHORTS)}}`));
    const cuts = Array.from({ length: Math.floor(body.length / 4_096) }, (_, at) => at * 4_096);

    const spans = [[], cuts].map((at) => spansIn(read(body, TEXTS, at)));

    expect(spans).toEqual([0, 0]);
  });

  it('has them looked for again a while after an answer of its operation that had few', () => {
    const texts = [...TEXTS];
    const looked = (row: string) =>
      withoutLongTexts(new Body([Buffer.from(answerOf(row, 400))]), texts) !== undefined;

    expect(looked('{"text":"ngắn, và không dài"}')).toBe(false);
    expect(Array.from({ length: 16 }, () => looked(`{"text":"${LONG}"}`))).toEqual([
      ...Array.from({ length: 15 }, () => false),
      true,
    ]);
    expect(looked(`{"text":"${LONG}"}`)).toBe(true);
  });
});
