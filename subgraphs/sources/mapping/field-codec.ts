import { dirname, join } from 'node:path';
import type { Codec } from '../codecs/codec.ts';
import {
  codedTextCodec,
  codesCodec,
  codesInside,
  codeTextCodec,
  composedCodec,
  dateCodec,
  decimalCodec,
  flagCodec,
  identifierCodec,
  integerCodec,
  jsonCodec,
  listCodec,
  localCodesOf,
  moneyCodec,
  partCodec,
  scaledCodec,
  textCodec,
  textInside,
} from '../codecs/index.ts';
import { textOf } from '../codecs/raw-text.ts';
import { codeKey } from '../model/code.ts';
import type { Coded, FieldType } from '../model/entity.ts';
import type { FilterValue, Test } from '../model/predicate.ts';
import { contradiction, type CrosswalkEntry, overridden, readCrosswalk } from './crosswalk.ts';
import { didYouMean } from '../../../service/yaml/nearest.ts';
import { FileFault } from '../../../service/yaml/text-file.ts';
import type {
  CodePage,
  CodesSpec,
  CodeTableSpec,
  FieldSpec,
  FormatSpec,
  TextEncoding,
  Timezone,
} from './schema.ts';

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
  return { columns, codec: codecOf(type, long, columns, surroundings) as AnyCodec };
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

function codecOf(
  type: FieldType,
  spec: LongForm,
  columns: readonly string[],
  { file, text, codePage, timezone }: CodecSurroundings,
): unknown {
  switch (type.kind) {
    case 'text': {
      const { text: own, codePage: ownPage, json, codes } = spec as LongForm<'text'>;
      const long = spec as LongForm<'text'>;
      const plain = laidOut(long, columns, textCodecOf(own ?? text, ownPage ?? codePage));
      if (columns.length > 1 && (codes ?? json) !== undefined)
        throw new FieldFault(
          'a text of several columns has neither codes nor JSON',
          'name one column',
          { at: [codes === undefined ? 'json' : 'codes'] },
        );
      const entries = codes === undefined ? null : crosswalkOf(codes, columns, file);
      const item = entries === null ? plain : codedTextCodec({ entries, item: plain });
      const codesFor = (test: Test<string>) => localCodesOf(entries ?? [], test);
      return json === undefined
        ? item
        : jsonCodec({ path: json, item, search: textInside(codesFor) });
    }
    case 'code': {
      const { codes } = spec as LongForm<'code'>;
      const item = laidOut(spec, columns, codeTextCodec());
      if (columns.length > 1 && codes !== undefined)
        throw new FieldFault('a code of several columns has no list', 'name one column', {
          at: ['codes'],
        });
      return codes === undefined
        ? item
        : codedTextCodec({ entries: crosswalkOf(codes, columns, file), item });
    }
    case 'identifier':
      return identifierCodec({ lengths: (spec as LongForm<'identifier'>).identifier ?? [] });
    case 'list':
      return listCodec({
        separator: (spec as LongForm<'list'>).list ?? ';',
        item: textCodecOf(text, codePage),
      });
    case 'moment': {
      const { date, none, swapped, pivot, timezone: own } = spec as LongForm<'moment'>;
      const utc =
        own === 'UTC' ? 'stated' : own === undefined && timezone === 'UTC' ? 'usual' : undefined;
      return dateCodec({
        ...(date === undefined ? {} : { format: date }),
        ...(none === undefined ? {} : { none }),
        ...(swapped === undefined ? {} : { swapped }),
        ...(pivot === undefined ? {} : { pivot }),
        ...(utc === undefined ? {} : { utc }),
      });
    }
    case 'integer':
      return integerCodec(storage((spec as LongForm<'integer'>).number));
    case 'decimal': {
      const { number, per } = spec as LongForm<'decimal'>;
      const plain = decimalCodec(storage(number));
      return per === undefined ? plain : scaledCodec(plain, per);
    }
    case 'money':
      return moneyCodec(storage((spec as LongForm<'money'>).money));
    case 'flag':
      return flagCodec(flagOf(spec as LongForm<'flag'>));
    case 'coded': {
      const { codes, whenNull, json } = spec as LongForm<'coded'>;
      const entries = crosswalkOf(codes, columns, file, type.values);
      if (whenNull !== undefined && !type.values.includes(whenNull)) {
        throw foreign(whenNull, type.values, { at: ['whenNull'] });
      }
      return codesOf({ entries, unknown: 'UNKNOWN', whenNull }, columns, json);
    }
    case 'reference': {
      const { codes, whenNull, json } = spec as LongForm<'reference'>;
      const entries = codes === undefined ? 'identity' : crosswalkOf(codes, columns, file);
      return codesOf({ entries, unknown: null, whenNull }, columns, json);
    }
  }
}

/** Codes in columns of their own, or one inside a column of JSON. */
function codesOf(
  {
    entries,
    unknown,
    whenNull,
  }: {
    readonly entries: readonly CrosswalkEntry[] | 'identity';
    readonly unknown: 'UNKNOWN' | null;
    readonly whenNull: string | undefined;
  },
  columns: readonly string[],
  json: string | undefined,
): Codec<Coded, string> {
  const item = codesCodec({ entries, unknown, ...(whenNull === undefined ? {} : { whenNull }) });
  if (json === undefined) return item;
  if (columns.length > 1) {
    throw new FieldFault('one JSON column cannot be several', 'name the column alone', {
      at: ['column'],
    });
  }
  const search = codesInside((value) => {
    if (value === whenNull || value === unknown) return null;
    return entries === 'identity' ? [value] : localCodesOf(entries, { op: 'eq', value });
  });
  return jsonCodec({ path: json, item, search });
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
