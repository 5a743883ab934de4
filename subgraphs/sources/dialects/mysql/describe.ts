import { describeBy } from '../shared/describe.ts';

export const describe = describeBy({
  places: ['?', '?'],
  usualSchema: 'DATABASE()',
  columns: { fraction: 'DATETIME_PRECISION', characters: 'CHARACTER_SET_NAME' },
  kinds: [
    ['text', /^(?:char|varchar|(?:tiny|medium|long)?text|enum|set)$/u],
    ['number', /^(?:(?:tiny|small|medium|big)?int|decimal|float|double|year|bit)$/u],
    ['moment', /^(?:datetime|timestamp)$/u],
    ['date', /^date$/u],
    ['binary', /binary|blob/u],
  ],
  charactersOf: (set) => ({
    unicode: set === null || /^(?:utf|ucs)/u.test(String(set)),
    // What MySQL calls latin1 is Windows-1252.
    ...(set === 'latin1' ? { codePage: 1252 } : {}),
  }),
});
