import { isFault } from '../../service/errors/faults.ts';
import type { Source } from '../sources/database/source.ts';
import { isMissing, type OnUnavailable, type SourceAnswer } from '../sources/fan-out/answers.ts';
import type { Freshness } from '../sources/fan-out/origins.ts';
import { childrenOf } from '../sources/graph/rows.ts';
import type { Class } from '../sources/model/dimension.ts';
import { countsByFirst } from '../sources/reading/tallying.ts';
import type { Reading } from '../sources/reading/request-reading.ts';
import type { Context } from './context.ts';
import { procedureEntities } from './entities.ts';
import type { CatalogueModel, ProcedureFieldModel, ProcedureModel } from './models.ts';

const { procedure } = procedureEntities;

interface ReadFrom {
  readonly reading: Reading;
  readonly sources: readonly Source[];
}

/** Counts over the catalogue. */
export async function readCatalogue({ reading, sources }: Context): Promise<CatalogueModel> {
  const { results, answers } = await reading.tallies(sources, {
    entity: 'procedure',
    by: [{ kind: 'field', field: 'level' }],
    where: null,
    freshness: 'AUTO',
    onUnavailable: 'PARTIAL',
  });
  const counts = countsByFirst(results);

  return {
    procedureCount: ({ level }) => sumOf(counts, level),
    onlineCountAtLeast: async ({ onlineLevel, level }) => {
      const tables = await Promise.all(results.map(({ source }) => source.tables('procedure')));
      const tell = tables
        .flat()
        .every(({ mapping }) => mapping.children['offerings']?.fields['onlineLevel'] !== undefined);
      if (!tell) return null;
      // Also those that nobody offers.
      if (onlineLevel <= 0) return sumOf(counts, level);
      const answered = results.map(({ source }) => source);
      const online = await countOnline({ reading, sources: answered }, onlineLevel);
      return sumOf(online, level);
    },
    sources: answers,
  };
}

function sumOf(counts: ReadonlyMap<string, number>, level: string | null | undefined): number {
  return [...counts]
    .filter(([counted]) => level == null || counted === level)
    .reduce((sum, [, count]) => sum + count, 0);
}

/** Levels of online service (mức độ 1 to 4): counts by any of them are asked for together. */
const ONLINE_LEVELS = [1, 2, 3, 4];

/**
 * How many procedures of each level of competence somebody offers online at this level or higher, of all these sources or an error:
 * counted by SQL, or one by one where that cannot compare the levels as they are kept.
 */
async function countOnline(
  from: ReadFrom,
  onlineLevel: number,
): Promise<ReadonlyMap<string, number>> {
  const levels = ONLINE_LEVELS.includes(onlineLevel) ? ONLINE_LEVELS : [onlineLevel];
  try {
    const { results } = await from.reading.tallies(from.sources, {
      entity: 'procedure',
      by: [
        { kind: 'field', field: 'level' },
        { kind: 'children', child: 'offerings', classes: levels.map(atLeast), of: highest },
      ],
      where: null,
      freshness: 'AUTO',
      onUnavailable: 'FAIL',
    });
    return countsByFirst(
      results.map(({ source, result }) => ({
        source,
        result: result.filter(({ keys: [, online] }) => Number(online) >= onlineLevel),
      })),
    );
  } catch (error) {
    if (!isFault(error, 'NOT_FILTERABLE')) throw error;
    const counts = new Map<string, number>();
    for (const { level, online } of await bestLevels(from)) {
      if (online >= onlineLevel) counts.set(level, (counts.get(level) ?? 0) + 1);
    }
    return counts;
  }
}

function atLeast(value: number): Class {
  return {
    name: String(value),
    where: { kind: 'test', field: 'onlineLevel', test: { op: 'gte', value } },
  };
}

/** Of the levels that somebody offers it at. */
const highest = (names: readonly string[]): number => Math.max(0, ...names.map(Number));

/** Each procedure's level of competence, and the highest that it is offered online at. */
async function bestLevels(
  from: ReadFrom,
): Promise<readonly { readonly level: string; readonly online: number }[]> {
  const procedures = await allProcedures(from);
  return Promise.all(
    procedures.map(async (row) => {
      const fields = new Set(['onlineLevel']);
      const offerings = await childrenOf(row, procedure, 'offerings', from, { fields });
      const online = Math.max(0, ...offerings.map(({ onlineLevel }) => onlineLevel ?? 0));
      return { level: row.level?.value ?? 'UNKNOWN', online };
    }),
  );
}

/** The fields of administration that there are procedures of, by name, with what each source answered. */
export async function readProcedureFields(
  { reading, sources }: Context,
  freshness: Freshness,
  onUnavailable: OnUnavailable = 'PARTIAL',
): Promise<{
  readonly nodes: readonly ProcedureFieldModel[];
  readonly partial: boolean;
  readonly sources: readonly SourceAnswer[];
}> {
  const { results, answers } = await reading.tallies(sources, {
    entity: 'procedure',
    by: [
      { kind: 'field', field: 'fieldName' },
      { kind: 'field', field: 'fieldCode' },
    ],
    where: null,
    freshness,
    onUnavailable,
  });
  const fields = new Map<string, ProcedureFieldModel>();
  for (const { keys } of results.flatMap(({ result }) => result)) {
    const [name, code] = keys;
    if (typeof name === 'string') fields.set(name, { name, code: code?.toString() ?? null });
  }
  const nodes = [...fields.values()].sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  return { nodes, partial: answers.some(isMissing), sources: answers };
}

/** The field of this name; null where no source has a procedure of it. Throws where one that may have does not answer. */
export async function readProcedureField(
  context: Context,
  name: string,
): Promise<ProcedureFieldModel | null> {
  const named = ({ nodes }: { readonly nodes: readonly ProcedureFieldModel[] }) =>
    nodes.find((field) => field.name === name) ?? null;
  const answered = await readProcedureFields(context, 'AUTO');
  const field = named(answered);
  if (field !== null || !answered.partial) return field;
  return named(await readProcedureFields(context, 'AUTO', 'FAIL'));
}

/** Every procedure's level, page by page, of all these sources or an error: the catalogue holds some thousands. */
async function allProcedures({ reading, sources }: ReadFrom): Promise<ProcedureModel[]> {
  const procedures: ProcedureModel[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof reading.connection>> = await reading.connection(sources, {
      entity: 'procedure',
      fields: new Set<keyof typeof procedure.fields>(['level']),
      where: null,
      order: [],
      page: { first: 500, after },
      freshness: 'AUTO',
      onUnavailable: 'FAIL',
    });
    procedures.push(...page.edges.map(({ node }) => node as ProcedureModel));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return procedures;
}
