/** The day by which rows are told by month where nothing else is said: the first of these that the mapping has. */
const DAYS = ['receivedAt', 'arrivedAt', 'issuedAt', 'ratedAt'];

export function dayOfReceipt(fields: Readonly<Record<string, unknown>>): string | undefined {
  return DAYS.find((field) => field in fields);
}
