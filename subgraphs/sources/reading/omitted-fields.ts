import { fault } from '../../../service/errors/faults.ts';
import type { RootRow } from '../compiler/row-plan.ts';
import type { Repair } from '../model/entity.ts';

/**
 * The row of a copy with those of the fields that the copy does not hold: each is a promise, which `read` keeps, and which rejects
 * where the source does not answer. The graph shows it as null with the error beside it.
 */
export function withOmitted(
  row: RootRow,
  fields: ReadonlySet<string>,
  read: (omitted: ReadonlySet<string>) => Promise<RootRow | null>,
): RootRow {
  if (!lacks(row, fields)) return row;
  const omitted = new Set([...fields].filter((field) => row.omitted?.has(field)));
  const live = read(omitted);
  const promised = Object.fromEntries(
    [...omitted].map((field) => [
      field,
      expected(live.then((found) => valueOf(found, field, row))),
    ]),
  );
  const repairs = live.then(
    (found): readonly Repair[] => [...row.repairs, ...(found?.repairs ?? [])],
    () => row.repairs,
  );
  // Types of rows know values alone; whoever resolves a field waits for what it finds there.
  return { ...row, ...promised, repairs: repairs as unknown as readonly Repair[] };
}

/** Whether the row is of a copy that does not hold some of the fields. Asked of each row of an export: it makes nothing. */
export function lacks({ omitted }: RootRow, fields: ReadonlySet<string>): boolean {
  if (omitted === undefined || omitted.size === 0) return false;
  for (const field of fields) if (omitted.has(field)) return true;
  return false;
}

/** Throws GONE_SINCE_COPY. */
function valueOf(found: RootRow | null, field: string, { origin }: RootRow): unknown {
  if (found === null) throw fault('GONE_SINCE_COPY', { source: origin.source });
  return (found as unknown as Readonly<Record<string, unknown>>)[field] ?? null;
}

/** Until somebody resolves it, it is nobody's unhandled rejection. */
function expected<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
