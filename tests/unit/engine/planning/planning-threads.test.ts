import { readdirSync, readFileSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { PlanningThreads } from '../../../../gateway/engine/planning/plans/threads/planning-threads.ts';
import { askEngine, createFederation } from '../../../support/federation/federation.ts';

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"]
)`;
const TYPES = Array.from({ length: 40 }, (_, index) => `Kind${index}`);

/** Papers of forty kinds, each of which two subgraphs know. */
function papers(limitMs: number, maxWaiting = 10) {
  const threads: PlanningThreads[] = [];
  let planned = 0;
  const { engine } = createFederation(
    [
      {
        name: 'desk',
        typeDefs: `${LINK}
          type Query { papers: [Paper!]!, ping: Int }
          interface Paper { id: ID!, office: Office, next: Paper }
          type Office @key(fields: "id") { id: ID! }
          ${TYPES.map((type) => `type ${type} implements Paper @key(fields: "id") { id: ID!, office: Office, next: Paper }`).join('\n')}`,
        resolvers: { Query: { papers: () => [], ping: () => 1 } },
      },
      {
        name: 'labels',
        typeDefs: `${LINK}
          interface Labelled { label: String }
          type Office @key(fields: "id") { id: ID!, name: String }
          ${TYPES.map((type) => `type ${type} implements Labelled @key(fields: "id") { id: ID!, label: String }`).join('\n')}`,
        resolvers: {},
      },
    ],
    {
      engine: {
        createPlans(supergraphSdl) {
          const made = new PlanningThreads({ supergraphSdl, threads: 1, limitMs, maxWaiting });
          threads.push(made);
          return {
            plan(operation, labels) {
              planned += 1;
              return made.plan(operation, labels);
            },
            close: () => {
              made.close();
            },
          };
        },
      },
    },
  );
  return { engine, threads, planned: () => planned };
}

const nested = (depth: number): string =>
  depth === 0
    ? 'office { name } ... on Labelled { label }'
    : `one: next { ${nested(depth - 1)} } other: next { ${nested(depth - 1)} }`;
const HARD = `{ papers { ${nested(6)} } }`;

describe('planning in threads', () => {
  const { engine, planned } = papers(400);
  afterAll(() => {
    engine.close();
  });

  it('refuses what takes too long, once and for all, and goes on with what waits', async () => {
    const first = askEngine(engine, HARD);
    const other = askEngine(engine, '{ ping }');

    expect(await first).toMatchObject({
      data: undefined,
      errors: [{ extensions: { code: 'PLANNING_TOO_LONG', details: { seconds: 0.4 } } }],
    });
    expect(await other).toEqual({ data: { ping: 1 }, errors: [] });

    const before = planned();
    expect((await askEngine(engine, HARD)).errors).toMatchObject([
      { extensions: { code: 'PLANNING_TOO_LONG' } },
    ]);
    expect((await askEngine(engine, '{ again: ping }')).data).toEqual({ again: 1 });
    expect(planned()).toBe(before);
  }, 60_000);

  it('takes no more than so many that wait', async () => {
    const { engine: full } = papers(4_000, 2);

    const answers = ['a', 'b', 'c'].map((name) =>
      askEngine(full, `{ ping papers { ${name}: id } }`),
    );
    const others = [1, 2, 3].map((depth) => askEngine(full, `{ papers { ${nested(depth)} } }`));

    expect((await others[2])?.errors).toMatchObject([{ extensions: { code: 'OVERLOADED' } }]);
    full.close();
    await Promise.all([...answers, ...others]);
  }, 60_000);

  it('plans as this thread does, and tells what cannot be planned', async () => {
    const { engine: here } = createFederation([
      {
        name: 'map',
        typeDefs: `${LINK} type Query { ping: Int } `,
        resolvers: { Query: { ping: () => 1 } },
      },
    ]);
    expect(await askEngine(here, '{ ping }')).toEqual(await askEngine(engine, '{ ping }'));

    const faulty = new PlanningThreads({
      supergraphSdl: 'type Query { ping: Int }',
      threads: 1,
      limitMs: 4_000,
      maxWaiting: 1,
    });
    await expect(faulty.plan(parse('{ ping }'), [])).rejects.toThrow();
    faulty.close();
  }, 60_000);

  it('plans nothing more, and begins no thread, once it is closed', async () => {
    const closed = new PlanningThreads({
      supergraphSdl: 'type Query { ping: Int }',
      threads: 1,
      limitMs: 4_000,
      maxWaiting: 1,
      beginAfterMs: 60_000,
    });
    closed.close();

    await expect(closed.plan(parse('{ ping }'), [])).rejects.toMatchObject({
      extensions: { code: 'REQUEST_CANCELLED' },
    });
  });

  it('stops waiting for a plan when its client leaves', async () => {
    const { engine: slow } = papers(4_000);
    const controller = new AbortController();
    const answer = slow.execute({
      document: parse(HARD),
      documentHash: 'hard',
      headers: {},
      signal: controller.signal,
    });
    controller.abort();

    expect((await answer).errors).toMatchObject([{ extensions: { code: 'REQUEST_CANCELLED' } }]);
    slow.close();
  });

  const { PRIORITY_LOW } = constants.priority;
  // Whoever stands last already steps back no further.
  const showsSteps = process.platform === 'linux' && getPriority() < PRIORITY_LOW;
  (showsSteps ? it : it.skip)('step back behind those who answer', async () => {
    const { engine } = papers(10_000);
    await askEngine(engine, '{ papers { id } }');
    const steps = readdirSync('/proc/self/task').flatMap(stepOf);
    const own = Math.min(...steps);
    engine.close();

    expect(new Set(steps)).toEqual(new Set([own, Math.min(own + 10, PRIORITY_LOW)]));
  });
});

/** How far a thread steps back: the nineteenth field of proc(5), behind the name in brackets. None of one that has ended meanwhile. */
function stepOf(task: string): readonly number[] {
  try {
    const stat = readFileSync(`/proc/self/task/${task}/stat`, 'utf8');
    return [Number(stat.split(') ').at(-1)?.split(' ')[16])];
  } catch {
    return [];
  }
}
