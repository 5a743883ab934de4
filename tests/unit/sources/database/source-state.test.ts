import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createStateKeeper } from '../../../../subgraphs/sources/database/source-state.ts';

function keeping() {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => lines.push(JSON.parse(line)) });
  let now = 0;
  const keeper = createStateKeeper('H12.NC', log, () => now);
  return {
    keeper,
    said: () => lines.map(({ msg, unsaid }) => (unsaid === undefined ? msg : [msg, unsaid])),
    wait: (ms: number) => {
      now += ms;
    },
  };
}

describe('the state of a source', () => {
  it('says one cause once, then once a minute with how often it was left out, and once that it is over', () => {
    const { keeper, said, wait } = keeping();

    for (let second = 0; second < 90; second += 1) {
      keeper.failed('UNAVAILABLE', ['no such file']);
      wait(1_000);
    }
    keeper.answered();
    keeper.answered();

    expect(said()).toEqual(['no such file', ['no such file', 59], 'The source answers again']);
  });

  it('says another cause at once', () => {
    const { keeper, said } = keeping();

    keeper.failed('UNAVAILABLE', ['no such file']);
    keeper.failed('UNAVAILABLE', ['no database']);

    expect(said()).toEqual(['no such file', 'no database']);
  });

  it('tells since when it is as it is', () => {
    const { keeper, wait } = keeping();

    keeper.failed('UNAVAILABLE', ['no such file']);
    wait(5_000);
    keeper.failed('UNAVAILABLE', ['no such file']);

    expect(keeper.state()).toEqual({
      status: 'UNAVAILABLE',
      since: new Date(0),
      reasons: ['no such file'],
      lastError: { at: new Date(5_000), reasons: ['no such file'] },
    });
  });

  it('remembers why it did not serve when it serves again', () => {
    const { keeper, wait } = keeping();

    keeper.failed('TIMEOUT', ['no answer in time']);
    wait(5_000);
    keeper.answered();

    expect(keeper.state()).toEqual({
      status: 'OK',
      since: new Date(5_000),
      reasons: [],
      lastError: { at: new Date(0), reasons: ['no answer in time'] },
    });
  });
});
