import type { FieldClass } from '../model/entity.ts';

/** A value in a form that gives nobody away; null where no form of it does not. */
type Mask = (value: string) => string | null;

const withheld: Mask = () => null;

/**
 * Masks only cut: nothing in them but what stands in the value, so that one value has one form in a request, and the forms of two
 * requests are joined by no more than what they show.
 */
const MASKS: Readonly<Record<FieldClass, Mask>> = {
  public: withheld,
  name: maskedName,
  idNumber: lastThree,
  phone: lastThree,
  address: communeOf,
  text: withheld,
  official: withheld,
  procedure: withheld,
};

/** How values of a field that tells this are masked; what is no text is withheld. */
export function maskOf(tells: FieldClass | undefined): (value: unknown) => string | null {
  const mask = tells === undefined ? withheld : MASKS[tells];
  return (value) => (typeof value === 'string' ? mask(value) : null);
}

/** `Nguyễn V. Đ.` of `Nguyễn Văn Đức`; of a name of one word its first letter. */
function maskedName(name: string): string {
  const [first = '', ...others] = name.split(/\s+/u).filter((word) => word !== '');
  const initials = others.map(initialOf);
  return [initials.length === 0 ? initialOf(first) : first, ...initials].join(' ');
}

function initialOf(word: string): string {
  return `${/^./u.exec(word)?.[0].toUpperCase() ?? ''}.`;
}

/** `***678`, however long it is; of a short one nothing. */
function lastThree(number: string): string {
  return number.length > 5 ? `***${number.slice(-3)}` : '***';
}

/** Between parts of an address stands a sign, or nothing where one begins with its kind. */
const BETWEEN =
  /\s*[,;\n]\s*|\s+[-–—]\s+|\s+(?=(?:(?:phường|(?<!thị\s+)xã|thị\s+(?:trấn|xã)|huyện|quận|thành\s+phố|tỉnh)\s|t[px][\s.]))/iu;

const COMMUNE = /^(?:xã|phường|thị\s+trấn)\s+/iu;
const SHORT_COMMUNE = /^(?:[xp]\.|tt\.|tt\s)\s*/iu;
const AROUND = /^(?:(?:huyện|quận|thị\s+xã|thành\s+phố|tỉnh)\s|(?:[hqt]|tx|tp)\.|(?:tx|tp)\s)\s*/iu;

/**
 * The commune and what it lies in; null where the address names none. Of parts that may be one the last is, those that are written
 * out before abbreviations, for `P.` and `TT` stand for rooms and offices as well, unless a district comes next. Of what is behind it
 * only districts and provinces are shown: some write the house there.
 */
function communeOf(address: string): string | null {
  const parts = address.trim().split(BETWEEN);
  const isAround = parts.map((part) => isNamed(part, AROUND));
  const full = parts.findLastIndex((part) => isNamed(part, COMMUNE));
  const at =
    full === -1
      ? parts.findLastIndex(
          (part, place) => isNamed(part, SHORT_COMMUNE) && isAround[place + 1] !== false,
        )
      : full;
  if (at === -1) return null;
  return parts.filter((_part, place) => place === at || (place > at && isAround[place])).join(', ');
}

/** What a road or an office begins with: tỉnh lộ, huyện ủy, xã đội. */
const NO_PLACE = /^(?:số|lộ|đội|ủy|uỷ)$/iu;
/** What a house or a street begins with; in names such as Nhà Bè and Hải Phòng it stands at an end. */
const HOUSE =
  /^(?:số|nhà|căn|hộ|phòng|tầng|lầu|lô|chung|cư|đường|phố|lộ|hẻm|ngõ|ngách|kiệt|ấp|khóm|tổ|khu|đội|ủy|uỷ)$/iu;

/** Whether the part is of the kind, with a name or the number of a ward behind it, and nothing else. */
function isNamed(part: string, kind: RegExp): boolean {
  const before = kind.exec(part)?.[0];
  if (before === undefined) return false;
  const name = part.slice(before.length);
  if (/^[pq]/iu.test(before) && /^\d{1,2}$/u.test(name)) return true;
  const words = name.split(/\s+/u);
  if (words.length > 4 || !words.every((word) => /^\p{L}[\p{L}’'-]*$/u.test(word))) return false;
  // In small letters an abbreviation may be of anything: p. kế toán.
  if (kind === SHORT_COMMUNE && !words.every((word) => /^\p{Lu}/u.test(word))) return false;
  return !NO_PLACE.test(words[0] ?? '') && !words.slice(1, -1).some((word) => HOUSE.test(word));
}
