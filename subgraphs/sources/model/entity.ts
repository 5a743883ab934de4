import { BLANKS, withoutSigns } from './text/white-space.ts';

/** A code as the source keeps it beside what it means; `value` is null for an unknown reference. */
export interface Coded<V extends string = string> {
  readonly value: V | null;
  readonly sourceCode: string;
  readonly sourceLabel: string | null;
}

/** The canonical values that a value may mean as a client writes it, such as the short code for the full one. */
type Spellings = (written: string) => readonly string[];

/** What a canonical field holds. */
export type FieldType = FieldKind & {
  /** It says who a citizen is, or how to reach one: no copy holds it unless its source says so. */
  readonly personal?: true;
  /** What it tells of people, which a policy speaks of; a field without it is shown to nobody whom a policy holds to roles. */
  readonly tells?: FieldClass;
  /** It names one row among all: who may only have rows counted does not choose them by it. */
  readonly names?: true;
  /** Lists ask for the few rows that have some of its values: a copy keeps those side by side that share one. */
  readonly gathers?: true;
};

/** What fields tell of people. `procedure`: nothing, unless the procedure is one that tells by itself, such as one for the disabled. */
export const FIELD_CLASSES = [
  'public',
  'name',
  'idNumber',
  'phone',
  'address',
  'text',
  'official',
  'procedure',
] as const;

export type FieldClass = (typeof FIELD_CLASSES)[number];

/** The kind decides which keys a mapping may use for a field. */
type FieldKind =
  | { readonly kind: 'text' | 'list' }
  | { readonly kind: 'code' | 'identifier'; readonly spellings: Spellings }
  /** ISO local text: `yyyy-MM-dd` where only the day is known, otherwise `yyyy-MM-ddTHH:mm:ss[.f…]`. */
  | { readonly kind: 'moment' }
  | { readonly kind: 'integer' | 'decimal' | 'money' | 'flag' }
  /** One of a closed list, `UNKNOWN` among them. */
  | { readonly kind: 'coded'; readonly values: readonly string[] }
  /** The code of a thing in another system, through a crosswalk where the mapping names one. */
  | { readonly kind: 'reference'; readonly spellings: Spellings };

export interface EntityShape {
  readonly fields: Readonly<Record<string, FieldType>>;
  readonly children: Readonly<Record<string, EntityShape>>;
}

type ValueOf<T extends FieldType> = T extends { kind: 'coded'; values: readonly (infer V)[] }
  ? Coded<V & string>
  : T extends { kind: 'reference' }
    ? Coded
    : T extends { kind: 'integer' | 'decimal' | 'money' }
      ? number
      : T extends { kind: 'flag' }
        ? boolean
        : T extends { kind: 'list' }
          ? readonly string[]
          : string;

/** What was done to a raw value on the way to its canonical one; part of the graph (`enum RepairKind`). */
export type RepairKind =
  | 'TEXT_DECODED_TCVN3'
  | 'TEXT_DECODED_VNI'
  | 'TEXT_DECODED_CP1258'
  | 'TEXT_DECODED_VISCII'
  | 'TEXT_DECODED_VPS'
  | 'TEXT_DECODED_VIQR'
  | 'TEXT_DECODED_CHARACTER_REFERENCES'
  | 'TEXT_DECODED_UTF8'
  | 'TEXT_COMPOSED'
  | 'TEXT_LETTER_D'
  | 'TEXT_LOSSY'
  | 'DATE_SWAPPED'
  | 'DATE_AMBIGUOUS'
  | 'DATE_UNREADABLE'
  | 'CODE_UNKNOWN'
  | 'FLAG_UNREADABLE'
  | 'NUMBER_UNREADABLE'
  | 'MONEY_UNREADABLE'
  | 'LEADING_ZERO_RESTORED'
  | 'IDENTIFIER_CLEANED'
  | 'IDENTIFIER_UNREADABLE'
  | 'JSON_UNREADABLE'
  | 'XML_UNREADABLE'
  | 'LOOKUP_MISSING';

/** Something that was done to a raw value on the way to its canonical one. */
export interface Repair {
  readonly field: string;
  /** The columns as they stand, composite ones joined by a bar; null where who asks may not see them. */
  readonly raw: string | null;
  readonly kind: RepairKind;
}

