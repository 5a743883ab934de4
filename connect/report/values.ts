/** Longer values are cut where many stand side by side. */
const LONG = 40;

/** A value of a database as a terminal may show it: nothing in it commands the terminal, and what nobody sees is shown. */
export function plain(value: string, most = LONG): string {
  const visible = Array.from(value.normalize('NFC'), (sign) =>
    HIDDEN.test(sign) ? `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}` : sign,
  ).join('');
  return visible.length > most ? `${visible.slice(0, most - 1)}…` : visible;
}

export function quoted(value: string): string {
  return `“${plain(value)}”`;
}

/** Controls, unseen signs, and those that turn the way of writing. */
const HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

/** What a citizen's value looks like, for places that others read: `Nguy?n V` as `Xxxxx?x X`. */
export function shapeOf(value: string): string {
  return value
    .normalize('NFC')
    .replace(/\p{Lu}/gu, 'X')
    .replace(/\p{Ll}|\p{Lo}/gu, 'x')
    .replace(/\d/gu, '9');
}
