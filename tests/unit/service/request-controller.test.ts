import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  abortSignalOf,
  RequestController,
  type RequestSignal,
} from '../../../service/request-controller.ts';

interface Controller {
  readonly signal: RequestSignal;
  abort(): void;
}

type Step = readonly ['add' | 'remove' | 'abort', number];

const steps = fc.array(
  fc.tuple(fc.constantFrom<Step[0]>('add', 'add', 'remove', 'abort'), fc.nat(3)),
);

/** What listeners heard, in order, and whether it was aborted after each step. */
function heard(controller: Controller, taken: readonly Step[]): readonly unknown[] {
  const { signal } = controller;
  const told: unknown[] = [];
  const listeners = [0, 1, 2, 3].map((name) => () => {
    told.push(name);
    // As whoever waits does: it goes, and takes another with it.
    signal.removeEventListener('abort', listeners[name]!);
    signal.removeEventListener('abort', listeners[(name + 1) % 4]!);
  });
  for (const [step, name] of taken) {
    if (step === 'add') signal.addEventListener('abort', listeners[name]!);
    else if (step === 'remove') signal.removeEventListener('abort', listeners[name]!);
    else controller.abort();
    told.push(signal.aborted);
  }
  return told;
}

describe('RequestController', () => {
  it('tells those who listen what an AbortController would', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        expect(heard(new RequestController(), taken)).toEqual(heard(new AbortController(), taken));
      }),
    );
  });

  it('is passed on as an AbortSignal, before it aborts and after', () => {
    const controller = new RequestController();

    const before = abortSignalOf(controller.signal);
    const wasAborted = before.aborted;
    controller.abort();

    expect([wasAborted, before.aborted, abortSignalOf(controller.signal).aborted]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
