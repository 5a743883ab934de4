import { describe, expect, it } from '@jest/globals';
import { PlanningQueue } from '../../../../gateway/engine/planning/plans/planning-queue.ts';

describe('a planning queue', () => {
  it('lets everything else run between two pieces of work', async () => {
    const queue = new PlanningQueue();
    const order: string[] = [];
    const note = (text: string) => () => void order.push(text);

    const work = ['a', 'b', 'c'].map((name) => queue.run(note(name)));
    const others = [1, 2].map(
      (turn) =>
        new Promise<void>((resolve) =>
          setImmediate(() => {
            note(`other ${turn}`)();
            resolve();
          }),
        ),
    );
    await Promise.all([...work, ...others]);

    expect(order[0]).toBe('a');
    expect(order.indexOf('other 1')).toBeLessThan(order.indexOf('c'));
  });

  it('goes on after work that throws', async () => {
    const queue = new PlanningQueue();

    const failed = queue.run(() => {
      throw new Error('no plan');
    });
    const next = queue.run(() => 7);

    await expect(failed).rejects.toThrow('no plan');
    expect(await next).toBe(7);
  });
});
