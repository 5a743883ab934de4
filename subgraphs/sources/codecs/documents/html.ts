import { Parser } from 'htmlparser2';
import { textOf } from '../raw-text.ts';
import type { DocumentForm } from './document.ts';

/** HTML, as whoever reads the page sees it: blocks and line breaks are lines, runs of white space a blank. */
export const html: DocumentForm = {
  name: 'HTML',
  pages: true,
  read: (text) => ({ value: shown(text) }),
  write: (value) =>
    textOf(value)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('\n', '<br>')
      .replaceAll('  ', '&nbsp; '),
  // References to characters by number: those by name that stand for letters of ASCII hold these letters.
  disguises: [['&#']],
};

function shown(text: string): string {
  const parts: string[] = [];
  let unseen = 0;
  const parser = new Parser({
    onopentagname(name) {
      if (UNSEEN.has(name)) unseen += 1;
      if (LINES.has(name)) parts.push('\n');
      if (CELLS.has(name)) parts.push(' ');
    },
    ontext(part) {
      if (unseen === 0) parts.push(part.replace(/[ \t\r\n\f]+/gu, ' '));
    },
    onclosetag(name) {
      if (UNSEEN.has(name)) unseen -= 1;
      if (LINES.has(name) && name !== 'br') parts.push('\n');
    },
  });
  parser.end(text);
  return parts
    .join('')
    .replace(/ +/gu, ' ')
    .replace(/(?: ?\n)+ ?/gu, '\n')
    .replace(/^[ \n]+|[ \n]+$/gu, '');
}

const UNSEEN: ReadonlySet<string> = new Set([
  'head',
  'noscript',
  'script',
  'style',
  'template',
  'title',
]);

const CELLS: ReadonlySet<string> = new Set(['td', 'th']);

/** What begins and ends a line. */
const LINES: ReadonlySet<string> = new Set([
  ...['address', 'article', 'aside', 'blockquote', 'br', 'dd', 'div', 'dl', 'dt', 'fieldset'],
  ...['figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'li'],
  ...['main', 'nav', 'ol', 'p', 'pre', 'section', 'table', 'tr', 'ul'],
]);
