import { describe, expect, it } from '@jest/globals';
import { worldSubject } from '../../../support/federation/differential.ts';
import { ABSTRACT } from '../../../support/federation/feature-supergraphs.ts';
import { CALM } from '../../../support/federation/moods.ts';

/** Valid operations of which the planner makes nothing as they are. */
const OPERATIONS = {
  'a fragment on an interface, below an interface object':
    '{ exchanged { ... on Named { name } id } }',
  'a fragment on a union, below an interface object':
    '{ exchanged { id ... on Found { __typename } } }',
  'a named fragment in another, below a field of an interface object': `
    { units { sent { copyOf { ...Any } } } }
    fragment Any on Named { name ...Here }
    fragment Here on Found { ... on Incoming { id folder sender { name } } ... on Unit { code } }`,
  'fragments that together can never apply':
    '{ holder { ... on Paper { ... on Holder { ... on Officer { papers { __typename } } } } } }',
  'one of them beside what applies':
    '{ holder { ... on Paper { ... on Holder { ... on Officer { name } ... on Unit { name } } ... on Room { seats } } __typename } }',
};

describe('an operation with fragments on abstract types', () => {
  it.each(Object.entries(OPERATIONS))('is answered with %s', async (_name, query) => {
    const { federation, monolith } = worldSubject(ABSTRACT.subgraphs, CALM);

    const { data, errors } = await federation.ours(query);

    expect({ data, errors }).toEqual(await monolith?.ask(query, {}));
  });

  it('is refused where fragments by type would be too many', async () => {
    const { ours } = worldSubject(ABSTRACT.subgraphs, CALM).federation;
    const deep = (depth: number): string =>
      depth === 0
        ? '__typename'
        : `... on Found { ... on Document { copyOf { ${deep(depth - 1)} } } }`;

    const { errors } = await ours(`{ exchanged { ${deep(30)} } }`);

    expect(errors).toMatchObject([{ extensions: { code: 'PLANNING_FAILED' } }]);
  });
});
