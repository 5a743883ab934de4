import type { Ordering } from '../../../model/condition.ts';
import type { ColumnRef } from '../../dialect.ts';
import type { Words } from '../words.ts';
import { codes } from './codes.ts';
import { moments } from './moments.ts';
import { numbers } from './numbers.ts';
import type { Sorted } from './sorted.ts';
import { writtenDates } from './written-dates.ts';

/** A column under an ordering, in a dialect's words. */
export function sortedBy(words: Words, column: ColumnRef, ordering: Ordering): Sorted {
  switch (ordering.kind) {
    case 'text-date':
      return writtenDates(words, column, ordering);
    case 'moment':
      return moments(words, column, ordering);
    case 'number':
      return numbers(words, column, ordering);
    case 'binary':
      return codes(words, column, ordering);
  }
}