/** Where a row lies: the source, the table mapping within it, and the row's key there. */
export interface Origin {
  readonly source: string;
  readonly table: string;
  readonly key: string;
  /** The database itself, or the copy of it. */
  readonly from: RowOrigin;
  /** Local moment as of which a copied row holds; null for now. */
  readonly asOf: string | null;
}

/** Where rows are read: in a legacy database, or in the copy of it. */
export type RowOrigin = 'LIVE' | 'COPY';

/** What every row carries beside its fields. */
export type AnyRow = {
  /** Unique in the graph: source, table name where there are several, key. */
  readonly id: string;
  readonly origin: Origin;
  readonly repairs: readonly Repair[];
};

/**
 * One row in canonical values. Only the fields that were asked for are read; those that the source does not keep are null.
 */
export type Row<E extends EntityShape> = {
  readonly [F in keyof E['fields']]: ValueOf<E['fields'][F]> | null;
} & AnyRow;

export const text = { kind: 'text' } as const;
/** A printed code, found as typed, in capitals and in small letters: databases mind case or do not, and people do not. */
export const code = { kind: 'code', spellings: printedCodes } as const;
export const identifier = { kind: 'identifier', spellings: withoutSeparators } as const;
export const list = { kind: 'list' } as const;
export const moment = { kind: 'moment' } as const;
export const integer = { kind: 'integer' } as const;
export const decimal = { kind: 'decimal' } as const;
export const money = { kind: 'money' } as const;
export const flag = { kind: 'flag' } as const;

/** A code that has one canonical form among several in which it is written. */
export function codeIn(canonical: (written: string) => string) {
  return { kind: 'code', spellings: (written: string) => [canonical(written)] } as const;
}

/** The code of a thing in another system, which has one canonical form among several in which it is written. */
export function referenceTo(canonical: (written: string) => string) {
  return { kind: 'reference', spellings: (written: string) => [canonical(written)] } as const;
}

/** A field whose values are a closed list; the first codes are the graph's enum. */
export function coded<const V extends readonly string[]>(
  ...values: V
): { readonly kind: 'coded'; readonly values: V } {
  return { kind: 'coded', values };
}

/** The same, which tells this of people. */
export function telling<const T extends FieldType, const C extends FieldClass>(
  tells: C,
  type: T,
): T & { readonly tells: C } {
  return { ...type, tells };
}

/** The same, which tells nothing of anybody. */
export function open<const T extends FieldType>(type: T): T & { readonly tells: 'public' } {
  return telling('public', type);
}

/** The same, which tells nothing of anybody, and names one row. */
export function naming<const T extends FieldType>(
  type: T,
): T & { readonly tells: 'public'; readonly names: true } {
  return { ...open(type), names: true };
}

/** The same, by which copies keep rows together. */
export function gathering<const T extends FieldType>(type: T): T & { readonly gathers: true } {
  return { ...type, gathers: true };
}

/** The same, of a citizen. */
export function personal<
  const T extends FieldType,
  const C extends 'name' | 'idNumber' | 'phone' | 'address' | 'text',
>(tells: C, type: T): T & { readonly tells: C; readonly personal: true } {
  return { ...telling(tells, type), personal: true };
}

/** Declares a canonical entity: the select list, the row type and the mapping's keys follow from it. */
export function entity<const F extends Record<string, FieldType>>(
  fields: F,
): { fields: F; children: Readonly<Record<string, never>> };
export function entity<
  const F extends Record<string, FieldType>,
  const C extends Record<string, EntityShape>,
>(fields: F, children: C): { fields: F; children: C };
export function entity(
  fields: Record<string, FieldType>,
  children: Record<string, EntityShape> = {},
): EntityShape {
  return { fields, children };
}

function printedCodes(written: string): readonly string[] {
  const bare = written.trim();
  return [...new Set([bare, bare.toUpperCase(), bare.toLowerCase()])];
}

function withoutSeparators(written: string): readonly string[] {
  const bare = withoutSigns(written, `.${BLANKS}`);
  return [...new Set([bare, bare.replaceAll('-', '')])];
}
