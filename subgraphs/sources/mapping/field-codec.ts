import { dirname, join } from 'node:path';
import type { Codec } from '../codecs/codec.ts';
import {
  anywhere,
  codedTextCodec,
  codesCodec,
  codesInside,
  codeTextCodec,
  composedCodec,
  dateCodec,
  decimalCodec,
  disguisedBy,
  documentCodec,
  type DocumentForm,
  flagCodec,
  html,
  identifierCodec,
  integerCodec,
  jsonAt,
  listCodec,
  localCodesOf,
  moneyCodec,
  partCodec,
  scaledCodec,
  scattered,
  type Search,
  textCodec,
  textInside,
  xmlAt,
} from '../codecs/index.ts';
import { textOf } from '../codecs/raw-text.ts';
import { codeKey } from '../model/code.ts';
import type { Coded, FieldType } from '../model/entity.ts';
import type { FilterValue } from '../model/predicate.ts';
import { contradiction, type CrosswalkEntry, overridden, readCrosswalk } from './crosswalk.ts';
import { didYouMean } from '../../../service/nearest.ts';
import { FileFault } from '../../../service/yaml/text-file.ts';
import type {
  CodePage,
  CodesSpec,
  CodeTableSpec,
  FieldSpec,
  FormatSpec,
  TextEncoding,
  Timezone,
} from './schema/fields.ts';

/** What a field's codec depends on beside its own block. */
export interface CodecSurroundings {
  /** The mapping file, for crosswalks lie beside it. */
  readonly file: string;
  /** The encoding of text columns that do not state their own. */
  readonly text: TextEncoding;
  /** The code page of columns that do not state their own. */
  readonly codePage: CodePage;
  /** The zone of moments in columns that do not state their own. */
  readonly timezone: Timezone;
}

/** What is wrong with a field's block: at a path below it, or in another file. */
export class FieldFault extends Error {
  override readonly name = 'FieldFault';
  readonly mend: string;
  readonly at: readonly string[];
  readonly place: { readonly file: string; readonly line: number } | undefined;

  constructor(
    what: string,
    mend: string,
    { at = [], place }: Partial<Pick<FieldFault, 'at' | 'place'>> = {},
  ) {
    super(what);
    this.mend = mend;
    this.at = at;
    this.place = place;
  }
}

/** Which type a codec holds follows from its field's; behind a mapping they are all alike. */
export type AnyCodec = Codec<unknown, FilterValue>;

type LongForm<K extends FieldType['kind'] = FieldType['kind']> = FieldSpec[K];

/** The columns and the codec of one field, from its block in the mapping. Throws a `FieldFault`. */
export function fieldCodec(
  type: FieldType,
  spec: unknown,
  surroundings: CodecSurroundings,
): { readonly columns: readonly string[]; readonly codec: AnyCodec } {
  const long = (typeof spec === 'string' ? { column: spec } : spec) as LongForm | FormatSpec;
  if ('format' in long) return formatted(type, long, surroundings);
  const columns = [long.column].flat();
  const { item, search } = readableOf(type, long, columns, surroundings);
  const form = documentOf(long);
  if (form === null) return { columns, codec: item };
  if (columns.length > 1)
    throw new FieldFault('a document in several columns has no path', 'name one column', {
      at: ['column'],
    });
  return { columns, codec: documentCodec({ form, item, search }) };
}

/** The documents that the field's column holds, where the field is a place in them. */
function documentOf({ json, xml }: LongForm): DocumentForm | null {
  if (json !== undefined && xml !== undefined)
    throw new FieldFault('a column holds either JSON or XML', 'take one of the paths out', {
      at: ['xml'],
    });
  if (xml !== undefined) return xmlAt(xml);
  return json === undefined ? null : jsonAt(json);
}

/** How a value is read, and how documents that hold it are searched. */
interface Readable<T, F = T> {
  readonly item: Codec<T, F>;
  readonly search: Search<F>;
}

/** What no letters tell of a document. */
function unsearched<T, F>(item: Codec<T, F>): Readable<T, F> {
  return { item, search: anywhere(item) };
}

/** A text or code that is put together of columns, each of which may stand in it several times. */
function formatted(
  type: FieldType,
  { format, text: own, codePage: ownPage }: FormatSpec,
  { text, codePage }: CodecSurroundings,
): { readonly columns: readonly string[]; readonly codec: AnyCodec } {
  const written = format.split(/\{([^}]*)\}/u);
  const columns = [...new Set(written.filter((_part, index) => index % 2 === 1))];
  const pattern = written.flatMap((part, index): readonly (string | number)[] => {
    if (index % 2 === 1) return [columns.indexOf(part)];
    return part === '' ? [] : [part];
  });
  const item =
    type.kind === 'code' ? codeTextCodec() : textCodecOf(own ?? text, ownPage ?? codePage);
  const codec = composedCodec({ items: columns.map(() => item), layout: { pattern } });
  return { columns, codec: codec };
}

