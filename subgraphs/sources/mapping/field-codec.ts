import { dirname, join } from 'node:path';
import type { Codec } from '../codecs/codec.ts';
import {
  codesCodec,
  codeTextCodec,
  dateCodec,
  decimalCodec,
  flagCodec,
  identifierCodec,
  integerCodec,
  jsonCodec,
  listCodec,
  moneyCodec,
  textCodec,
} from '../codecs/index.ts';
import type { FieldType } from '../model/entity.ts';
import type { FilterValue } from '../model/predicate.ts';
import { type CrosswalkEntry, CrosswalkFault, readCrosswalk } from './crosswalk.ts';
import type { CodePage, CodesSpec, FieldSpec, TextEncoding } from './schema.ts';

/** What a field's codec depends on beside its own block. */
export interface CodecSurroundings {
  /** The mapping file, for crosswalks lie beside it. */
  readonly file: string;
  /** The encoding of text columns that do not state their own. */
  readonly text: TextEncoding;
  /** The code page of columns that do not state their own. */
  readonly codePage: CodePage;
}

/** Which type a codec holds follows from its field's; behind a mapping they are all alike. */
export type AnyCodec = Codec<unknown, FilterValue>;

type LongForm<K extends FieldType['kind'] = FieldType['kind']> = FieldSpec[K];

/** The columns and the codec of one field, from its block in the mapping. Throws a `CrosswalkFault`. */
export function fieldCodec(
  type: FieldType,
  spec: unknown,
  surroundings: CodecSurroundings,
): { readonly columns: readonly string[]; readonly codec: AnyCodec } {
  const long = (typeof spec === 'string' ? { column: spec } : spec) as LongForm;
  const columns = [long.column].flat();
  return { columns, codec: codecOf(type, long, columns, surroundings) as AnyCodec };
}

function codecOf(
  type: FieldType,
  spec: LongForm,
  columns: readonly string[],
  { file, text, codePage }: CodecSurroundings,
): unknown {
  switch (type.kind) {
    case 'text': {
      const { text: own, codePage: ownPage, json } = spec as LongForm<'text'>;
      const codec = textCodecOf(own ?? text, ownPage ?? codePage);
      return json === undefined ? codec : jsonCodec({ path: json, item: codec });
    }
    case 'code':
      return codeTextCodec();
    case 'identifier':
      return identifierCodec({ lengths: (spec as LongForm<'identifier'>).identifier ?? [] });
    case 'list':
      return listCodec({
        separator: (spec as LongForm<'list'>).list ?? ';',
        item: textCodecOf(text, codePage),
      });
    case 'moment': {
      const { date = 'native', none, swapped = false } = spec as LongForm<'moment'>;
      return dateCodec({ format: date, swapped, ...(none ? { none } : {}) });
    }
    case 'integer':
      return integerCodec({ kind: (spec as LongForm<'integer'>).number ?? 'number' });
    case 'decimal':
      return decimalCodec({ kind: (spec as LongForm<'decimal'>).number ?? 'number' });
    case 'money':
      return moneyCodec({ kind: (spec as LongForm<'money'>).money ?? 'number' });
    case 'flag':
      return flagCodec(
        (spec as LongForm<'flag'>).flag ?? { true: [true, 1, '1'], false: [false, 0, '0'] },
      );
    case 'coded': {
      const { codes, whenNull } = spec as LongForm<'coded'>;
      const entries = crosswalkOf(codes, columns, file);
      const foreign = [
        ...entries.map(({ value }) => value),
        ...(whenNull === undefined ? [] : [whenNull]),
      ].find((value) => !type.values.includes(value));
      if (foreign !== undefined) {
        throw new CrosswalkFault(`“${foreign}” is none of ${type.values.join(', ')}`);
      }
      return codesCodec({
        entries,
        unknown: 'UNKNOWN',
        ...(whenNull === undefined ? {} : { whenNull }),
      });
    }
    case 'reference': {
      const { codes, whenNull } = spec as LongForm<'reference'>;
      return codes === undefined
        ? codesCodec({ entries: 'identity', unknown: null })
        : codesCodec({
            entries: crosswalkOf(codes, columns, file),
            unknown: null,
            ...(whenNull === undefined ? {} : { whenNull }),
          });
    }
  }
}

function textCodecOf(encoding: TextEncoding, codePage: CodePage): Codec<string> {
  return typeof encoding === 'string'
    ? textCodec({ encoding, codePage })
    : textCodec({ encoding: 'mixed', candidates: encoding.mixed, codePage });
}

function crosswalkOf(
  codes: CodesSpec,
  columns: readonly string[],
  mappingFile: string,
): readonly CrosswalkEntry[] {
  if (typeof codes === 'string') {
    try {
      return readCrosswalk(join(dirname(mappingFile), codes), columns);
    } catch (fault) {
      throw fault instanceof CrosswalkFault
        ? new CrosswalkFault(`${codes} ${fault.message}`)
        : fault;
    }
  }
  return Object.entries(codes).map(([source, entry]) => ({
    // A composite code in a table of the mapping is written with bars: DTN|DD.
    source: columns.length === 1 ? [source] : source.split('|'),
    ...(typeof entry === 'string'
      ? { value: entry }
      : { value: entry.value, ...(entry.label ? { label: entry.label } : {}) }),
  }));
}
