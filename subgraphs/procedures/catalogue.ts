import type { Source } from '../sources/database/source.ts';
import { isMissing, type OnUnavailable, type SourceAnswer } from '../sources/fan-out/answers.ts';
import type { Freshness } from '../sources/fan-out/origins.ts';
import { childrenOf } from '../sources/graph/rows.ts';
import { countsByFirst } from '../sources/reading/tallying.ts';
import type { Reading } from '../sources/reading/request-reading.ts';
import type { Context } from './context.ts';
import { procedureEntities } from './entities.ts';
import type { CatalogueModel, ProcedureFieldModel, ProcedureModel } from './models.ts';

const { procedure } = procedureEntities;

/** Counts over the catalogue: by SQL for the levels of competence, from the offerings for the online levels. */
export async function readCatalogue({ reading, sources }: Context): Promise<CatalogueModel> {
  const { results, answers } = await reading.tallies(sources, {
    entity: 'procedure',
    by: [{ kind: 'field', field: 'level' }],
    where: null,
    freshness: 'AUTO',
    onUnavailable: 'PARTIAL',
  });
  const counts = countsByFirst(results);

  let best: Promise<readonly { readonly level: string; readonly online: number }[]> | undefined;
  const readBest = async () => {
    const answered = results.map(({ source }) => source);
    const procedures = await allProcedures({ reading, sources: answered });
    return Promise.all(
      procedures.map(async (row) => {
        const fields = new Set(['onlineLevel']);
        const offerings = await childrenOf(row, procedure, 'offerings', { reading }, { fields });
        const online = Math.max(0, ...offerings.map(({ onlineLevel }) => onlineLevel ?? 0));
        return { level: row.level?.value ?? 'UNKNOWN', online };
      }),
    );
  };

  return {
    procedureCount: ({ level }) =>
      [...counts]
        .filter(([counted]) => level == null || counted === level)
        .reduce((sum, [, count]) => sum + count, 0),
    onlineCountAtLeast: async ({ onlineLevel, level }) => {
      const tables = await Promise.all(results.map(({ source }) => source.tables('procedure')));
      const tell = tables
        .flat()
        .every(({ mapping }) => mapping.children['offerings']?.fields['onlineLevel'] !== undefined);
      if (!tell) return null;
      best ??= readBest();
      return (await best).filter(
        (one) => one.online >= onlineLevel && (level == null || one.level === level),
      ).length;
    },
    sources: answers,
  };
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
async function allProcedures({
  reading,
  sources,
}: {
  readonly reading: Reading;
  readonly sources: readonly Source[];
}): Promise<ProcedureModel[]> {
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
