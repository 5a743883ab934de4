import { describe, expect, it } from '@jest/globals';
import { createLog, describeError } from '../../../service/log.ts';

describe('createLog', () => {
  it('writes one JSON object a line, without what drivers hang on their errors', () => {
    const lines: string[] = [];
    const log = createLog({
      service: 'onestop',
      level: 'info',
      destination: { write: (line: string) => lines.push(line) },
    });
    const cause = Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' });
    const error = Object.assign(new Error('failed', { cause }), {
      sql: `select * from DanCu where HoTen = 'Nguyễn Thị Lan'`,
      connection: { password: 'secret' },
    });

    log.debug('not told');
    log.error({ err: error, requestId: 'r1' }, 'a source failed');

    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toEqual({
      level: 'error',
      time: expect.any(String),
      service: 'onestop',
      requestId: 'r1',
      msg: 'a source failed',
      err: {
        type: 'Error',
        message: 'failed',
        stack: error.stack,
        cause: { type: 'Error', message: 'timeout', code: 'ETIMEDOUT', stack: cause.stack },
      },
    });
  });
});

describe('describeError', () => {
  it('takes whatever was thrown', () => {
    expect([describeError('no'), describeError(null)]).toEqual([
      { message: 'no' },
      { message: 'null' },
    ]);
  });
});
