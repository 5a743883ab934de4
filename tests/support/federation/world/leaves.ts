import type { GraphQLLeafType } from 'graphql';
import { numberOf } from '../random/random.ts';

const TEXTS = ['Đơn xin cấp lại', 'a "quoted" \\ text\n', '', 'đ\u0300 \u2028', '🙂', 'plain'];
const JSON_VALUES = [
  { a: [1, null, { deep: true }] },
  'text',
  0,
  [[]],
  { __typename: 'Fake' },
  false,
];

/** A leaf's value: of a key, the one that belongs to the object's identity; otherwise any, by the seed. */
export function leafOf(
  { name }: GraphQLLeafType,
  keyOf: string | undefined,
  seed: string,
): unknown {
  const index = Math.floor(numberOf(`${seed} leaf`) * 1_000);
  switch (name) {
    case 'Int':
      return keyOf === undefined ? index - 500 : Number(keyOf.split('#')[1] ?? index);
    case 'Float':
      return index / 4;
    case 'Boolean':
      return index % 2 === 0;
    case 'String':
    case 'ID':
      return keyOf === undefined ? `${TEXTS[index % TEXTS.length]!}${index}` : `of ${keyOf}`;
    default:
      return JSON_VALUES[index % JSON_VALUES.length];
  }
}
