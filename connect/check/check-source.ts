import { trimBlanks } from '../../subgraphs/sources/codecs/raw-text.ts';
import type { RepairKind } from '../../subgraphs/sources/model/entity.ts';
import type { BoundRootTable } from '../../subgraphs/sources/compiler/bound-table.ts';
import type { Source } from '../../subgraphs/sources/database/source.ts';
import { describeFault, type Place, type WrittenFault } from '../../service/yaml/written-fault.ts';
import { type FieldReport, type Loss, reportFields } from '../mapped/decode-fields.ts';
import { type MappedSource, whyNotRead } from '../mapped/open-mapped.ts';
import { sampleTable, type TableSample } from '../mapped/sample-table.ts';
import { counted, share } from '../report/text-table.ts';
import { quoted, shapeOf } from '../report/values.ts';
import { missingIndexes } from './indexes.ts';
import { misreadTexts } from './misread-texts.ts';
import { unguardedDocuments } from './secret-documents.ts';
import { type SampledTable, strayChildren } from './stray-children.ts';
import { unsortedLists } from './unsorted.ts';

/** Something that a check has found. */
export interface Finding {
  /** `fault` has to be mended; a `warning` may be as it has to be; `unreached` leaves it open. */
  readonly grade: 'fault' | 'warning' | 'unreached';
  /** `FILE:LINE: what — mend`. */
  readonly said: string;
}

export interface CheckedSource {
  readonly file: string;
  readonly code: string;
  readonly findings: readonly Finding[];
  readonly fields: readonly FieldReport[];
  /** Rows that were looked at, by table. */
  readonly looked: readonly {
    readonly name: string;
    readonly rows: number;
    readonly of: number | null;
  }[];
}

/** Values that are named where many are lost. */
const NAMED = 5;

/** Holds a mapped source against its rows. `tolerated`: the share of a field's rows that may be unreadable, from 0 to 1. */
export async function checkSource(mapped: MappedSource, tolerated: number): Promise<CheckedSource> {
  const { source, entities, reasons, unreached, doubts } = mapped;
  const base = { file: source.file, code: source.code };
  const refused = (grade: Finding['grade'], why: readonly string[]): CheckedSource => {
    const findings = why.map((said): Finding => ({ grade, said }));
    return { ...base, findings, fields: [], looked: [] };
  };
  if (entities === null) return refused(unreached ? 'unreached' : 'fault', reasons);
  const findings: Finding[] = doubts.map((said) => ({ grade: 'warning', said }));
  const fields: FieldReport[] = [];
  const looked: CheckedSource['looked'][number][] = [];
  try {
    for (const [entity, tables] of Object.entries(entities)) {
      const checked = await checkTables(source, entity, tables, tolerated);
      findings.push(...checked.findings);
      fields.push(...checked.fields);
      looked.push(...checked.looked);
    }
  } catch (error) {
    const why = whyNotRead([mapped], error);
    if (why === null) throw error;
    return refused('unreached', why);
  }
  return { ...base, findings, fields, looked };
}

/** Holds the tables of an entity against their rows. Throws the source's own fault. */
async function checkTables(
  source: Source,
  entity: string,
  tables: readonly BoundRootTable[],
  tolerated: number,
): Promise<Pick<CheckedSource, 'findings' | 'fields' | 'looked'>> {
  const findings: Finding[] = [];
  const fields: FieldReport[] = [];
  const sampled: SampledTable[] = [];
  for (const table of tables) {
    const its = table.mapping.name;
    const sample = await sampleTable(source, its === null ? entity : `${entity} ${its}`, table);
    const reports = reportFields(sample);
    sampled.push({ table, sample });
    fields.push(...reports);
    findings.push(
      ...keyFindings(sample, table.mapping.keyAt),
      ...reports.flatMap((report) => fieldFindings(report, tolerated)),
      ...misreadTexts(sample).map(({ said, share: misread }): Finding => ({
        grade: misread > tolerated ? 'fault' : 'warning',
        said: describeFault(said),
      })),
      ...[...unguardedDocuments(entity, table), ...unsortedLists(entity, table)].map(warned),
      ...missingIndexes(entity, table).map(({ at, columns, query }): Finding => {
        const what = `no index begins with ${columns.join(', ')}, and ${query}`;
        const mend = 'ask whoever runs the database for one, or keep a copy (npm run copy)';
        return warned({ ...at, what, mend });
      }),
    );
  }
  const strays = await strayChildren(source, sampled);
  findings.push(
    ...strays.map(({ said, certain }): Finding => ({
      grade: certain ? 'fault' : 'warning',
      said: describeFault(said),
    })),
  );
  const looked = sampled
    .flatMap(({ sample }) => [sample, ...sample.children])
    .map(({ name, rows, table }) => ({ name, rows: rows.length, of: table.rows }));
  return { findings, fields, looked };
}

