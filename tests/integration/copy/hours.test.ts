import { afterEach, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { onestopKind } from '../../../subgraphs/onestop/context.ts';
import { fileStore } from '../../../subgraphs/sources/copy/keeping/files/file-store.ts';
import { keepCopied } from '../../../subgraphs/sources/copy/keep-copied.ts';
import { openSources } from '../../../subgraphs/sources/database/opening/open-sources.ts';
import {
  type CopiedOffice,
  mapping,
  openCopiedOffice,
} from '../../support/offices/copied-office.ts';

let office: CopiedOffice;
afterEach(async () => {
  jest.restoreAllMocks();
  await office.close();
});

/** Whether a server begins to copy the source at this time of day in Cà Mau. */
async function copiesAt(hour: number, minute: number): Promise<boolean> {
  office = openCopiedOffice({ rows: 1, yaml: mapping('', ", hours: '18:00-06:00'") });
  const log = pino({ level: 'silent' });
  const environment = { DIR: `${office.sources}/..` };
  const sources = openSources({ directory: office.sources, kind: onestopKind, environment, log });
  jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2016, 7, 15, hour - 7, minute));
  const stop = new AbortController();
  let asked = false;

  const copying = keepCopied(
    sources.map((source) => ({
      ...source,
      tables(entity) {
        asked = true;
        return source.tables(entity);
      },
    })),
    {
      store: fileStore({ directory: office.folder, memory: '100MB', threads: 1 }),
      log,
      every: 60_000,
      signal: stop.signal,
      onCopied: () => undefined,
    },
  );
  stop.abort();
  await copying;
  await Promise.all(sources.map((source) => source.close()));
  return asked;
}

it('a server copies a source in its hours', async () => {
  expect(await copiesAt(22, 30)).toBe(true);
});

it('a server leaves a source alone at all others', async () => {
  expect(await copiesAt(17, 59)).toBe(false);
});
