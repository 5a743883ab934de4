import { describe, expect, it } from '@jest/globals';
import { closeAll } from '../../../service/shutdown.ts';

describe('closeAll', () => {
  it('closes in order, all of them although one fails, and tells that it has', async () => {
    const closed: string[] = [];
    const part = (name: string, error?: Error) => ({
      close() {
        closed.push(name);
        return error === undefined ? Promise.resolve() : Promise.reject(error);
      },
    });

    const closing = closeAll(
      part('gateway', new Error('no trail')),
      part('admin'),
      part('workers'),
    );

    await expect(closing).rejects.toThrow('no trail');
    expect(closed).toEqual(['gateway', 'admin', 'workers']);
  });
});
