import type { GraphQLResolveInfo } from 'graphql';
import { foundConnection, type FoundShape, foundUnder } from '../sources/graph/found-connection.ts';
import { globalIdOf } from '../sources/graph/global-id.ts';
import type { Source } from '../sources/database/source.ts';
import { chooseForParents } from '../sources/fan-out/origins.ts';
import { type ListShape, resolveConnection } from '../sources/graph/connection-resolver.ts';
import { RANKS_OF_NAMED, rankedSearch } from '../sources/graph/ranked-search.ts';
import { childrenOf, nameOf, rowCalled } from '../sources/graph/rows.ts';
import {
  type Needs,
  fieldsNeeded,
  neededFields,
  selectedFields,
} from '../sources/graph/arguments/selection.ts';
import { dayOf, type ResolversOver, sourceRecordOf } from '../sources/graph/values.ts';
import { holding } from '../sources/model/predicate.ts';
import { readCatalogue, readProcedureField, readProcedureFields } from './catalogue.ts';
import type { StatusChange } from '../sources/graph/served/source-statuses.ts';
import type { Context } from './context.ts';
import { procedureCodeOf } from '../sources/model/official-codes.ts';
import { procedureEntities } from './entities.ts';
import type { ProcedureCodeModel, ProcedureModel, ProcedureOfferingModel } from './models.ts';
import { channelsOf } from './prose.ts';
import { report07b } from './report-07b.ts';
import type {
  AgencyResolvers,
  OneStopOfficeResolvers,
  ProcedureCodeResolvers,
  ProcedureFieldResolvers,
  SearchResolvers,
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
  'offeringsConnection.procedure': Object.keys(procedure.fields),
  'source.repairs': Object.keys(procedure.fields),
};

const procedureList: ListShape = {
  entity: 'procedure',
  shape: procedure,
  needs,
  orderFields: { CODE: 'code' },
  usualOrder: [{ field: 'code', direction: 'ASC' }],
};

const offeringList: FoundShape = {
  shape: procedure.children.offerings,
  orderFields: { AGENCY_CODE: 'agencyCode', ONLINE_LEVEL: 'onlineLevel' },
};

const offeringFields = new Set(Object.keys(procedure.children.offerings.fields));

const offeringsOf = async (
  row: ProcedureModel,
  context: Pick<Context, 'reading'>,
  at?: Source,
): Promise<ProcedureOfferingModel[]> => {
  const offerings = await childrenOf(row, procedure, 'offerings', context, at && { at });
  return offerings.map((offering) => ({ ...offering, procedure: row }));
};

/** By its code, national or where the catalogue knows none the local one. */
const procedureByCode = (
  code: string,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<ProcedureModel | null> =>
  rowCalled('procedure', code, procedureCodeOf, fieldsNeeded(info, needs), context);

const Procedure = {
  __resolveReference: (reference, context, info) =>
    procedureByCode('code' in reference ? reference.code : reference.ref, context, info),
  id: (row) => globalIdOf('Procedure', nameOf(row)),
  ref: nameOf,
  code: nameOf,
  name: ({ name }) => name ?? '',
  codes: (row, _args, context) => childrenOf(row, procedure, 'codes', context),
  field: ({ fieldCode, fieldName }) =>
    fieldName === null ? null : { code: fieldCode, name: fieldName },
  level: ({ level }) => level?.value ?? null,
  channels: async (row, _args, context) =>
    channelsOf(await childrenOf(row, procedure, 'channels', context)),
  papers: (row, _args, context) => childrenOf(row, procedure, 'papers', context),
  offerings: (row, _args, context) => offeringsOf(row, context),
  offeringsConnection: (row, args, context) =>
    foundConnection<ProcedureOfferingModel>(
      {
        ...foundUnder(row, procedure, 'offerings', context),
        find: (at) => offeringsOf(row, context, at),
      },
      offeringList,
      args,
    ),
  agencyCodes: async (row, _args, context) => {
    const fields = new Set(['agencyCode']);
    const offerings = await childrenOf(row, procedure, 'offerings', context, { fields });
    return [...new Set(offerings.flatMap(({ agencyCode }) => agencyCode?.value ?? []))];
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

const Agency = {
  offerings: ({ code }, args, { reading, sources }, info) => {
    const values = { agencyCode: code };
    const paths = [
      ['nodes', 'procedure'],
      ['edges', 'node', 'procedure'],
    ];
    const needed = neededFields(selectedFields(info, ...paths), needs);
    return foundConnection<ProcedureOfferingModel>(
      {
        reading,
        entity: 'procedure',
        child: 'offerings',
        key: code,
        sources,
        find: async (source) => {
          const found = await reading.childrenWith(
            source,
            'procedure',
            'offerings',
            values,
            needed,
            offeringFields,
          );
          return found.map(
            ({ row, child }) => ({ ...child, procedure: row }) as ProcedureOfferingModel,
          );
        },
        choose: chooseForParents('procedure', 'offerings', values, args.freshness),
      },
      offeringList,
      args,
    );
  },
} satisfies AgencyResolvers;

const OneStopOffice = {
  procedures: ({ agencyCode }, args, { reading, sources }, info) => {
    const values = { agencyCode: agencyCode ?? '' };
    const needed = neededFields(selectedFields(info, ['nodes'], ['edges', 'node']), needs);
    return foundConnection<ProcedureModel>(
      {
        reading,
        entity: 'procedure',
        key: agencyCode ?? '',
        sources: agencyCode == null ? [] : sources,
        find: async (source, fields) => {
          const read = new Set([...needed, ...fields]);
          const rows = await reading.byChild(source, 'procedure', 'offerings', values, read);
          return rows as ProcedureModel[];
        },
        choose: chooseForParents('procedure', 'offerings', values, args.freshness),
      },
      procedureList,
      args,
    );
  },
} satisfies OneStopOfficeResolvers;

const Search = {
  procedures: ({ text }, args, context, info) =>
    rankedSearch<ProcedureModel>(
      context,
      procedureList,
      { text, ranks: RANKS_OF_NAMED },
      args,
      info,
    ),
} satisfies SearchResolvers;

const ProcedureField = {
  __resolveReference: ({ ref }, context) => readProcedureField(context, ref),
  id: ({ name }) => globalIdOf('ProcedureField', name),
  ref: ({ name }) => name,
  procedures: ({ name }, args, { reading, sources }, info) =>
    resolveConnection<ProcedureModel>(
      reading,
      sources,
      procedureList,
      args,
      info,
      holding({ fieldName: name }),
    ),
} satisfies ProcedureFieldResolvers;

export const resolvers = {
  Query: {
    procedure: (_root, { code }, context, info) => procedureByCode(code, context, info),
    procedures: (_root, args, { reading, sources }, info) =>
      resolveConnection<ProcedureModel>(reading, sources, procedureList, args, info),
    procedureFields: (_root, { freshness }, context) => readProcedureFields(context, freshness),
    catalogue: (_root, _args, context) => readCatalogue(context),
    report07b: (_root, args, { reading, sources }) => report07b(reading, sources, args),
  },
  Agency,
  OneStopOffice,
  Procedure,
  ProcedureCode,
  ProcedureField,
  Search,
  ProcedurePaper,
  ProcedureOffering,
  Subscription: {
    procedureSourceStatusChanged: {
      subscribe: (_root, { sources }, { statusChanges }) => statusChanges(sources),
      resolve: (change: StatusChange) => change,
    },
  },
} satisfies Resolvers;
