import { fieldsOf } from './fields.ts';
import { layouts } from '../layouts/index.ts';
import { decisionSubject } from '../layouts/vic.ts';
import { type Fields, type Loss, openLossBook } from '../losses.ts';
import type { Office } from '../province/offices.ts';
import type { Generation } from '../province/loads.ts';
import { dossiersOf } from '../province/province.ts';
import { createRandom } from '../province/random.ts';
import { type LegacyRow, rowOf } from '../table.ts';
import type { DossierTruth } from './truth.ts';

/** A line of the ground truth: what was meant by the dossier that the graph has under this id. */
export interface DossierRecord {
  readonly id: string;
  readonly fields: Fields;
  readonly losses: readonly Loss[];
  /** What VIC's document about the decision says; null where there is none. */
  readonly decision: string | null;
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
  for (const truth of dossiersOf(office, generation)) {
    const code = layout.printedCode(truth.receivedAt.slice(0, 10), truth.numberOfDay);
    const linkedCodes = truth.links.map((link) =>
      layouts[link.layout].printedCode(link.day, link.numberOfDay),
    );
    const fields = fieldsOf(truth, code, linkedCodes);
    const book = openLossBook(fields);
    const rows: LegacyRow[] = [];
    const key = layout.write(truth, {
      code,
      linkedCodes,
      book,
      random: createRandom(generation.seed, office.file, 'layout', truth.number),
      put: (table, values) => rows.push(rowOf(table, values)),
    });
    const record = {
      id: `${office.source}:${key}`,
      fields,
      losses: book.losses,
      decision: truth.result?.inVic === true ? decisionSubject(truth) : null,
    };
    yield { truth, rows, record };
  }
}
