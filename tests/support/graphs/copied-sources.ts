import { afterAll, expect } from '@jest/globals';
import type { Source } from '../../../subgraphs/sources/database/source.ts';
import { type CopiedProvince, openCopiedProvince } from './copied-province.ts';

/** The demo province's one-stops as sources, and the copy of each, for the tests of one file: closed behind the last of them. */
export async function openCopiedSources(): Promise<{
  readonly province: CopiedProvince;
  readonly live: readonly Source[];
  readonly copied: readonly Source[];
}> {
  const province = await openCopiedProvince();
  const opened = await province.openSources();
  afterAll(async () => {
    await opened.close();
    await province.close();
  });
  const { live, copied } = opened;
  expect(copied).toHaveLength(province.offices.length);
  return { province, live, copied };
}
