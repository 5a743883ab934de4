import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSupergraphFile } from '../../../gateway/supergraph/file.ts';
import { silent } from '../../support/http/http-fixture.ts';

describe('a supergraph in a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is told again where it has changed before anybody listened, and not where it has not', async () => {
    const file = join(folder, 'supergraph.graphql');
    await writeFile(file, 'type Query { before: Int }');
    const changed = await openSupergraphFile(file, silent);
    await writeFile(file, 'type Query { now: Int }');
    const unchanged = await openSupergraphFile(file, silent);

    const told = await new Promise((resolve) => {
      unchanged.onChange(() => Promise.reject(new Error('it has not changed')));
      changed.onChange((sdl) => {
        resolve(sdl);
        return Promise.resolve();
      });
    });

    expect(told).toBe('type Query { now: Int }');
    changed.close();
    unchanged.close();
  });
});
