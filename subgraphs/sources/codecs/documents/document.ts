import type { Condition } from '../../model/condition.ts';
import type { RawValue } from '../../model/raw.ts';
import {
  type Codec,
  type Misfit,
  type Pushed,
  type Reading,
  type StoredColumn,
  UNDECIDED,
} from '../codec.ts';
import { textOf } from '../raw-text.ts';
import type { Search } from './search.ts';

/** A kind of document, and the place in it at which a value stands. */
export interface DocumentForm {
  /** As a mapping calls it. */
  readonly name: string;
  /** The text, number or truth that stands there, null for none; a repair for what is no such document. Never throws. */
  read(text: string): Reading<RawValue>;
  /** A document in which the value stands there, and nothing else. */
  write(value: RawValue): string;
  /** The document is the value, said in another way; otherwise the value is a part of it. */
  readonly pages?: true;
  /** What a document has in which a text may stand otherwise than letter for letter: one of these, in this order. */
  readonly disguises: readonly (readonly string[])[];
}

/** What stands at a place of a document, by the path that leads there. */
export interface PlacedValue {
  readonly path: string;
  readonly value: string;
}

interface DocumentOptions<T, F> {
  readonly form: DocumentForm;
  /** Reads what stands at the place. */
  readonly item: Codec<T, F>;
  /** What holds what passes the test, where it stands there letter for letter. */
  readonly search: Search<F>;
}

/** One value inside a column of documents. */
export function documentCodec<T, F>({ form, item, search }: DocumentOptions<T, F>): Codec<T, F> {
  const inDocuments = disguisedBy(form, search);
  return {
    arity: 1,
    decode: ([raw]) => {
      const text = textOf(raw).trim();
      if (text === '') return item.decode([null]);
      const { value, repair } = form.read(text);
      // The whole document may hold what who sees this field may not see.
      if (repair !== undefined) return { value: null, repair, raw: '' };
      const reading = item.decode([value]);
      return reading.repair === undefined ? reading : { ...reading, raw: textOf(value) };
    },
    ...(form.pages === true
      ? {}
      : { within: ([raw]) => textOf(form.read(textOf(raw).trim()).value) }),
    encode: (value) => item.encode(value).map(([raw = null]) => [form.write(raw)]),
    push: (test) => (test.op === 'isNull' ? UNDECIDED : inDocuments(test)),
    fit([column]): Codec<T, F> | Misfit {
      if (column === undefined) return documentCodec({ form, item, search });
      if (column.strict && HOLD_NONE.has(column.kind))
        return {
          what: `“${column.name}” is a column of ${column.type}, and holds no ${form.name}`,
          mend: `map a column of ${form.name} or text, or take “${form.name.toLowerCase()}:” out`,
        };
      const fitted = INSIDE.map((stored) => item.fit?.([{ ...stored, name: column.name }]) ?? item);
      const found = fitted.find((one) => !('mend' in one)) ?? fitted[0] ?? item;
      return 'mend' in found ? found : documentCodec({ form, item: found, search });
    },
  };
}

/** The search of such documents, which leaves out none that may say the letters in another way. */
export function disguisedBy<F>({ disguises }: DocumentForm, search: Search<F>): Search<F> {
  const disguised = disguises.map((pieces): Condition => ({
    kind: 'like',
    column: 0,
    pieces,
    anchored: 'none',
  }));
  return (test): Pushed | null => {
    const sought = search(test);
    if (sought === null || sought.atLeast.kind === 'constant') return sought;
    return { atLeast: { kind: 'any', of: [sought.atLeast, ...disguised] }, exact: false };
  };
}

const HOLD_NONE: ReadonlySet<StoredColumn['kind']> = new Set([
  'number',
  'moment',
  'date',
  'boolean',
]);

/** What stands in a document is text; where a codec reads no text, a number, which may have a fraction. */
const INSIDE = [
  { type: 'text', kind: 'text', strict: true },
  { type: 'double precision', kind: 'number', strict: true },
] as const satisfies readonly Omit<StoredColumn, 'name'>[];
