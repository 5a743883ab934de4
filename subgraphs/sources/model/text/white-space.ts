/** What legacy programs left where a blank was meant: tabs, line breaks, the blank that does not break. */
export const WHITE_SPACE = '\t\n\r\u00A0';

/** Signs that nobody sees: the blank of no width, and the mark at the start of a file. */
export const UNSEEN = '\u200B\uFEFF';

/** Blanks of any kind and width. */
export const BLANKS = ` \v\f\u2007\u2009\u202F\u3000${WHITE_SPACE}${UNSEEN}`;

/** The text without any of the signs. */
export function withoutSigns(text: string, signs: string): string {
  return Array.from(text, (sign) => (signs.includes(sign) ? '' : sign)).join('');
}

/** Drops the signs at both ends. */
export function trimSigns(text: string, signs: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && signs.includes(text.charAt(start))) start += 1;
  while (end > start && signs.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** The text with blanks for white space of any kind, none at the ends, and without unseen signs. */
export function plainBlanks(text: string): string {
  const seen = Array.from(text, (sign) =>
    WHITE_SPACE.includes(sign) ? ' ' : UNSEEN.includes(sign) ? '' : sign,
  );
  return trimSigns(seen.join(''), ' ');
}
