import { SaxesParser } from 'saxes';
import { textOf } from '../raw-text.ts';
import type { DocumentForm, PlacedValue } from './document.ts';
import { rememberLast } from './remember-last.ts';

/** A step of a path: the nth child of that name, or an attribute, which nothing can follow. */
type Step = { readonly attribute: string } | { readonly element: string; readonly place: number };

interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/**
 * XML, and a path in it: `/form/applicant/name`, `/form/file[2]/@title`. Names are without the prefix of their namespace. An
 * element that has elements in it holds no value.
 */
export function xmlAt(path: string): DocumentForm {
  const steps = path.split('/').slice(1).map(stepOf);
  return {
    name: 'XML',
    read(text) {
      const document = parsed(text);
      return document === null
        ? { value: null, repair: 'XML_UNREADABLE' }
        : { value: leafOf(document, steps) };
    },
    write: (value) => written(escaped(textOf(value)), steps),
    // References to characters, twice escaped around HTML, and what may stand within a word that a search looks for.
    disguises: [['&#'], ['&amp;#'], ['<!--'], ['<![CDATA['], ['?>', '?>']],
  };
}

function stepOf(step: string): Step {
  if (step.startsWith('@')) return { attribute: step.slice(1) };
  const [element = '', place] = step.split(/[[\]]/u);
  return { element, place: place === undefined ? 1 : Number(place) };
}

/**
 * The document, above its root; null for what is not well-formed. No entity is known but the five that XML has, so that none can
 * grow or lead to a file.
 */
const parsed = rememberLast((text): XmlElement | null => {
  const document = emptyElement('', new Map());
  const open = [document];
  const parser = new SaxesParser({ position: false });
  const say = (part: string): void => {
    const innermost = open.at(-1);
    if (innermost !== undefined) innermost.text += part;
  };
  parser.on('opentag', ({ name, attributes }) => {
    const element = emptyElement(
      withoutPrefix(name),
      new Map(
        Object.entries(attributes)
          .filter(([its]) => !/^xmlns(?::|$)/u.test(its))
          .map(([its, value]) => [withoutPrefix(its), value]),
      ),
    );
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', say);
  parser.on('cdata', say);
  try {
    parser.write(text).close();
    return document;
  } catch {
    return null;
  }
});

/** The places of an XML document that hold a value, the first where several elements have a name; null for what is not well-formed. */
export function placesInXml(text: string): readonly PlacedValue[] | null {
  const document = parsed(text);
  return document === null ? null : placesBelow(document, '');
}

function placesBelow({ children }: XmlElement, path: string): readonly PlacedValue[] {
  const met = new Set<string>();
  return children.flatMap((child): readonly PlacedValue[] => {
    if (met.has(child.name)) return [];
    met.add(child.name);
    const place = `${path}/${child.name}`;
    const attributes = [...child.attributes].map(([name, value]) => ({
      path: `${place}/@${name}`,
      value,
    }));
    if (child.children.length > 0) return [...attributes, ...placesBelow(child, place)];
    return [...attributes, { path: place, value: child.text.trim() }];
  });
}

function emptyElement(name: string, attributes: ReadonlyMap<string, string>): XmlElement {
  return { name, attributes, children: [], text: '' };
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function leafOf(document: XmlElement, steps: readonly Step[]): string | null {
  let element = document;
  for (const step of steps) {
    if ('attribute' in step) return element.attributes.get(step.attribute) ?? null;
    const next = element.children.filter(({ name }) => name === step.element)[step.place - 1];
    if (next === undefined) return null;
    element = next;
  }
  // White space around a value is the indentation of whoever wrote the document.
  return element.children.length > 0 ? null : element.text.trim();
}

function written(value: string, [step, ...rest]: readonly Step[], attributes = ''): string {
  if (step === undefined || 'attribute' in step) return value;
  const [next] = rest;
  const own = next !== undefined && 'attribute' in next ? ` ${next.attribute}="${value}"` : '';
  const inner = own === '' ? written(value, rest) : '';
  const { element, place } = step;
  return `${`<${element}/>`.repeat(place - 1)}<${element}${attributes}${own}>${inner}</${element}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
