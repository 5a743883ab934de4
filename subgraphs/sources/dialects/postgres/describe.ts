import type { ColumnInfo } from '../dialect.ts';
import { describeBy } from '../shared/describe.ts';

export const describe = describeBy({
  ask: (schema, table) => ({
    sql:
      'SELECT column_name, data_type, datetime_precision FROM information_schema.columns ' +
      'WHERE table_schema = COALESCE($1, CURRENT_SCHEMA()) AND table_name = $2 ORDER BY ordinal_position',
    bindings: [schema, table],
  }),
  kindOf,
  charactersOf: () => ({ unicode: true }),
});

function kindOf(type: string): ColumnInfo['kind'] {
  if (/^(?:text|character|character varying|name)$/u.test(type)) return 'text';
  if (/^(?:smallint|integer|bigint|numeric|real|double precision|money)$/u.test(type))
    return 'number';
  if (type.startsWith('timestamp')) return 'moment';
  if (type === 'date') return 'date';
  if (type === 'boolean') return 'boolean';
  return type === 'bytea' ? 'binary' : 'other';
}
