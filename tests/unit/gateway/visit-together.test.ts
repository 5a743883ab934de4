import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BREAK, parse, visit, visitInParallel, type ASTNode, type ASTVisitor } from 'graphql';
import { visitTogether } from '../../../gateway/operations/visit-together.ts';

const DOCUMENT = parse(`
  query A($id: ID!) { dossier(id: $id) { id steps { id ... on Step { id note } ...S } } papers { id } }
  fragment S on Step { id dossier { id } }
`);

/** In the place of a kind: all that are not named. */
const ANY = 'any';

/** What a visitor answers for a kind of node: nothing, not to look below it, or not to look at any more. */
interface Part {
  readonly kind: string;
  readonly answer: unknown;
}

interface Plan {
  /** Of each kind, it only looks at so many nodes. */
  readonly patience: number;
  readonly enter: readonly Part[];
  readonly leave: readonly Part[];
}

const part: fc.Arbitrary<Part> = fc.record({
  kind: fc.constantFrom(...new Set(kindsIn(DOCUMENT)), ANY),
  answer: fc.constantFrom(undefined, undefined, false, BREAK),
});
const plan: fc.Arbitrary<Plan> = fc.record({
  patience: fc.nat({ max: 3 }),
  enter: fc.array(part, { maxLength: 3 }),
  leave: fc.array(part, { maxLength: 2 }),
});

function kindsIn(document: ASTNode): readonly string[] {
  const kinds: string[] = [];
  visit(document, { enter: ({ kind }) => void kinds.push(kind) });
  return kinds;
}

function visitorOf({ patience, enter, leave }: Plan, name: number, log: string[]): ASTVisitor {
  const visitor: Record<string, Partial<Record<string, (node: ASTNode) => unknown>>> = {};
  for (const [phase, parts] of Object.entries({ enter, leave })) {
    for (const { kind, answer } of parts) {
      let left = patience;
      visitor[kind] = {
        ...visitor[kind],
        [phase](node) {
          log.push(`${name} ${phase} ${kind} ${node.loc?.start}`);
          left -= 1;
          return left < 0 ? answer : undefined;
        },
      };
    }
  }
  const { [ANY]: any, ...named } = visitor;
  return { ...any, ...named };
}

describe('visitTogether', () => {
  it('calls the same visitors with the same nodes in the same order as graphql’s own', () => {
    fc.assert(
      fc.property(fc.array(plan, { minLength: 1, maxLength: 4 }), (plans) => {
        const calls = [visitTogether, visitInParallel].map((together) => {
          const log: string[] = [];
          visit(DOCUMENT, together(plans.map((each, name) => visitorOf(each, name, log))));
          return log;
        });

        expect(calls[0]).toEqual(calls[1]);
      }),
      { numRuns: 500 },
    );
  });
});
