import type { GraphQLResolveInfo } from 'graphql';
import { globalIdOf } from '../sources/graph/global-id.ts';
import { type ListShape, resolveConnection } from '../sources/graph/connection-resolver.ts';
import { childrenOf, rowWith } from '../sources/graph/rows.ts';
import { type Needs, neededFields, selectedFields } from '../sources/graph/selection.ts';
import { dayOf, type ResolversOver, sourceRecordOf } from '../sources/graph/values.ts';
import { readCatalogue } from './catalogue.ts';
import type { Context } from './context.ts';
import { procedureCodeOf } from '../sources/model/official-codes.ts';
import { procedureEntities } from './entities.ts';
import type { ProcedureCodeModel, ProcedureModel, ProcedureOfferingModel } from './models.ts';
import { channelsOf } from './prose.ts';
import type {
  ProcedureCodeResolvers,
  ProcedureOfferingResolvers,
  ProcedurePaperResolvers,
  ProcedureResolvers,
  Resolvers,
} from './types.generated.ts';

const { procedure } = procedureEntities;

const needs: Needs = {
  id: ['code'],
  code: ['code'],
  name: ['name'],
  field: ['fieldCode', 'fieldName'],
  level: ['level'],
  results: ['results'],
  legalBases: ['legalBases'],
  applicants: ['applicants'],
  conditions: ['conditions'],
  'offerings.procedure': Object.keys(procedure.fields),
  'source.repairs': Object.keys(procedure.fields),
};

const procedureList: ListShape = {
  entity: 'procedure',
  shape: procedure,
  needs,
  orderFields: { CODE: 'code' },
  usualOrder: [{ field: 'code', direction: 'ASC' }],
};

const procedureByCode = (
  code: string,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<ProcedureModel | null> => {
  const fields = neededFields(selectedFields(info), needs);
  return rowWith('procedure', { code: procedureCodeOf(code) }, fields, context);
};

/** Where the catalogue knows no national code, the local one. */
const codeOf = ({ code, origin }: ProcedureModel): string => code ?? origin.key;

const Procedure = {
  __resolveReference: (reference, context, info) =>
    procedureByCode('code' in reference ? reference.code : reference.ref, context, info),
  id: (row) => globalIdOf('Procedure', codeOf(row)),
  ref: codeOf,
  code: codeOf,
  name: ({ name }) => name ?? '',
  codes: (row, _args, context) => childrenOf(row, procedure, 'codes', context),
  field: ({ fieldCode, fieldName }) =>
    fieldName === null ? null : { code: fieldCode, name: fieldName },
  level: ({ level }) => level?.value ?? null,
  channels: async (row, _args, context) =>
    channelsOf(await childrenOf(row, procedure, 'channels', context)),
  papers: (row, _args, context) => childrenOf(row, procedure, 'papers', context),
  offerings: async (row, _args, context) => {
    const offerings = await childrenOf(row, procedure, 'offerings', context);
    return offerings.map((offering) => ({ ...offering, procedure: row }));
  },
  source: sourceRecordOf,
} satisfies ResolversOver<ProcedureResolvers, ProcedureModel>;

const ProcedureCode = {
  system: ({ system }) => system?.value ?? 'UNKNOWN',
  value: ({ value }) => value ?? '',
  validFrom: ({ validFrom }) => dayOf(validFrom),
  validTo: ({ validTo }) => dayOf(validTo),
  source: sourceRecordOf,
} satisfies ResolversOver<ProcedureCodeResolvers, ProcedureCodeModel>;

const ProcedurePaper = {
  name: ({ name }) => name ?? '',
  source: sourceRecordOf,
} satisfies ProcedurePaperResolvers;

const ProcedureOffering = {
  agency: ({ agencyCode }) => (agencyCode?.value ? { code: agencyCode.value } : null),
  source: sourceRecordOf,
} satisfies ResolversOver<ProcedureOfferingResolvers, ProcedureOfferingModel>;

export const resolvers = {
  Query: {
    procedure: (_root, { code }, context, info) => procedureByCode(code, context, info),
    procedures: (_root, args, { reading, sources }, info) =>
      resolveConnection<ProcedureModel>(reading, sources, procedureList, args, info),
    catalogue: (_root, _args, context) => readCatalogue(context),
  },
  Procedure,
  ProcedureCode,
  ProcedurePaper,
  ProcedureOffering,
} satisfies Resolvers;
