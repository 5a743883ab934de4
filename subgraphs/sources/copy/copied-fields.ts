import type { KeptColumn } from '../dialects/shared/kept/kept-column.ts';
import type { WrittenValue } from '../dialects/shared/kept/kept-writer.ts';
import type { FieldMapping, TableMapping } from '../mapping/mapping.ts';
import type { AnyRow } from '../model/entity.ts';
import { canonicalField } from './canonical-field.ts';
import type { CopyKey } from './personal/copy-key.ts';
import { sealedField } from './personal/sealed-field.ts';

/** The column that tells what was done to a row's values. */
export const REPAIRS = '_repairs';

/** The fields of a table that are kept, and what was done to them: constants stay what they are. */
export function copiedFields({ fields }: TableMapping, table: string, key: CopyKey | null) {
  const constants = Object.entries(fields).filter(([, field]) => 'constant' in field);
  const columned = Object.entries(fields).flatMap(([name, field]) =>
    'constant' in field ? [] : [{ name, type: field.type, at: field.at }],
  );
  const kept = columned.flatMap((field) => {
    const isSealed: boolean = field.type.personal === true;
    if (isSealed && key === null) return [];
    const its =
      isSealed && key !== null
        ? sealedField(key, `${table}/${field.name}`)
        : canonicalField(field.type);
    return [{ ...field, ...its, isSealed }];
  });
  const mapped: Record<string, FieldMapping> = Object.fromEntries(constants);
  for (const { name, type, at, columns, codec } of kept)
    mapped[name] = { type, at, codec, columns: columns.map(({ suffix }) => `${name}${suffix}`) };
  const names = new Set(kept.map(({ name }) => name));
  const sealed = new Set(kept.filter(({ isSealed }) => isSealed).map(({ name }) => name));

  return {
    fields: names,
    omitted: new Set(columned.flatMap(({ name }) => (names.has(name) ? [] : name))),
    sealed,
    columns: [
      ...kept.flatMap(({ name, columns, type: { gathers } }): readonly KeptColumn[] =>
        columns.map(({ suffix, type }, index) => ({
          name: `${name}${suffix}`,
          type,
          ...(gathers === true && index === 0 ? { gathers } : {}),
        })),
      ),
      { name: REPAIRS, type: 'text' as const },
    ],
    mapped,
    /** What is written into the columns. */
    store: (row: AnyRow): readonly WrittenValue[] => {
      const values: Readonly<Record<string, unknown>> = row;
      const written = kept.flatMap((its) =>
        its.store(
          values[its.name] ?? null,
          row.repairs.find(({ field }) => field === its.name),
        ),
      );
      written.push(repairsIn(row, sealed));
      return written;
    },
  };
}

/** Those of fields that are encrypted stand with their values. */
function repairsIn({ repairs }: AnyRow, sealed: ReadonlySet<string>): string | null {
  const open = repairs.filter(({ field }) => !sealed.has(field));
  return open.length === 0 ? null : JSON.stringify(open);
}
