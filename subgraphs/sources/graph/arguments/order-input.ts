import type { OrderTerm } from '../../model/predicate.ts';

/** An order input of the graph: the first term first. */
export type OrderInput =
  readonly { readonly by: string; readonly direction?: 'ASC' | 'DESC' }[] | null | undefined;

/**
 * An order input as terms over the entity's fields, each field once: where it stands again it orders nothing more, and would
 * only lengthen the statement, the condition behind a cursor by its square.
 */
export function orderOf(
  input: OrderInput,
  orderFields: Readonly<Record<string, string>>,
): readonly OrderTerm[] {
  const terms = new Map<string, OrderTerm>();
  for (const { by, direction = 'ASC' } of input ?? []) {
    const field = orderFields[by] ?? by;
    if (!terms.has(field)) terms.set(field, { field, direction });
  }
  return [...terms.values()];
}
