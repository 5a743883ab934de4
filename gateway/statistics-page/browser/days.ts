/** Days are `2016-01-31`, months `2016-01`. */

const DAY_MS = 86_400_000;

/** The day so many days after this one. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The months from the one of this day to the one of that. */
export function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = [];
  const last = to.slice(0, 7);
  let [year = 0, month = 0] = from.split('-').map(Number);
  for (let one = monthText(year, month); one <= last; one = monthText(year, month)) {
    months.push(one);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return months;
}

/** First and last day of a year's quarter, or of the year. */
export function periodOf(year: number, quarter?: number): readonly [from: string, to: string] {
  const first = quarter === undefined ? 1 : quarter * 3 - 2;
  const next = quarter === undefined || quarter === 4 ? [year + 1, 1] : [year, first + 3];
  return [
    `${monthText(year, first)}-01`,
    plusDays(`${monthText(next[0] ?? 0, next[1] ?? 0)}-01`, -1),
  ];
}

function monthText(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}
