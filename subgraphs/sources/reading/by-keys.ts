import type { BoundRootTable } from '../compiler/bound-table.ts';
import { planRootRow, type RootRow } from '../compiler/row-plan.ts';
import { compileByKeys, compileByTrimmedKeys } from '../compiler/statements/by-keys.ts';
import { decodeRoots, hasPaddedKeys } from '../database/key-forms.ts';
import type { Source } from '../database/source.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import { trimKey } from '../model/row-key.ts';

/**
 * The rows of a table by their keys, in the order asked, null for a key that no row bears. The database says which row
 * bears which key. Where none does, or one that only the database takes for the same (`âb` for `AB`), the one whose key is
 * the same but for white space at its ends is meant.
 */
export async function readByKeys(
  source: Source,
  table: BoundRootTable,
  keys: readonly string[],
  fields: ReadonlySet<string>,
  options: ReadOptions,
): Promise<readonly (RootRow | null)[]> {
  const plan = planRootRow(table, fields);
  const found: (RootRow | null)[] = keys.map(() => null);

  const statement = compileByKeys(
    table,
    plan,
    keys.map((key, place) => ({ place, key })),
  );
  if (statement !== null) {
    const raw = await source.read(statement, options);
    const rows = await decodeRoots(
      source,
      table,
      fields,
      raw.map(([, ...row]) => row),
      options,
    );
    raw.forEach(([place], index) => {
      found[Number(place)] ??= rows[index] ?? null;
    });
  }

  if (!isText(table)) return found;
  const unsure = keys.filter((key, place) => !bears(found[place], key));
  if (unsure.length === 0 || !(await hasPaddedKeys(source, table, options))) return found;
  const raw = await source.read(compileByTrimmedKeys(table, plan, unsure.map(trimKey)), options);
  const padded = await decodeRoots(source, table, fields, raw, options);
  return found.map((row, place) => {
    const key = keys[place];
    if (key === undefined || bears(row, key)) return row;
    const [only, ...others] = padded.filter(
      (other) => other !== null && trimKey(other.key) === key,
    );
    return only !== undefined && others.length === 0 ? only : row;
  });
}

/** Whether the row's key is this one to the letter, but for white space at its ends. */
function bears(row: RootRow | null | undefined, key: string): boolean {
  return row !== null && row !== undefined && trimKey(row.key) === trimKey(key);
}

function isText({ mapping, columns }: BoundRootTable): boolean {
  const info = columns.get(mapping.key);
  return info?.kind === 'text' || info?.affinity !== undefined;
}
