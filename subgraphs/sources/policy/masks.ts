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

/** The commune and what it lies in; null where the address names none. */
function communeOf(address: string): string | null {
  const parts = address.split(/\s*[,;]\s*|\s+-\s+/u);
  const at = parts.findIndex((part) => /^(?:xã|phường|thị trấn|x\.|p\.|tt\.?)\s*\S/iu.test(part));
  return at === -1 ? null : parts.slice(at).join(', ');
}
