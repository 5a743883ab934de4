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

function folded(notation: string): string {
  return notation
    .normalize('NFC')
    .replaceAll(/[Ðð]/gu, 'Đ')
    .replaceAll(/[‐-―−]/gu, '-')
    .replaceAll(/\s+/gu, '')
    .toUpperCase();
}
