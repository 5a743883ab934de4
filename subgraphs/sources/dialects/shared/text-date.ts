import { DATE_GROUP, type DateShape } from '../../model/condition.ts';
import type { Fragment } from '../dialect.ts';
import { glue, list, text, value as bound } from './fragment.ts';

/** What a dialect must be able to say for dates kept as text. */
export interface TextPrimitives {
  /** True where the text has this shape from end to end; `9` stands for any ASCII digit. */
  readonly matches: (value: Fragment, shape: string) => Fragment;
  readonly join: (parts: readonly Fragment[]) => Fragment;
}

/** Leap years among the years of a century, and, with '00', leap centuries among centuries. */
const FOURTHS = Array.from(
  { length: 25 },
  (_, index) => `'${String(index * 4).padStart(2, '0')}'`,
).join(', ');

/**
 * A date kept as text as `yyyy-MM-ddTHH:mm:ss`, or NULL where it is no date of the calendar. Digits are compared as text:
 * a cast could be tried, and fail the statement, on a row that another condition leaves out.
 */
export function textDate(
  value: Fragment,
  {
    shape: { format, pivot = 2000 },
    none,
  }: { readonly shape: DateShape; readonly none: readonly string[] },
  { matches, join }: TextPrimitives,
): Fragment {
  const at = (start: number, length: number): Fragment =>
    glue`SUBSTRING(${value}, ${text(String(start + 1))}, ${text(String(length))})`;
  /** Two digits, for a group of one or two. */
  const part = (group: RegExp): Fragment | undefined => {
    const found = group.exec(format);
    if (found === null) return undefined;
    const digits = at(found.index, found[0].length);
    return found[0].length === 1 ? join([text(`'0'`), digits]) : digits;
  };
  const need = (group: RegExp): Fragment => part(group) ?? text(`'00'`);
  const [month, day] = [need(/MM?/u), need(/dd?/u)];
  const start = format.indexOf('yy');
  const written = format.includes('yyyy');
  const yearOfCentury = at(written ? start + 2 : start, 2);
  const century = written ? at(start, 2) : centuryOf(yearOfCentury, pivot);

  const leap = glue`CASE WHEN ${yearOfCentury} = '00' THEN ${century} ELSE ${yearOfCentury} END IN (${text(FOURTHS)})`;
  const lastDay = glue`CASE WHEN ${month} = '02' THEN CASE WHEN ${leap} THEN '29' ELSE '28' END WHEN ${month} IN ('04', '06', '09', '11') THEN '30' ELSE '31' END`;
  const limits = [
    ...(written ? [glue`${at(start, 4)} > '0000'`] : []),
    glue`${month} BETWEEN '01' AND '12'`,
    glue`${day} BETWEEN '01' AND ${lastDay}`,
    ...(
      [
        [/HH?/u, '23'],
        [/mm/u, '59'],
        [/ss/u, '59'],
      ] as const
    ).flatMap(([group, most]) => {
      const digits = part(group);
      return digits === undefined ? [] : [glue`${digits} <= ${text(`'${most}'`)}`];
    }),
  ];
  const shape = shapeOf(format);
  const sentinels = none.filter((raw) => raw.replace(/\d/gu, '9') === shape);
  if (sentinels.length > 0)
    limits.push(glue`${value} NOT IN (${list(sentinels.map(bound), ', ')})`);
  const iso = join([
    ...(written ? [at(start, 4)] : [century, yearOfCentury]),
    ...[text(`'-'`), month, text(`'-'`), day, text(`'T'`)],
    ...[need(/HH?/u), text(`':'`), need(/mm/u), text(`':'`), need(/ss/u)],
  ]);
  return glue`CASE WHEN ${matches(value, shape)} AND ${list(limits, ' AND ')} THEN ${iso} END`;
}

/** `19` or `20`: two digits mean one of the hundred years from the pivot on. */
function centuryOf(yearOfCentury: Fragment, pivot: number): Fragment {
  const first = Math.floor(pivot / 100);
  const from = String(pivot % 100).padStart(2, '0');
  return glue`CASE WHEN ${yearOfCentury} >= ${text(`'${from}'`)} THEN ${text(`'${first}'`)} ELSE ${text(`'${first + 1}'`)} END`;
}

function shapeOf(format: string): string {
  return format.replace(DATE_GROUP, (group) => '9'.repeat(group.length));
}
