import type { Ordering } from '../../model/condition.ts';
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
  { format, none }: Omit<Extract<Ordering, { kind: 'text-date' }>, 'kind'>,
  { matches, join }: TextPrimitives,
): Fragment {
  const part = (letters: string): Fragment | undefined => {
    const start = format.indexOf(letters);
    return start < 0
      ? undefined
      : glue`SUBSTRING(${value}, ${text(String(start + 1))}, ${text(String(letters.length))})`;
  };
  const need = (letters: string): Fragment => part(letters) ?? text(`'00'`);
  const [year, month, day] = [need('yyyy'), need('MM'), need('dd')];
  const century = need('yy');
  const yearOfCentury = glue`SUBSTRING(${value}, ${text(String(format.indexOf('yyyy') + 3))}, 2)`;

  const leap = glue`CASE WHEN ${yearOfCentury} = '00' THEN ${century} ELSE ${yearOfCentury} END IN (${text(FOURTHS)})`;
  const lastDay = glue`CASE WHEN ${month} = '02' THEN CASE WHEN ${leap} THEN '29' ELSE '28' END WHEN ${month} IN ('04', '06', '09', '11') THEN '30' ELSE '31' END`;
  const limits = [
    glue`${year} > '0000'`,
    glue`${month} BETWEEN '01' AND '12'`,
    glue`${day} BETWEEN '01' AND ${lastDay}`,
    ...[
      ['HH', '23'],
      ['mm', '59'],
      ['ss', '59'],
    ].flatMap(([letters = '', most = '']) => {
      const digits = part(letters);
      return digits === undefined ? [] : [glue`${digits} <= ${text(`'${most}'`)}`];
    }),
  ];
  const shape = shapeOf(format);
  const sentinels = none.filter((raw) => typeof raw === 'string' && shapeOf(raw) === shape);
  if (sentinels.length > 0)
    limits.push(glue`${value} NOT IN (${list(sentinels.map(bound), ', ')})`);
  const iso = join([
    ...[year, text(`'-'`), month, text(`'-'`), day, text(`'T'`)],
    ...[need('HH'), text(`':'`), need('mm'), text(`':'`), need('ss')],
  ]);
  return glue`CASE WHEN ${matches(value, shape)} AND ${list(limits, ' AND ')} THEN ${iso} END`;
}

function shapeOf(sample: string): string {
  return sample.replace(/[a-zA-Z\d]/gu, '9');
}