function warned(said: WrittenFault): Finding {
  return { grade: 'warning', said: describeFault(said) };
}

function keyFindings({ name, rows }: TableSample, at: Place): readonly Finding[] {
  if (rows.length === 0) {
    const what = `no row of ${name} exists for us`;
    const mend = 'check “where:”, and that the table is the right one';
    return [{ grade: 'fault', said: describeFault({ ...at, what, mend }) }];
  }
  const twice = rows.length - new Set(rows.map(({ key }) => key)).size;
  if (twice === 0) return [];
  const what = `the key is met again in ${counted(twice)} of ${counted(rows.length)} rows`;
  const mend = 'name a column that is unique in the table';
  return [{ grade: 'fault', said: describeFault({ ...at, what, mend }) }];
}

function fieldFindings(
  { name, at, rows, personal, empty, lost, losses }: FieldReport,
  tolerated: number,
): readonly Finding[] {
  if (rows > 0 && empty === rows) {
    const what = `${name}: all ${counted(rows)} rows are empty`;
    const mend = 'map another column, or leave the field out';
    return [{ grade: 'warning', said: describeFault({ ...at, what, mend }) }];
  }
  const held = rows - empty;
  const grade = lost > tolerated * held ? 'fault' : 'warning';
  // What is lost in one way is mended in another than what is lost in the next.
  const ways = new Map<LossWords, Loss[]>();
  for (const loss of losses) {
    const words = LOSSES[loss.kind] ?? UNREADABLE;
    ways.set(words, [...(ways.get(words) ?? []), loss]);
  }
  return [...ways].map(([{ what, mend }, its]): Finding => {
    const part = share(
      its.reduce((sum, { count }) => sum + count, 0),
      held,
    );
    const whole = `${name}: ${what(part)}: ${namedLosses(its, personal)}`;
    return { grade, said: describeFault({ ...at, what: whole, mend }) };
  });
}

/** The values that are lost most often, with their numbers; of citizens’ their shapes alone. */
function namedLosses(losses: readonly Loss[], personal: boolean): string {
  const shown = new Map<string, number>();
  for (const { raw, kind, count } of losses) {
    // A code is the same whatever blanks stand around it.
    const value = kind === 'CODE_UNKNOWN' ? trimBlanks(raw) : raw;
    const said = quoted(personal ? shapeOf(value) : value);
    shown.set(said, (shown.get(said) ?? 0) + count);
  }
  const named = [...shown]
    .sort(([, one], [, other]) => other - one)
    .slice(0, NAMED)
    .map(([value, count]) => `${value} ×${counted(count)}`)
    .join(', ');
  return shown.size > NAMED ? `${named} and ${counted(shown.size - NAMED)} others` : named;
}

interface LossWords {
  readonly what: (part: string) => string;
  readonly mend: string;
}

const UNREADABLE: LossWords = {
  what: (part) => `${part} of the rows cannot be read`,
  mend: 'say how these are kept, or see “explain”',
};
/** What is lost in a way of its own. */
const LOSSES: Readonly<Partial<Record<RepairKind, LossWords>>> = {
  CODE_UNKNOWN: {
    what: (part) => `its list lacks codes of ${part} of the rows`,
    mend: 'add them to the list with what they mean',
  },
  LOOKUP_MISSING: {
    what: (part) => `${part} of the rows name a row of a joined table that is not there`,
    mend: 'check “on:” and “where:” of the join; rows that were deleted there stay lost',
  },
};
