import { shapesOf } from '../evidence/shapes.ts';
import type { Concept } from '../names/lexicon.ts';
import { partsOf, readName } from '../names/read-name.ts';
import type { ColumnSample, RawSample } from '../reach/sample-raw.ts';

/** The columns of a citizen's name, in the order in which it is said. */
export interface NameInParts {
  readonly columns: readonly ColumnSample[];
  readonly said: string;
}

/** The places of the parts in a Vietnamese name, by what columns of them are called. */
const PLACES: readonly { readonly words: RegExp; readonly place: number }[] = [
  { words: /^(?:ho|holot|hodem|lastname|surname|familyname)$/u, place: 0 },
  { words: /^(?:dem|tendem|chudem|lot|tenlot|chulot|middlename)$/u, place: 1 },
  { words: /^(?:ten|firstname|givenname|prenom)$/u, place: 2 },
];

/** Concepts under which a name is an applicant's, or nobody's in particular. */
const APPLICANTS: ReadonlySet<Concept> = new Set<Concept>([
  'applicant',
  'partOfName',
  'name',
  'case',
  'current',
]);

/** A family name and a given name, of which there is one each; null where there are none, or two. */
export function nameInParts({ columns }: RawSample): NameInParts | null {
  const found = columns.flatMap((column) => {
    const { concepts, words } = readName(column.info.name);
    // A word that means nothing by itself may be a part beside others: `dem`.
    const called = [...words, partsOf(column.info.name).join('')];
    const place = PLACES.find(({ words: its }) =>
      called.some((word) => its.test(word.replaceAll(' ', ''))),
    )?.place;
    const { filled, words: each } = shapesOf(column);
    const isPart =
      place !== undefined &&
      column.info.kind === 'text' &&
      filled > 0 &&
      each < 4 &&
      concepts.every((one) => APPLICANTS.has(one));
    return isPart ? [{ column, place }] : [];
  });
  const places = found.map(({ place }) => place);
  if (!places.includes(0) || !places.includes(2) || new Set(places).size < places.length)
    return null;
  const ordered = found.sort((a, b) => a.place - b.place).map(({ column }) => column);
  const names = ordered.map(({ info }) => info.name);
  return { columns: ordered, said: `${names.join(', ')} are the parts of a name` };
}
