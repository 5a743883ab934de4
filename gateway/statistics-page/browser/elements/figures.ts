import type { Answer } from '../asking/answer.ts';
import { element } from './dom.ts';
import type { Format } from '../words/format.ts';
import { openIn } from '../parts/backlog.ts';
import { onTimeShare } from '../parts/office-measures.ts';
import type { Words } from '../words/words.ts';

const NOTHING = '–';

/** The figures above the pictures. */
export function figures(answer: Answer, words: Words, format: Format): HTMLElement {
  const { received, offices } = answer;
  const settled = offices?.total ?? null;
  const { open, overdue } = openIn(answer);
  const named: readonly (readonly [name: keyof Words['figures'], value: string])[] = [
    ['received', written(received?.total.count, format.count)],
    ['settled', written(settled?.count, format.count)],
    ['onTimeShare', written(onTimeShare(settled), format.share)],
    ['median', written(settled?.handlingDays?.median, format.days)],
    ['open', written(open, format.count)],
    ['overdue', written(overdue, format.count)],
  ];
  return element(
    'dl',
    { className: 'figures' },
    ...named.map(([name, value]) =>
      element('div', {}, element('dt', {}, words.figures[name]), element('dd', {}, value)),
    ),
  );
}

function written(value: number | null | undefined, write: (value: number) => string): string {
  return value === null || value === undefined ? NOTHING : write(value);
}
