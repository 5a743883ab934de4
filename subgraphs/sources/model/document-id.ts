import { dayOf, momentOf } from './moment.ts';
import { agencyCodeOf } from './official-codes.ts';

/** The parts of a `DocumentId` (QCVN 102:2016): who issued it, when, and number and notation. */
export interface DocumentIdParts {
  readonly issuerCode: string;
  readonly issuedOn: string;
  readonly notation: string;
}

/** `OrganId,yyyy/MM/dd,number/notation`; null where a part is missing. */
export function documentIdOf(document: {
  readonly issuerCode: { readonly value: string | null } | null;
  readonly issuedAt: string | null;
  readonly notation: string | null;
}): string | null {
  const issuedOn = document.issuedAt === null ? null : dayOf(document.issuedAt);
  const issuer = document.issuerCode?.value ?? null;
  if (issuer === null || issuedOn === null || document.notation === null) return null;
  return `${issuer},${issuedOn.replaceAll('-', '/')},${document.notation}`;
}

/** The parts of a `DocumentId` as it was typed somewhere; null for what is none. */
export function readDocumentId(text: string): DocumentIdParts | null {
  const match = /^\s*([^,]+?)\s*,\s*(\d{4})\/(\d{2})\/(\d{2})\s*,\s*(.+?)\s*$/u.exec(text);
  if (match === null) return null;
  const [, organId = '', year = '', month = '', day = '', notation = ''] = match;
  const issuedOn = momentOf({ year, month, day });
  return issuedOn === null ? null : { issuerCode: agencyCodeOf(organId), issuedOn, notation };
}

/** People type the same notation with other dashes, blanks and capitals, and Đ in two ways. */
export function sameNotation(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

/** Each may be either: at the most eight spellings of a number. */
const MOST_DOUBTFUL = 3;

/**
 * The other notations that may be meant where one was typed without marks: of their letters Đ alone has one. None where what was
 * typed has marks, or does not begin as a number does.
 */
export function markedNotations(typed: string): readonly string[] {
  if (!/^\d[ -~]*$/u.test(typed)) return [];
  let spellings: readonly string[] = [typed];
  for (const { index } of [...typed.matchAll(/d/giu)].slice(0, MOST_DOUBTFUL))
    spellings = spellings.flatMap((spelling) => [spelling, withMarkAt(spelling, index)]);
  return spellings.slice(1);
}

function withMarkAt(spelling: string, index: number): string {
  const marked = spelling[index] === 'd' ? 'đ' : 'Đ';
  return `${spelling.slice(0, index)}${marked}${spelling.slice(index + 1)}`;
}

function folded(notation: string): string {
  return notation
    .normalize('NFC')
    .replaceAll(/[Ðð]/gu, 'Đ')
    .replaceAll(/[‐-―−]/gu, '-')
    .replaceAll(/\s+/gu, '')
    .toUpperCase();
}
