/** Codes of what one has asked too much or too often; how many seconds it takes stands in their details, where that is known. */
const TOO_MUCH: ReadonlySet<unknown> = new Set([
  'RATE_LIMITED',
  'COST_BUDGET_SPENT',
  'ROWS_BUDGET_SPENT',
  'CITIZENS_BUDGET_SPENT',
  'GLASS_BUDGET_SPENT',
  'TOO_MANY_SUBSCRIPTIONS',
]);

/** Whether a refusal is one of too many: HTTP 429, with `retry-after`. */
export function isTooMuch(code: unknown): boolean {
  return TOO_MUCH.has(code);
}
