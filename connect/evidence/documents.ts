import {
  placesInJson,
  placesInXml,
  type PlacedValue,
  textOf,
} from '../../subgraphs/sources/codecs/index.ts';
import type { ColumnSample, RawSample } from '../reach/sample-raw.ts';
import { share } from '../report/text-table.ts';
import { shareOf, tallyValues } from './tally-values.ts';

/** A column whose values are documents. */
export interface DocumentEvidence {
  readonly column: ColumnSample;
  readonly form: 'json' | 'xml';
  /** Of the values that stand there, from 0 to 1. */
  readonly part: number;
  readonly said: string;
  /** What stands at each place of the documents, each as if it were a column. */
  readonly places: readonly ColumnSample[];
}

/** A smaller part of the values is met by chance. */
const WORTH = 0.2;
/** Places that are looked at; forms that nobody ends have keys of their own in each document. */
const MOST_PLACES = 200;

const FORMS = [
  { form: 'json', called: 'JSON', begins: '{', places: placesInJson },
  { form: 'xml', called: 'XML', begins: '<', places: placesInXml },
] as const;

const known = new WeakMap<RawSample, readonly DocumentEvidence[]>();

/** The columns that hold JSON objects, or XML that is no page. */
export function documentEvidence(sample: RawSample): readonly DocumentEvidence[] {
  const before = known.get(sample);
  if (before !== undefined) return before;
  const found = sample.columns.flatMap((column) =>
    FORMS.flatMap((form) => documentsIn(column, form) ?? []),
  );
  known.set(sample, found);
  return found;
}

function documentsIn(
  column: ColumnSample,
  { form, called, begins, places }: (typeof FORMS)[number],
): DocumentEvidence | null {
  const { info, values } = column;
  if (info.kind !== 'text' && info.kind !== 'other') return null;
  const tally = tallyValues(column);
  if (shareOf(tally, (value) => value.startsWith(begins)) < WORTH) return null;
  const read = values.map((raw) => {
    const text = textOf(raw).trim();
    return text.startsWith(begins) && !PAGE.test(text) ? places(text) : null;
  });
  const count = read.filter((one) => one !== null).length;
  const held = tally.rows - tally.empty;
  if (count < WORTH * held) return null;
  return {
    column,
    form,
    part: count / held,
    said: `${share(count, held)} of ${info.name} are ${called}`,
    places: placesOf(read).map(({ path, values: its }): ColumnSample => ({
      info: { name: `${info.name} ${path}`, type: 'text', kind: 'text', unicode: true },
      values: its,
      inside: { column: info.name, form, path },
    })),
  };
}

/** The values of each place in the order of the rows, null where a document has none. */
function placesOf(
  read: readonly (readonly PlacedValue[] | null)[],
): readonly { readonly path: string; readonly values: readonly (string | null)[] }[] {
  const found = new Map<string, (string | null)[]>();
  for (const [row, places] of read.entries())
    for (const { path, value } of places ?? []) {
      if (!found.has(path) && found.size < MOST_PLACES)
        found.set(path, Array<string | null>(read.length).fill(null));
      found.get(path)?.splice(row, 1, value);
    }
  return [...found]
    .filter(([, values]) => values.some((value) => value !== null && value.trim() !== ''))
    .map(([path, values]) => ({ path, values }));
}

/** The share of a column's values that have tags of HTML. */
export function htmlShare(column: ColumnSample): number {
  return shareOf(tallyValues(column), (value) => TAG.test(value));
}

const TAGS =
  'html|body|p|div|br|span|b|i|u|strong|em|font|a|ul|ol|li|table|tbody|tr|td|th|h[1-6]|img|hr|o:p';
const TAG = new RegExp(`</?(?:${TAGS})(?:\\s[^>]*)?/?>`, 'iu');
/** HTML that happens to be well-formed is no document with places. */
const PAGE = new RegExp(`^<(?:!doctype html|${TAGS})[\\s/>]`, 'iu');
