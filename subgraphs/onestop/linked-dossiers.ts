import { gatherItems } from '../sources/fan-out/answers.ts';
import { chooseForLookup } from '../sources/fan-out/origins.ts';
import type { Context } from './context.ts';
import { bearingAny, dossiersBearing } from './dossiers-bearing.ts';
import type { DossierModel } from './models.ts';

/**
 * The dossiers of the same request at other offices (hồ sơ liên thông), by the printed codes that the source links. Codes
 * repeat over offices: of several dossiers under one code those count that link back, where any does. An office that does not
 * answer is an item that rejects.
 */
export async function linkedDossiers(
  { id, code, linkedCodes }: DossierModel,
  fields: ReadonlySet<string>,
  { reading, sources }: Pick<Context, 'reading' | 'sources'>,
): Promise<(DossierModel | Promise<never>)[]> {
  const codes = [...new Set(linkedCodes)];
  if (codes.length === 0) return [];
  const read = new Set([...fields, 'code', 'linkedCodes']);
  const items = await gatherItems(
    sources,
    (source) => dossiersBearing(source, codes, read, reading),
    chooseForLookup('dossier', bearingAny(codes)),
  );
  const found = items.filter((item): item is DossierModel => !(item instanceof Promise));
  const others = found.filter((dossier) => dossier.id !== id);
  const linksBack = (dossier: DossierModel): boolean =>
    code !== null && (dossier.linkedCodes ?? []).includes(code);
  const meant = codes.flatMap((linked) => {
    const bearing = others.filter((dossier) => dossier.code === linked);
    const mutual = bearing.filter(linksBack);
    return mutual.length > 0 ? mutual : bearing;
  });
  return [...new Set(meant), ...items.filter((item) => item instanceof Promise)];
}
