import { describe, expect, it } from '@jest/globals';
import { onestopKind } from '../../../../subgraphs/onestop/context.ts';
import { proceduresKind } from '../../../../subgraphs/procedures/context.ts';
import type { EntityShape } from '../../../../subgraphs/sources/model/entity.ts';
import { vicKind } from '../../../../subgraphs/vic/context.ts';

/** Fields of an entity and of what hangs under it that say nothing of what they tell. */
function unclassed(name: string, { fields, children }: EntityShape): readonly string[] {
  return [
    ...Object.entries(fields).flatMap(([field, { tells }]) =>
      tells === undefined ? [`${name}.${field}`] : [],
    ),
    ...Object.entries(children).flatMap(([child, shape]) => unclassed(`${name}.${child}`, shape)),
  ];
}

describe('the fields of all entities', () => {
  it('say what they tell of people', () => {
    const without = [onestopKind, vicKind, proceduresKind].flatMap(({ entities }) =>
      Object.entries<EntityShape>(entities).flatMap(([name, shape]) => unclassed(name, shape)),
    );

    expect(without).toEqual([]);
  });
});
