/** The coerced variables of a request. */
export type Variables = Readonly<Record<string, unknown>>;

/** A number, or what it is for given variables. */
export type Amount = number | ((variables: Variables) => number);

/** The sum of amounts: a number, where all are. */
export function sumOf(amounts: readonly Amount[]): Amount {
  let known = 0;
  const unknown: ((variables: Variables) => number)[] = [];
  for (const amount of amounts) {
    if (typeof amount === 'number') known += amount;
    else unknown.push(amount);
  }
  if (unknown.length === 0) return known;
  return (variables) => unknown.reduce((sum, amount) => sum + amount(variables), known);
}

/** The product of two amounts: a number, where both are. */
export function product(times: Amount, each: Amount): Amount {
  if (typeof times === 'number' && typeof each === 'number') return times * each;
  return (variables) => valueOf(times, variables) * valueOf(each, variables);
}

/** An amount for given variables. */
export function valueOf(amount: Amount, variables: Variables): number {
  return typeof amount === 'number' ? amount : amount(variables);
}
