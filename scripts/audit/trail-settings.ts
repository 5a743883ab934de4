import { z } from 'zod';
import { readDayFiles } from '../../gateway/access/audit/day-files.ts';
import { auditSettings } from '../../gateway/access/audit/settings.ts';
import type { StoredLine } from '../../gateway/access/audit/store.ts';
import { inRepository } from '../run/subgraph-names.ts';

/** Which trail is read. */
export const trailSettings = {
  auditDir: auditSettings.auditDir.default(inRepository('.demo/audit')).meta({
    flag: 'audit-dir',
    env: 'AUDIT_DIR',
    give: 'a folder',
    about: 'where the trail is kept',
  }),
  auditUrl: auditSettings.auditUrl,
};

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Of which days, and which lines. */
export const wantedSettings = {
  ...trailSettings,
  from: day.optional().meta({
    flag: 'from',
    give: 'a day as yyyy-MM-dd',
    about: 'first day; the first there is, if not given',
  }),
  to: day.optional().meta({
    flag: 'to',
    give: 'a day as yyyy-MM-dd',
    about: 'last day; the last there is, if not given',
  }),
  record: z.string().optional().meta({
    flag: 'record',
    give: 'the id of a dossier in the graph',
    about: 'only what was seen of this record',
  }),
  who: z.string().optional().meta({
    flag: 'who',
    give: 'a subject, as the trail has it',
    about: 'only what this person or service saw',
  }),
  class: z.string().optional().meta({
    flag: 'class',
    give: 'a class of fields, such as phone',
    about: 'only what showed such fields, or was searched by them',
  }),
};

interface Days {
  readonly auditDir: string;
  readonly auditUrl?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The lines of a trail as they stand. */
export async function* storedLines({
  auditDir,
  auditUrl,
  from,
  to,
}: Days): AsyncIterable<StoredLine> {
  if (auditUrl === undefined) {
    yield* readDayFiles(auditDir, from, to);
    return;
  }
  const { readPostgresTrail } = await import('../../gateway/access/audit/postgres-store.ts');
  yield* readPostgresTrail(auditUrl, from, to);
}