/** The text of one column, of a part of one, or of several one after the other. */
function laidOut(
  { separator, part }: LongForm<'text' | 'code'>,
  columns: readonly string[],
  item: Codec<string>,
): Codec<string> {
  const several = columns.length > 1;
  if (part === 0)
    throw new FieldFault('parts are counted from 1', 'write 1 for the first, -1 for the last', {
      at: ['part'],
    });
  if (part !== undefined && several)
    throw new FieldFault('a part is of one column', 'name the column alone, or take “part:” out', {
      at: ['part'],
    });
  if (part !== undefined) return partCodec({ separator: separator ?? ' ', part, item });
  if (several)
    return composedCodec({
      items: columns.map(() => item),
      layout: { separator: separator ?? ' ' },
    });
  if (separator === undefined) return item;
  throw new FieldFault(
    'nothing is separated in one column',
    'name several columns, or which “part:” of the column it is',
    { at: ['separator'] },
  );
}

function readableOf(
  type: FieldType,
  spec: LongForm,
  columns: readonly string[],
  surroundings: CodecSurroundings,
): Readable<unknown, FilterValue> {
  return readableAs(type, spec, columns, surroundings) as Readable<unknown, FilterValue>;
}

function readableAs(
  type: FieldType,
  spec: LongForm,
  columns: readonly string[],
  { file, text, codePage, timezone }: CodecSurroundings,
): unknown {
  switch (type.kind) {
    case 'text': {
      const long = spec as LongForm<'text'>;
      const letters = textCodecOf(long.text ?? text, long.codePage ?? codePage);
      return codedText(long, columns, file, long.html === true ? shown(letters) : plain(letters));
    }
    case 'code':
      return codedText(spec, columns, file, plain(codeTextCodec()));
    case 'identifier':
      return unsearched(
        identifierCodec({ lengths: (spec as LongForm<'identifier'>).identifier ?? [] }),
      );
    case 'list':
      return unsearched(
        listCodec({
          separator: (spec as LongForm<'list'>).list ?? ';',
          item: textCodecOf(text, codePage),
        }),
      );
    case 'moment': {
      const { none, swapped, pivot, timezone: own, ...long } = spec as LongForm<'moment'>;
      // What programs write into documents has a zone as often as not, and SQL reads none of it.
      const date = long.date ?? (documentOf(long) === null ? undefined : 'iso-8601');
      const utc =
        own === 'UTC' ? 'stated' : own === undefined && timezone === 'UTC' ? 'usual' : undefined;
      return unsearched(
        dateCodec({
          ...(date === undefined ? {} : { format: date }),
          ...(none === undefined ? {} : { none }),
          ...(swapped === undefined ? {} : { swapped }),
          ...(pivot === undefined ? {} : { pivot }),
          ...(utc === undefined ? {} : { utc }),
        }),
      );
    }
    case 'integer':
      return unsearched(integerCodec(storage((spec as LongForm<'integer'>).number)));
    case 'decimal': {
      const { number, per } = spec as LongForm<'decimal'>;
      const unscaled = decimalCodec(storage(number));
      return unsearched(per === undefined ? unscaled : scaledCodec(unscaled, per));
    }
    case 'money':
      return unsearched(moneyCodec(storage((spec as LongForm<'money'>).money)));
    case 'flag':
      return unsearched(flagCodec(flagOf(spec as LongForm<'flag'>)));
    case 'coded': {
      const { codes, whenNull } = spec as LongForm<'coded'>;
      const entries = crosswalkOf(codes, columns, file, type.values);
      if (whenNull !== undefined && !type.values.includes(whenNull)) {
        throw foreign(whenNull, type.values, { at: ['whenNull'] });
      }
      return codesOf({ entries, unknown: 'UNKNOWN', whenNull });
    }
    case 'reference': {
      const { codes, whenNull } = spec as LongForm<'reference'>;
      const entries = codes === undefined ? 'identity' : crosswalkOf(codes, columns, file);
      return codesOf({ entries, unknown: null, whenNull });
    }
  }
}

/** Texts of one kind, and how a column that holds more than one of them is searched. */
interface Texts {
  readonly item: Codec<string>;
  readonly within: (search: Search<string>) => Search<string>;
}

function plain(item: Codec<string>): Texts {
  return { item, within: (search) => search };
}

/** Text that stands as HTML, whose tags may part any two letters. */
function shown(item: Codec<string>): Texts {
  return {
    item: documentCodec({ form: html, item, search: scattered(textInside()) }),
    within: (search) => disguisedBy(html, scattered(search)),
  };
}

/** Text or codes of the columns, some of which a list may say otherwise. */
function codedText(
  spec: LongForm<'text' | 'code'>,
  columns: readonly string[],
  mappingFile: string,
  { item: single, within }: Texts,
): Readable<string> {
  const own = laidOut(spec, columns, single);
  if (spec.codes === undefined) return { item: own, search: within(textInside()) };
  if (columns.length > 1)
    throw new FieldFault('what stands in several columns has no list of codes', 'name one column', {
      at: ['codes'],
    });
  const entries = crosswalkOf(spec.codes, columns, mappingFile);
  return {
    item: codedTextCodec({ entries, item: own }),
    search: within(textInside((test) => localCodesOf(entries, test))),
  };
}

