import type { BoundRootTable } from '../compiler/bound-table.ts';
import { planRootRow, type RootRow } from '../compiler/row-plan.ts';
import { compileAlikeKeys, compilePaddedKeys } from '../compiler/statements.ts';
import type { ReadOptions, Statement } from '../dialects/dialect.ts';
import type { RawRow } from '../model/raw.ts';
import { isPadded } from '../model/row-key.ts';
import type { Source } from './source.ts';

/** What is known of a table's keys; asked of the database only where a key gives reason to. */
interface KeyForms {
  /** Some have white space at their ends. */
  padded?: Promise<boolean>;
  /** Two are the same but for that. */
  alike?: Promise<boolean>;
}

const known = new WeakMap<BoundRootTable, KeyForms>();

/** Whether keys of the table have white space at their ends, so that ids name them otherwise than they stand there. */
export function hasPaddedKeys(
  source: Source,
  table: BoundRootTable,
  options: ReadOptions,
): Promise<boolean> {
  const forms = formsOf(table);
  forms.padded ??= anyRow(source, compilePaddedKeys(table), options, () => {
    delete forms.padded;
  });
  return forms.padded;
}

/** The rows with ids of the graph. Where ids without white space would not tell keys apart, they are written with it. */
export async function decodeRoots(
  source: Source,
  table: BoundRootTable,
  fields: ReadonlySet<string>,
  raw: readonly RawRow[],
  options: ReadOptions,
): Promise<readonly RootRow[]> {
  const plan = planRootRow(table, fields);
  const rows = raw.map((one) => plan.decode(one));
  if (!rows.some(({ key }) => isPadded(key))) return rows;
  const forms = formsOf(table);
  forms.padded = Promise.resolve(true);
  forms.alike ??= anyRow(source, compileAlikeKeys(table), options, () => {
    delete forms.alike;
  });
  if (!(await forms.alike)) return rows;
  const whole = planRootRow(table, fields, true);
  return raw.map((one) => whole.decode(one));
}

function formsOf(table: BoundRootTable): KeyForms {
  const forms = known.get(table) ?? {};
  known.set(table, forms);
  return forms;
}

async function anyRow(
  source: Source,
  statement: Statement,
  options: ReadOptions,
  forget: () => void,
): Promise<boolean> {
  try {
    return (await source.read(statement, options)).length > 0;
  } catch (error) {
    forget();
    throw error;
  }
}
