import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAnswer } from '../../../gateway/transport/answers/exact-answer.ts';
import type { LeafPlace } from '../../../gateway/transport/transport.ts';
import { parseExactly } from '../../../service/exact-numbers.ts';

const NUMBERS = ['1', '-0', '1.10', '9007199254740993', '1e400', '0.0000001'];
const leaf = fc.constantFrom(...NUMBERS, 'null', 'true', '"1.10"', '""');
const json = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
  leaf.map((inner) => `{"a": [{"b": ${inner}}]}`),
);

describe('an answer with scalars of a supergraph’s own', () => {
  it('holds each of their numbers as it was written, and nothing else otherwise than JSON has it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(json, json), { maxLength: 4 }), (rows) => {
        const exact: readonly LeafPlace[] = [
          { key: 'rows', within: [{ key: 'none' }, { key: 'sum' }] },
        ];
        const items = rows.map(([sum, other]) => `{"sum": ${sum}, "other": ${other}}`);
        const text = `{"data": {"rows": [null, ${['[]', ...items].join(', ')}]}}`;
        const answers = [1, 2].map(() => parseAnswer(text, exact));

        for (const answer of answers) {
          expect(sums(answer)).toEqual(sums(parseExactly(text)));
          expect([JSON.parse(text), parseExactly(text)]).toContainEqual(answer);
        }
      }),
    );
  });

  it('is read as JSON where none of them is asked for', () => {
    expect(parseAnswer('{"data":{"a":1.10}}', undefined)).toEqual({ data: { a: 1.1 } });
    expect(() => parseAnswer('{', [{ key: 'a' }])).toThrow(SyntaxError);
    expect(parseAnswer('null', [{ key: 'a' }])).toBeNull();
  });
});

function sums(answer: unknown): readonly unknown[] {
  const { data } = answer as { data: { rows: readonly ({ sum?: unknown } | null)[] } };
  return data.rows.map((row) => row?.sum);
}
