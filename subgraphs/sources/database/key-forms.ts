import type { BoundRootTable, BoundTable } from '../compiler/bound-table.ts';
import { planRootRow, type RootRow, type RootRowPlan } from '../compiler/row-plan.ts';
import { compileAlikeKeys, compilePaddedKeys } from '../compiler/statements/by-keys.ts';
import type { ReadOptions, Statement } from '../dialects/dialect.ts';
import type { Predicate } from '../model/predicate.ts';
import type { RawRow } from '../model/raw.ts';
import { isPadded } from '../model/row-key.ts';
import { nextSlice } from './next-slice.ts';
import type { Source } from './source.ts';

/** What is known of a table's keys; asked of the database only where a key gives reason to. */
interface KeyForms {
  /** Some have white space at their ends. */
  padded?: Promise<boolean>;
  /** Two are the same but for that. */
  alike?: Promise<boolean>;
}

const known = new WeakMap<BoundTable, KeyForms>();

/** Whether keys of the table have white space at their ends, so that ids name them otherwise than they stand there. */
export function hasPaddedKeys(
  source: Source,
  table: BoundRootTable,
  options: ReadOptions,
): Promise<boolean> {
  const forms = formsOf(table);
  forms.padded ??= anyRow(source, compilePaddedKeys(ofAllRows(table)), options, () => {
    delete forms.padded;
  });
  return forms.padded;
}

/**
 * The rows with ids of the graph, null for those that are not there for who asks, and for some or all that do not pass a filter. Where
 * ids without white space would not tell keys apart, they are written with it.
 */
export async function decodeRoots(
  source: Source,
  table: BoundRootTable,
  fields: ReadonlySet<string>,
  raw: readonly RawRow[],
  options: ReadOptions & { readonly where?: Predicate | null },
): Promise<readonly (RootRow | null)[]> {
  const rows = await decodeAll(planRootRow(table, fields), raw, options);
  if (!rows.some((row) => row !== null && isPadded(row.key))) return rows;
  const forms = formsOf(table);
  forms.padded = Promise.resolve(true);
  forms.alike ??= anyRow(source, compileAlikeKeys(ofAllRows(table)), options, () => {
    delete forms.alike;
  });
  if (!(await forms.alike)) return rows;
  return decodeAll(planRootRow(table, fields, true), raw, options);
}

/** Row by row: some texts take long to be made out. */
async function decodeAll(
  plan: RootRowPlan,
  raw: readonly RawRow[],
  { request, where = null }: ReadOptions & { readonly where?: Predicate | null },
): Promise<readonly (RootRow | null)[]> {
  const mayPass = where === null ? null : plan.sieve(where);
  const rows: (RootRow | null)[] = [];
  for (const one of raw) {
    const slice = nextSlice(request);
    if (slice !== undefined) await slice;
    rows.push(mayPass?.(one) === false ? null : plan.decode(one));
  }
  return rows;
}

/** Ids have one form, whoever asks. */
function formsOf(table: BoundRootTable): KeyForms {
  const whole = table.rights?.whole ?? table;
  const forms = known.get(whole) ?? {};
  known.set(whole, forms);
  return forms;
}

function ofAllRows({ rights: _rights, ...table }: BoundRootTable): BoundRootTable {
  return table;
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
