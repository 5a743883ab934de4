import type { Source } from '../sources/database/source.ts';
import type { Reading } from '../sources/reading/request-reading.ts';
import { onestopEntities } from './entities.ts';
import type { DossierModel } from './models.ts';

/** The printed codes that a code may mean as somebody types it. */
export const typedCodes = onestopEntities.dossier.fields.code.spellings;

/** What a look-up of the dossiers with these printed codes looks for. */
export function bearingAny(codes: readonly string[]) {
  return codes.map((code) => ({ code }));
}

/** The dossiers of one source that bear any of these printed codes, each once: one look-up for all of them. */
export async function dossiersBearing(
  source: Source,
  codes: readonly string[],
  fields: ReadonlySet<string>,
  { byFields }: Pick<Reading, 'byFields'>,
): Promise<DossierModel[]> {
  const under = bearingAny(codes).map((values) => byFields(source, 'dossier', values, fields));
  return (await Promise.all(under)).flat() as DossierModel[];
}
