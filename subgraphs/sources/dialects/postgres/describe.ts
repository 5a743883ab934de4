import { describeBy } from '../shared/describe.ts';

export const describe = describeBy({
  places: ['$1', '$2'],
  usualSchema: 'CURRENT_SCHEMA()',
  columns: { fraction: 'DATETIME_PRECISION', characters: 'CHARACTER_SET_NAME' },
  kinds: [
    ['text', /^(?:text|character|character varying|name)$/u],
    ['number', /^(?:smallint|integer|bigint|numeric|real|double precision|money)$/u],
    ['moment', /^timestamp/u],
    ['date', /^date$/u],
    ['boolean', /^boolean$/u],
    ['binary', /^bytea$/u],
  ],
  charactersOf: () => ({ unicode: true }),
});
