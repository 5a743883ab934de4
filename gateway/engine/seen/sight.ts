import type { GraphQLSchema } from 'graphql';
import { exactNumber } from '../../../service/exact-numbers.ts';
import { TextSpan } from '../../transport/answers/text-span.ts';
import { fromByteString, type WireEncoding } from '../../../service/wire-text.ts';
import type { ClientOperation } from '../document/client-operation.ts';
import type { FieldNames } from '../document/field-names.ts';
import type { Entry, Selection, ValueShape } from '../document/selection.ts';
import { isObject, type Data } from '../fetching/data.ts';
import type { Run } from '../fetching/run.ts';
import type { PersonalClasses, RecordType } from './personal-classes.ts';
import { fieldsOf } from './record-keys.ts';
import { type Searched, searchedIn } from './searched.ts';

/** What an answer shows of persons: which records, and fields of which classes, never a value. */
export interface Seen {
  /** Keys by type, in the order of the answer. */
  readonly records: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * Whom they are of, each once: the number of an identity paper where one is shown whole, else the record. For counting, and for
   * nothing else.
   */
  readonly persons: readonly string[];
  /** Records, and objects outside any, that show something; one that stands twice in the answer counts twice. */
  readonly rows: number;
  readonly classes: ReadonlySet<string>;
  /** Those of the classes of which nothing but masks was shown. */
  readonly masked: ReadonlySet<string>;
  /** Classes by which the records were searched for. */
  readonly searched: ReadonlySet<string>;
  /** Where the records were read, as far as the supergraph tells. */
  readonly sources: ReadonlySet<string>;
}

/** The class of fields that hold the number of a person's identity paper, and what stands in a masked one. */
const IDENTITY_NUMBER = 'identity-number';
const MASK = '*';

/** Where an object shows something of a person. */
interface Leaf {
  readonly source: string;
  readonly class: string;
  /** Of the type that the object is of, whatever interface it was asked for by. */
  readonly coordinate: string;
}

/** What the objects of one type show under one selection. */
interface Spot {
  readonly record:
    | {
        readonly type: string;
        readonly key: string | undefined;
        readonly source: readonly string[];
      }
    | undefined;
  readonly leaves: readonly Leaf[];
  readonly inner: readonly { readonly source: string; readonly shape: ValueShape }[];
}

/** The objects of an answer that comes in parts: each counts once. */
export interface Counting {
  /** Those that count since parts before. */
  readonly before: ReadonlySet<Data>;
  /** Those that this part is the first to show; they are put here. */
  readonly now: Set<Data>;
}

interface Seeing {
  readonly records: Map<string, Set<string>>;
  /** Whose numbers are shown whole; and the records of whom none is. */
  readonly numbers: Set<string>;
  readonly unnumbered: string[];
  /** The number of an identity paper in the record that is looked at. */
  person: string | undefined;
  readonly shown: Set<Leaf>;
  readonly sources: Set<string>;
  readonly searching: boolean;
  readonly counting: Counting | undefined;
  rows: number;
}

export interface SightContext extends PersonalClasses {
  readonly schema: GraphQLSchema;
  readonly names: FieldNames;
  readonly encoding: WireEncoding;
}

/** Knows of one operation where its answers show something of persons. */
export class Sight {
  readonly #selection: Selection;
  readonly #searched: Searched;
  readonly #context: SightContext;
  /** Whether an answer may show something whatever the variables are. */
  readonly #mayAlways: boolean;
  readonly #spots = new WeakMap<readonly Entry[], Spot>();
  readonly #leading = new Map<Selection, boolean>();

  constructor(client: ClientOperation, selection: Selection, context: SightContext) {
    this.#selection = selection;
    this.#searched = searchedIn(client, context, context.schema);
    this.#context = context;
    this.#mayAlways = this.#searched.always.size > 0 || this.#leads(selection, false);
  }

  /** Whether an answer of the operation may show anything. */
  get mayShow(): boolean {
    return this.#mayAlways || this.#searched.depends;
  }

  /** Whether one with these variables, coerced, may. */
  mayShowWith(variables: Readonly<Record<string, unknown>>): boolean {
    return this.#mayAlways || this.#searched.with(variables).size > 0;
  }

