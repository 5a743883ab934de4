import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseFault } from '../../../../subgraphs/sources/dialects/dialect.ts';
import {
  type FileReader,
  openReader,
} from '../../../../subgraphs/sources/dialects/duckdb/reader.ts';
import { openWriter } from '../../../../subgraphs/sources/dialects/duckdb/writer.ts';

describe('a reader of files of DuckDB', () => {
  let directory: string;
  let reader: FileReader;

  const write = async (name: string, texts: readonly string[]): Promise<string> => {
    const file = join(directory, `${name}.duckdb`);
    const writer = await openWriter(file, '100MB');
    await writer.table('rows', [{ name: 'x', type: 'text' }]);
    await writer.append(
      'rows',
      texts.map((text) => [text]),
    );
    await writer.close();
    return file;
  };
  const read = (alias: string, wanted: string | null) =>
    reader.read({
      sql: `SELECT x FROM "${alias}"."rows" WHERE x = $1 ORDER BY x`,
      bindings: [wanted],
    });

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'motcua-reader-'));
    reader = await openReader({ memory: '100MB', threads: 1 });
  });
  afterEach(() => {
    reader.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('answers a statement anew for other values, and for none', async () => {
    await reader.attach(await write('one', ['a', 'b']), 'one');

    const answers = [];
    for (const wanted of ['a', null, 'b', 'a']) answers.push(await read('one', wanted));

    expect(answers).toEqual([[['a']], [], [['b']], [['a']]]);
  });

  it('answers many at a time, each with its own values', async () => {
    const texts = Array.from({ length: 40 }, (_unused, place) => `t${place}`);
    await reader.attach(await write('one', texts), 'one');

    const answers = await Promise.all(texts.map((text) => read('one', text)));

    expect(answers).toEqual(texts.map((text) => [[text]]));
  });

  it('reads another file under a name that it has let go of', async () => {
    await reader.attach(await write('one', ['a']), 'copy');
    await read('copy', 'a');
    await reader.detach('copy');
    await expect(read('copy', 'a')).rejects.toBeInstanceOf(DatabaseFault);
    await reader.attach(await write('two', ['a', 'a']), 'copy');

    expect(await read('copy', 'a')).toEqual([['a'], ['a']]);
  });
});
