import type { Answer, Office, SourceAnswer } from '../asking/answer.ts';
import type { Filters } from '../address.ts';
import type { Question } from '../asking/ask.ts';
import type { Format } from '../words/format.ts';
import type { Table } from '../drawing/table.ts';
import type { Drawing, Look } from '../drawing/look.ts';
import type { Words } from '../words/words.ts';

/** What the pictures are asked of. */
export interface Asked {
  /** Codes; null: all. */
  readonly offices: readonly string[] | null;
  /** Codes of the procedures of a field; null: all. */
  readonly procedures: readonly string[] | null;
  readonly from: string;
  readonly to: string;
  /** The day for which is counted what is open, and how old it is. */
  readonly asOf: string;
  readonly by: Filters['by'];
}

/** What the page knows when it shows an answer. */
export interface View {
  readonly asked: Asked;
  readonly filters: Filters;
  readonly offices: readonly Office[];
  readonly words: Words;
  readonly format: Format;
}

/** A picture, and all that stands with it. */
export interface Picture {
  readonly table: Table;
  readonly drawing: (look: Look) => Drawing;
  /** In CSS pixels. */
  readonly height: (look: Look) => number;
  /** In a sentence, for whoever cannot see it. */
  readonly summary: string;
  readonly notes: readonly string[];
  readonly sources: readonly SourceAnswer[];
}

/** One of the page's pictures: what it asks, and what it makes of the answer. */
export interface Part {
  readonly name: 'months' | 'byOffice' | 'backlog' | 'procedures' | 'districts' | 'report';
  readonly ask: (asked: Asked) => Question;
  /** Null where its own fields were refused. */
  readonly show: (answer: Answer, view: View) => Picture | null;
}

/** More than a picture shows: what an answer may hold is known by how many groups are asked for, not by how many there are. */
export const MOST_GROUPS = 1_000;

/** How sources took part; the page says it in each picture. */
export const SOURCES = 'sources { source name status asOf }';

/** What all statistics have in common. */
export function commonVariables({ offices, asOf }: Asked): Question['variables'] {
  return {
    offices: { type: '[ID!]', value: offices },
    asOf: { type: 'Date', value: asOf },
  };
}

/** Dossiers of which this day lies in the period. */
export function inPeriod(asked: Asked, day: 'receivedOn' | 'finishedOn'): object {
  return { [day]: { gte: asked.from, lte: asked.to }, ...ofProcedures(asked) };
}

export function ofProcedures({ procedures }: Asked): object {
  return procedures === null ? {} : { procedureCode: { in: procedures } };
}
