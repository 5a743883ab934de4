import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse, print } from 'graphql';
import { keptPlans } from '../../../../gateway/engine/planning/plans/kept-plans.ts';
import { plansMadeHere } from '../../../../gateway/engine/planning/plans/plans.ts';
import { createFederation } from '../../../support/federation/federation.ts';
import { shop } from '../../../support/federation/shop.ts';
import { until } from '../../../support/until.ts';

const { supergraphSdl } = createFederation(shop());
const QUERY = parse('{ __typename }');

describe('plans that outlast the process', () => {
  let directory: string;
  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'motcua-plans-')), 'plans');
  });
  afterEach(() => {
    rmSync(join(directory, '..'), { recursive: true });
  });

  /** A process that keeps its plans, and what it has had to plan itself. */
  function begin({ sdl = supergraphSdl, most = 10 } = {}) {
    const planned: string[] = [];
    const told: boolean[] = [];
    const unwritten: Error[] = [];
    const made = plansMadeHere(supergraphSdl);
    const plans = keptPlans(
      (anyKept) => {
        told.push(anyKept);
        return {
          ...made,
          plan(operation, labels) {
            planned.push(print(operation));
            return made.plan(operation, labels);
          },
        };
      },
      { directory, supergraphSdl: sdl, most, onUnwritten: (cause) => unwritten.push(cause) },
    );
    return { plans, planned, told, unwritten };
  }

  const files = () =>
    !existsSync(directory)
      ? []
      : readdirSync(directory, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.name.includes('.'))
          .map(({ parentPath, name }) => join(parentPath, name));

  it('are the same, and not made again', async () => {
    const first = begin();
    const plan = await first.plans.plan(QUERY, []);
    await until(() => files().length === 1);
    const next = begin();

    expect(JSON.stringify(await next.plans.plan(QUERY, []))).toBe(JSON.stringify(plan));
    expect([first.planned.length, next.planned.length]).toEqual([1, 0]);
    // What makes plans need not hurry where some are kept.
    expect([...first.told, ...next.told]).toEqual([false, true]);
    expect(statSync(files()[0]!).mode & 0o777).toBe(0o600);
  });

  it('are made all the same where none can be kept, which is told once', async () => {
    writeFileSync(directory, 'no folder');
    const { plans, planned, unwritten } = begin();

    for (const label of ['a', 'b', 'c']) await plans.plan(QUERY, [label]);
    await until(() => unwritten.length > 0);
    await wait(20);

    expect(planned).toHaveLength(3);
    expect(unwritten).toHaveLength(1);
  });

  it('are others for another supergraph, and for other labels', async () => {
    await begin().plans.plan(QUERY, []);
    await until(() => files().length === 1);
    const other = begin({ sdl: `${supergraphSdl}\n# another` });
    const labelled = begin();

    await other.plans.plan(QUERY, []);
    await labelled.plans.plan(QUERY, ['moved']);

    expect([other.planned.length, labelled.planned.length]).toEqual([1, 1]);
  });

  it('are made anew where a file is rotten, or nothing can be kept', async () => {
    await begin().plans.plan(QUERY, []);
    await until(() => files().length === 1);
    writeFileSync(files()[0]!, '{');
    const next = begin();

    await next.plans.plan(QUERY, []);

    expect(next.planned).toHaveLength(1);
    writeFileSync(join(directory, '..', 'file'), '');
    directory = join(directory, '..', 'file');
    expect(await begin().plans.plan(QUERY, [])).toHaveProperty('kind', 'QueryPlan');
    directory = join(directory, '..', 'plans');
  });

  it('are at most twice as many as are kept', async () => {
    const { plans } = begin({ most: 3 });
    for (let index = 0; index < 20; index += 1) {
      await plans.plan(parse(`{ a${index}: __typename }`), []);
      await wait(5);
      expect(files().length).toBeLessThanOrEqual(6);
    }
    await until(() => files().length >= 3);

    // What the first writes behind its answers, while another begins and cleans, the next throws away.
    while (files().length !== 3) {
      begin({ most: 3 });
      await wait(50);
    }
  });
});
