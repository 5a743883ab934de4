import { describe, expect, it } from '@jest/globals';
import { orderOf } from '../../../../subgraphs/sources/graph/arguments/order-input.ts';

const FIELDS = { RECEIVED_AT: 'receivedAt', RECEIVED_ON: 'receivedAt', CODE: 'code' };

describe('an order input', () => {
  it('keeps its terms in order, ascending unless told otherwise', () => {
    expect(orderOf([{ by: 'CODE' }, { by: 'RECEIVED_AT', direction: 'DESC' }], FIELDS)).toEqual([
      { field: 'code', direction: 'ASC' },
      { field: 'receivedAt', direction: 'DESC' },
    ]);
  });

  it('takes each field once, as it stands first, under whatever names', () => {
    const input = Array.from({ length: 1_000 }, (_, at) => ({
      by: at % 2 === 0 ? 'RECEIVED_AT' : 'RECEIVED_ON',
      direction: at === 0 ? ('DESC' as const) : ('ASC' as const),
    }));

    expect(orderOf(input, FIELDS)).toEqual([{ field: 'receivedAt', direction: 'DESC' }]);
  });

  it('is empty where nothing is asked', () => {
    expect([orderOf(null, FIELDS), orderOf(undefined, FIELDS), orderOf([], FIELDS)]).toEqual([
      [],
      [],
      [],
    ]);
  });
});
