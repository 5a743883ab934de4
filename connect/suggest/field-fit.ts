import type { FieldType } from '../../subgraphs/sources/model/entity.ts';
import { type DayEvidence, dayEvidence } from '../evidence/days.ts';
import { nameColumn } from '../evidence/code-lists.ts';
import type { Relation } from '../evidence/relations.ts';
import { type Shapes, shapesOf } from '../evidence/shapes.ts';
import { uniqueColumns } from '../reach/catalogue.ts';
import type { ColumnSample } from '../reach/sample-raw.ts';
import { share } from '../report/text-table.ts';

/** How well a column's values are what a field holds. */
export interface DataFit {
  /** From 0 to 1. */
  readonly fit: number;
  readonly said: string;
  readonly days?: DayEvidence;
  /** The column of the table that it refers to, which says what the field holds. */
  readonly through?: string;
}

const percent = (part: number): string => share(part * 1_000, 1_000);
const NO: DataFit = { fit: 0, said: '' };
/** Codes that a closed list may have. */
const MOST_CODES = 60;
/** Values that yes, no and none may be written as. */
const FLAGS = 3;

/** What is different in nearly each of many rows stands for nothing that several share. */
function isOwn({ different, distinct }: Shapes): boolean {
  return different > 12 && distinct > 0.8;
}

/** Of a field of an entity; a column that refers to another table holds no text of its own. */
export function dataFit(
  field: string,
  type: FieldType,
  column: ColumnSample,
  relation: Relation | null,
): DataFit {
  const { kind } = column.info;
  const shapes = shapesOf(column);
  if (kind === 'binary') return NO;
  if (shapes.filled === 0)
    return type.kind === 'moment' && (kind === 'moment' || kind === 'date')
      ? { fit: 0.8, said: 'all rows that were read are empty' }
      : { fit: 0.55, said: 'all rows that were read are empty' };
  switch (type.kind) {
    case 'moment': {
      const days = dayEvidence(column);
      return days === null ? NO : { fit: Math.max(0.6, days.read), said: days.said, days };
    }
    case 'text':
    case 'list':
      if (kind === 'moment' || kind === 'date' || kind === 'boolean') return NO;
      // Whether there is something is no list of what there is.
      if (type.kind === 'list' && shapes.different <= FLAGS)
        return { fit: 0.2, said: `${shapes.different} different` };
      if (relation !== null && shapes.words < 1.5) {
        const { parent, parentColumn } = relation;
        // Only an index promises that there is one row of it, and not several.
        const isOne = uniqueColumns(parent.table).some(({ name }) => name === parentColumn);
        const its = isOne ? nameColumn(parent, parentColumn) : null;
        // What a row of another table is called is read through it.
        return its === null
          ? { fit: 0.3, said: relation.said }
          : { fit: 0.9, said: relation.said, through: its.info.name };
      }
      if (kind === 'number')
        return {
          fit: field === 'number' ? 0.9 : 0.3,
          said: 'numbers, no text',
        };
      if (field === 'applicantName') {
        return shapes.personNames > 0.4
          ? { fit: 1, said: `${percent(shapes.personNames)} look like names of people` }
          : { fit: 0.6, said: `${percent(shapes.personNames)} look like names of people` };
      }
      // Names are words; a single one in each row is a code.
      return { fit: /subject|Name$/u.test(field) && shapes.words < 1.5 ? 0.6 : 1, said: 'text' };
    case 'identifier': {
      const part = field.endsWith('Phone') ? shapes.phones : shapes.papers;
      return part > 0.5
        ? { fit: 1, said: `${percent(part)} have as many digits` }
        : { fit: 0.4, said: `${percent(part)} have as many digits` };
    }
    case 'code':
      if (kind === 'moment' || kind === 'date' || kind === 'boolean') return NO;
      // What a row is called is different in each; what it belongs to is not.
      if (field === 'code') {
        if (relation !== null) return { fit: 0.3, said: 'it refers to another table' };
        if (shapes.guids > 0.5) return { fit: 0.2, said: 'GUIDs, which nobody prints' };
        return shapes.distinct > 0.9
          ? { fit: kind === 'text' ? 1 : 0.75, said: `${percent(shapes.distinct)} are different` }
          : { fit: 0.4, said: `${percent(shapes.distinct)} are different` };
      }
      return { fit: 1, said: `${shapes.different} different` };
    case 'coded':
      return shapes.different <= MOST_CODES &&
        !isOwn(shapes) &&
        kind !== 'moment' &&
        kind !== 'date'
        ? { fit: 1, said: `${shapes.different} different` }
        : { fit: 0.25, said: `${shapes.different} different` };
    case 'reference':
      if (kind === 'moment' || kind === 'date') return NO;
      return shapes.words < 1.5 || shapes.codes > 0.9
        ? { fit: 1, said: `${shapes.different} different` }
        : { fit: 0.4, said: 'text of several words' };
    case 'integer':
    case 'decimal':
      return kind === 'number' || shapes.numbers > 0.9 ? { fit: 1, said: 'numbers' } : NO;
    case 'money':
      return shapes.money > 0.8
        ? { fit: 1, said: `${percent(shapes.money)} are amounts` }
        : { fit: 0.3, said: `${percent(shapes.money)} are amounts` };
    case 'flag':
      return shapes.different <= FLAGS
        ? { fit: 1, said: `${shapes.different} different` }
        : { fit: 0.2, said: `${shapes.different} different` };
  }
}
