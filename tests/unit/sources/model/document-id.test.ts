import { describe, expect, it } from '@jest/globals';
import { markedNotations } from '../../../../subgraphs/sources/model/document-id.ts';

describe('a notation typed without marks', () => {
  it('may have Đ for each of its D, in the case in which it was typed', () => {
    expect(markedNotations('35/qd-UBND')).toEqual(['35/qd-UBNĐ', '35/qđ-UBND', '35/qđ-UBNĐ']);
  });

  it('has no more than eight spellings', () => {
    expect(markedNotations('1/dddddd')).toHaveLength(7);
  });

  it.each(['35/qđ-ubnd', '12/BC-VP', 'dat dai', ''])(
    'is not what “%s” is: nothing else may be meant',
    (typed) => {
      expect(markedNotations(typed)).toEqual([]);
    },
  );
});