/** Canonical codes, and how documents that hold a local one are searched. */
function codesOf({
  entries,
  unknown,
  whenNull,
}: {
  readonly entries: readonly CrosswalkEntry[] | 'identity';
  readonly unknown: 'UNKNOWN' | null;
  readonly whenNull: string | undefined;
}): Readable<Coded, string> {
  return {
    item: codesCodec({ entries, unknown, ...(whenNull === undefined ? {} : { whenNull }) }),
    search: codesInside((value) => {
      if (value === whenNull || value === unknown) return null;
      return entries === 'identity' ? [value] : localCodesOf(entries, { op: 'eq', value });
    }),
  };
}

function storage(kind: 'number' | 'text' | undefined): { readonly kind?: 'number' | 'text' } {
  return kind === undefined ? {} : { kind };
}

function textCodecOf(encoding: TextEncoding, codePage: CodePage): Codec<string> {
  if (typeof encoding === 'string') return textCodec({ encoding, codePage });
  return 'mixed' in encoding
    ? textCodec({ encoding: 'mixed', candidates: encoding.mixed, codePage })
    : textCodec({ encoding: encoding.capitals ? 'tcvn3-capitals' : encoding.encoding, codePage });
}

function flagOf({ flag }: LongForm<'flag'>) {
  if (flag === undefined) return { true: [true, 1, '1'], false: [false, 0, '0'] };
  const yes = new Set(flag.true.map((raw) => codeKey(textOf(raw))));
  const both = flag.false.find((raw) => yes.has(codeKey(textOf(raw))));
  if (both !== undefined) {
    throw new FieldFault(`“${textOf(both)}” means both yes and no`, 'take it out of one of them', {
      at: ['flag'],
    });
  }
  return flag;
}

/** The code list of a field; `values`, where its meanings are a closed list. */
function crosswalkOf(
  codes: CodesSpec,
  columns: readonly string[],
  mappingFile: string,
  values?: readonly string[],
): readonly CrosswalkEntry[] {
  const tables = [codes].flat().map((table, index) => {
    const entries =
      typeof table === 'string'
        ? fileEntries(table, columns, mappingFile)
        : ownEntries(table, columns);
    const whereIs = ({ source, line }: CrosswalkEntry) => {
      if (typeof table === 'string') return { place: { file: table, line: line ?? 1 } };
      const at = Array.isArray(codes) ? ['codes', String(index)] : ['codes'];
      return { at: [...at, source.join('|')] };
    };
    const wrong = values && entries.find(({ value }) => !values.includes(value));
    if (values !== undefined && wrong !== undefined)
      throw foreign(wrong.value, values, whereIs(wrong));
    const [earlier, later] = contradiction(entries) ?? [];
    if (earlier !== undefined && later !== undefined) {
      throw new FieldFault(
        `the code “${later.source.join('|')}” means both “${earlier.value}” and “${later.value}”`,
        'take one of them out: case and blanks around a code do not tell codes apart',
        whereIs(later),
      );
    }
    return entries;
  });
  return overridden(tables);
}

function fileEntries(
  codes: string,
  columns: readonly string[],
  mappingFile: string,
): readonly CrosswalkEntry[] {
  try {
    return readCrosswalk(join(dirname(mappingFile), codes), columns);
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    const { message, mend, line } = fault;
    throw line === undefined
      ? new FieldFault(`the crosswalk ${codes} ${message}`, mend, { at: ['codes'] })
      : new FieldFault(`the crosswalk ${message}`, mend, { place: { file: codes, line } });
  }
}

function ownEntries(
  codes: Exclude<CodeTableSpec, string>,
  columns: readonly string[],
): readonly CrosswalkEntry[] {
  const entries = Object.entries(codes).map(([code, entry]) => {
    // A composite code in a table of the mapping is written with bars: DTN|DD.
    const source = columns.length === 1 ? [code] : code.split('|');
    if (source.length !== columns.length) {
      const what = `the code “${code}” has ${source.length} parts, and there are ${columns.length} columns`;
      const mend = `write ${columns.map(() => 'A').join('|')}, with * for anything`;
      throw new FieldFault(what, mend, { at: ['codes', code] });
    }
    return typeof entry === 'string'
      ? { source, value: entry }
      : { source, value: entry.value, ...(entry.label ? { label: entry.label } : {}) };
  });
  if (entries.length > 0) return entries;
  throw new FieldFault('the list of codes is empty', 'write { LOCAL: CANONICAL }', {
    at: ['codes'],
  });
}

function foreign(
  value: string,
  values: readonly string[],
  where: Partial<Pick<FieldFault, 'at' | 'place'>>,
): FieldFault {
  const what = `“${value}” is none of ${values.join(', ')}`;
  return new FieldFault(what, didYouMean(value, values, 'write one of them'), where);
}
