import type { LossBook } from '../losses.ts';
import type { Random } from '../province/random.ts';
import type { Cell, TableDefinition } from '../table.ts';
import type { DossierTruth } from '../truth/truth.ts';

/** What a layout writes one dossier with. */
export interface Pen {
  readonly code: string;
  readonly linkedCodes: readonly string[];
  readonly random: Random;
  readonly book: LossBook;
  readonly put: (table: TableDefinition, values: Readonly<Record<string, Cell>>) => void;
}

/** How one product keeps dossiers. */
export interface Layout {
  readonly tables: readonly TableDefinition[];
  /** The code that it prints on a receipt. */
  printedCode(day: string, numberOfDay: number): string;
  /** Writes a dossier, the rows that time has left beside it, and what is lost; answers the key within the graph's id. */
  write(dossier: DossierTruth, pen: Pen): string;
}

/** Keys of a dossier's child rows: unless there are more than ten, they do not meet. */
export function childKey(number: number, place: number): number {
  return number * 10 + place;
}

/** Rows that are copies, tests or leftovers have numbers far from the dossiers'. */
export const LEFTOVER = 900_000;

/** `yyMMdd` of a day. */
export function shortDay(day: string): string {
  return day.slice(2).replaceAll('-', '');
}

/** A moment as a `datetime` column has it. */
export function datetime(moment: string | null): string | null {
  return moment === null ? null : moment.replace('T', ' ');
}

/** Takes down that these moments are kept by the day alone. */
export function loseTimes(book: LossBook, moments: Readonly<Record<string, string | null>>): void {
  for (const [field, moment] of Object.entries(moments)) {
    if (moment !== null) book.lose(field, 'TIME_OF_DAY', moment.slice(0, 10));
  }
}
