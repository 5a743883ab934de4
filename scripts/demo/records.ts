import { fieldsOf } from './fields.ts';
import { layouts } from './layouts/index.ts';
import { type Fields, type Loss, openLossBook } from './losses.ts';
import type { Office } from './offices.ts';
import { dossiersOf, type Generation } from './province.ts';
import { createRandom } from './random.ts';
import type { LegacyRow } from './table.ts';
import type { DossierTruth } from './truth.ts';

/** A line of the ground truth: what was meant by the dossier that the graph has under this id. */
export interface DossierRecord {
  readonly id: string;
  readonly fields: Fields;
  readonly losses: readonly Loss[];
}

/** A dossier with what its office made of it. */
export interface WrittenDossier {
  readonly truth: DossierTruth;
  readonly record: DossierRecord;
  readonly rows: readonly LegacyRow[];
}

/** Writes every dossier of an office in the layout of its product, one after another. */
export function* writeOffice(office: Office, generation: Generation): Generator<WrittenDossier> {
  const layout = layouts[office.layout];
  const centre = layouts['trung-tam'];
  for (const truth of dossiersOf(office, generation)) {
    const code = layout.printedCode(truth.receivedAt.slice(0, 10), truth.numberOfDay);
    const link = truth.linkedToCentre;
    const linkedCode = link === null ? null : centre.printedCode(link.day, link.numberOfDay);
    const fields = fieldsOf(truth, code, linkedCode);
    const book = openLossBook(fields);
    const rows: LegacyRow[] = [];
    const key = layout.write(truth, {
      code,
      linkedCode,
      book,
      random: createRandom(generation.seed, office.file, 'layout', truth.number),
      put: ({ name }, values) => rows.push({ table: name, values }),
    });
    yield { truth, rows, record: { id: `${office.source}:${key}`, fields, losses: book.losses } };
  }
}