  /**
   * What an answer shows, of whose fields some hold masks; undefined: nothing.
   *
   * @param counting - Of an answer that comes in parts; absent: an object that stands twice counts twice.
   */
  see(
    { root, masked: masks }: Pick<Run, 'root' | 'masked'>,
    variables: Readonly<Record<string, unknown>>,
    counting?: Counting,
  ): Seen | undefined {
    const searched = this.#searched.with(variables);
    const seeing: Seeing = {
      records: new Map(),
      numbers: new Set(),
      unnumbered: [],
      person: undefined,
      shown: new Set(),
      sources: new Set(),
      searching: searched.size > 0,
      counting,
      rows: 0,
    };
    this.#object(root, this.#selection, seeing, false);
    const { records, numbers, unnumbered, rows, shown, sources } = seeing;
    if (shown.size + searched.size === 0) return undefined;
    const classes = classesOf(shown);
    const masked = masks.size === 0 ? NONE : maskedIn(shown, masks, classes);
    const persons = [...numbers, ...unnumbered];
    return { records, persons, rows, classes, masked, searched, sources };
  }

  /** Takes out of an answer whatever `see` would tell of it by its fields. */
  withhold(root: Data): void {
    this.#withhold(root, this.#selection);
  }

  #withhold(data: Data, selection: Selection): void {
    const typename = data['__typename'];
    const entries = selection.entriesFor(typename);
    if (entries === undefined) return;
    const { leaves, inner } = this.#spots.get(entries) ?? this.#spot(entries, selection, typename);
    for (const { source } of leaves) data[source] = null;
    for (const { source, shape } of inner) this.#withholdIn(data[source], shape);
  }

  #withholdIn(value: unknown, { item, selection }: ValueShape): void {
    if (item !== undefined) {
      if (Array.isArray(value)) for (const one of value) this.#withholdIn(one, item);
    } else if (selection !== undefined && isObject(value)) this.#withhold(value, selection);
  }

  /** Answers whether the object shows something that its record is to be told for. */
  #object(data: Data, selection: Selection, seeing: Seeing, within: boolean): boolean {
    const typename = data['__typename'];
    const entries = selection.entriesFor(typename);
    if (entries === undefined) return false;
    const spot = this.#spots.get(entries) ?? this.#spot(entries, selection, typename);
    const { record, leaves, inner } = spot;
    const inside = within || record !== undefined;
    const outer = seeing.person;
    if (record !== undefined || !within) seeing.person = undefined;
    let own = false;
    for (let i = 0; i < leaves.length; i++) {
      const leaf = leaves[i] as Leaf;
      if (isEmpty(data[leaf.source])) continue;
      seeing.shown.add(leaf);
      if (leaf.class === IDENTITY_NUMBER) seeing.person = this.#whole(data[leaf.source]);
      own = true;
    }
    let shows = own;
    for (let i = 0; i < inner.length; i++) {
      const { source, shape } = inner[i] as Spot['inner'][number];
      if (this.#value(data[source], shape, seeing, inside)) shows = true;
    }
    if (record !== undefined) {
      if (shows || seeing.searching) this.#note(data, record, seeing);
      seeing.person = outer;
      return false;
    }
    if (own && !within) {
      count(data, seeing);
      if (seeing.person !== undefined) seeing.numbers.add(seeing.person);
      seeing.person = outer;
    }
    return shows && within;
  }

  #value(value: unknown, shape: ValueShape, seeing: Seeing, within: boolean): boolean {
    const { item, selection } = shape;
    if (item !== undefined) {
      if (!Array.isArray(value)) return false;
      let shows = false;
      for (let i = 0; i < value.length; i++) {
        if (this.#value(value[i], item, seeing, within)) shows = true;
      }
      return shows;
    }
    return selection !== undefined && isObject(value)
      ? this.#object(value, selection, seeing, within)
      : false;
  }

  #note(data: Data, { type, key, source }: NonNullable<Spot['record']>, seeing: Seeing): void {
    count(data, seeing);
    const id = key === undefined ? undefined : this.#text(data[key]);
    if (seeing.person !== undefined) seeing.numbers.add(seeing.person);
    if (id !== undefined) {
      let known = seeing.records.get(type);
      if (known === undefined) seeing.records.set(type, (known = new Set()));
      const before = known.size;
      known.add(id);
      // One that stands in many places of an answer is somebody's once.
      if (seeing.person === undefined && known.size > before)
        seeing.unnumbered.push(`${type} ${id}`);
    }
    if (source.length === 0) return;
    let at: unknown = data;
    for (const name of source) at = isObject(at) ? at[name] : undefined;
    const from = this.#text(at);
    if (from !== undefined) seeing.sources.add(from);
  }

  /** A number that tells one person from another: a masked one does not. */
  #whole(value: unknown): string | undefined {
    const number = this.#text(value);
    return number?.includes(MASK) === true ? undefined : number;
  }

  #text(value: unknown): string | undefined {
    if (typeof value === 'number') return String(value);
    if (value instanceof TextSpan) return this.#text(value.toJSON());
    if (typeof value !== 'string') return exactNumber(value);
    return this.#context.encoding === 'latin1' ? fromByteString(value) : value;
  }

  #spot(entries: readonly Entry[], selection: Selection, typename: unknown): Spot {
    const { classes, records } = this.#context;
    const type = typeof typename === 'string' ? typename : selection.type.name;
    const record = records.get(type);
    const leaves = entries.flatMap(({ source, coordinate }) => {
      const found = classes.get(coordinate);
      if (found === undefined) return [];
      const field = coordinate.slice(coordinate.indexOf('.'));
      return [{ source, class: found, coordinate: `${type}${field}` }];
    });
    const inner = entries.flatMap(({ source, shape }) => {
      const below = selectionIn(shape);
      return below !== undefined && this.#leads(below, true) ? [{ source, shape }] : [];
    });
    const spot = { leaves, inner, record: record && { type, ...this.#namesIn(record) } };
    this.#spots.set(entries, spot);
    return spot;
  }

  /** What a record's key and source are called in the fetched data. */
  #namesIn(record: RecordType): {
    readonly key: string | undefined;
    readonly source: readonly string[];
  } {
    const { names } = this.#context;
    const paths = fieldsOf(record).map((field) => {
      const path: string[] = [];
      let at: typeof field | undefined = field;
      while (at !== undefined) {
        path.push(names.of(at));
        at = at.selectionSet?.selections[0] as typeof field | undefined;
      }
      return path;
    });
    const [key, source = []] = record.key === undefined ? [[], ...paths] : paths;
    return { key: key?.[0], source };
  }

  /** Whether a class, or a record where these count, stands anywhere below. */
  #leads(selection: Selection, counts: boolean): boolean {
    const known = counts ? this.#leading.get(selection) : undefined;
    if (known !== undefined) return known;
    const { classes, records } = this.#context;
    const here = counts && records.has(selection.type.name);
    const leads =
      here ||
      selection.anyEntries().some(({ coordinate, shape }) => {
        if (classes.has(coordinate)) return true;
        if (counts && records.has(coordinate.slice(0, coordinate.indexOf('.')))) return true;
        const below = selectionIn(shape);
        return below !== undefined && this.#leads(below, counts);
      });
    if (counts) this.#leading.set(selection, leads);
    return leads;
  }
}

const NONE: ReadonlySet<string> = new Set();

function classesOf(leaves: Iterable<Leaf>): ReadonlySet<string> {
  const classes = new Set<string>();
  for (const leaf of leaves) classes.add(leaf.class);
  return classes;
}

/** The classes of which nothing was shown plain. */
function maskedIn(
  shown: ReadonlySet<Leaf>,
  masks: ReadonlySet<string>,
  classes: ReadonlySet<string>,
): ReadonlySet<string> {
  const plain = classesOf([...shown].filter(({ coordinate }) => !masks.has(coordinate)));
  return new Set([...classes].filter((name) => !plain.has(name)));
}

function count(data: Data, seeing: Seeing): void {
  const { counting } = seeing;
  if (counting !== undefined) {
    if (counting.before.has(data) || counting.now.has(data)) return;
    counting.now.add(data);
  }
  seeing.rows += 1;
}

function selectionIn({ item, selection }: ValueShape): Selection | undefined {
  return item === undefined ? selection : selectionIn(item);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
