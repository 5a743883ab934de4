import type { GraphQLResolveInfo } from 'graphql';
import { fault } from '../../service/errors/faults.ts';
import { reasonOf } from '../../service/errors/reasons.ts';
import { gather, isMissing, probe } from '../sources/fan-out/answers.ts';
import { chooseForLookup } from '../sources/fan-out/origins.ts';
import { foundConnection } from '../sources/graph/found-connection.ts';
import { globalIdOf } from '../sources/graph/global-id.ts';
import { type ListShape, resolveConnection } from '../sources/graph/connection-resolver.ts';
import { rankedSearch, textRanks } from '../sources/graph/ranked-search.ts';
import { childrenOf } from '../sources/graph/rows.ts';
import {
  fieldsNeeded,
  neededFields,
  selectedFields,
} from '../sources/graph/arguments/selection.ts';
import { readDocumentId, sameNotation } from '../sources/model/document-id.ts';
import { holding } from '../sources/model/predicate.ts';
import { predicateOf } from '../sources/graph/arguments/where-input.ts';
import { dateTimeOf, dayOf, type ResolversOver, sourceRecordOf } from '../sources/graph/values.ts';
import { keyNamed, keyOf, shareOf } from '../sources/statistics/count-groups.ts';
import { dayOfSource } from '../sources/statistics/timeliness.ts';
import type { StatusChange } from '../sources/graph/served/source-statuses.ts';
import type { Context } from './context.ts';
import { bearingAny, dossiersBearing, typedCodes } from './dossiers-bearing.ts';
import { onestopEntities } from './entities.ts';
import type {
  DayMeasuresModel,
  DossierGroupModel,
  DossierMeasuresModel,
  DossierModel,
  OneStopOfficeModel,
  PaymentModel,
  RatingGroupModel,
  RatingMeasuresModel,
  Report06aRowModel,
  StepModel,
  SupplementModel,
} from './models.ts';
import { dossierNeeds, stepNeeds } from './needs.ts';
import { linkedDossiers } from './linked-dossiers.ts';
import { progressOf } from './progress.ts';
import { report06a } from './reports/report-06a.ts';
import { readSatisfaction } from './satisfaction.ts';
import { dossierStatistics } from './statistics/dossier-statistics.ts';
import { ratingStatistics } from './statistics/rating-statistics.ts';
import { NATIONAL_CODES } from './states.ts';
import { timelinessFilter, timelinessOf } from './timeliness.ts';
import type {
  AgencyResolvers,
  DayMeasuresResolvers,
  DocumentResolvers,
  DossierGroupResolvers,
  DossierMeasuresResolvers,
  DossierResolvers,
  DossierStatusResolvers,
  OneStopOfficeResolvers,
  PaymentResolvers,
  ProcedureResolvers,
  RatingGroupResolvers,
  RatingMeasuresResolvers,
  Report06aRowResolvers,
  Resolvers,
  SearchResolvers,
  StepResolvers,
  SupplementResolvers,
} from './types.generated.ts';
import { recomputeDue } from './calendar/recomputed-due.ts';

const dossierList: ListShape = {
  entity: 'dossier',
  shape: onestopEntities.dossier,
  needs: dossierNeeds,
  filterKeys: (sources, today) => ({
    renamed: {
      receivedOn: 'receivedAt',
      acceptedOn: 'acceptedAt',
      dueOn: 'dueAt',
      finishedOn: 'finishedAt',
      returnedOn: 'returnedAt',
      resultIssuedOn: 'resultIssuedAt',
    },
    computed: { timeliness: (input) => timelinessFilter(input, sources, today) },
  }),
  orderFields: {
    RECEIVED_AT: 'receivedAt',
    DUE_AT: 'dueAt',
    FINISHED_AT: 'finishedAt',
    CODE: 'code',
  },
  usualOrder: [{ field: 'receivedAt', direction: 'DESC' }],
};

/** The same of offices that the client named itself. */
const namedOffices: ListShape = { ...dossierList, named: true };

const dossierById = async (id: string, { reading }: Context, info: GraphQLResolveInfo) =>
  (await reading.byId('dossier', id, fieldsNeeded(info, dossierNeeds))) as DossierModel | null;

/** `OrganId,yyyy/MM/dd,number/notation` of the decision; null where a part is missing. */
const resultDocumentId = ({ resultNumber, resultIssuedAt, resultIssuerCode }: DossierModel) => {
  const issuedOn = dayOf(resultIssuedAt);
  const issuer = resultIssuerCode?.value ?? null;
  if (resultNumber === null || issuedOn === null || issuer === null) return null;
  return `${issuer},${issuedOn.replaceAll('-', '/')},${resultNumber}`;
};

const officeOf = (code: string, { sources }: Context): OneStopOfficeModel | null =>
  sources.find((source) => source.code === code) ?? null;

/** The offices that belong to an agency. */
const officesOf = (agency: string, sources: Context['sources']): OneStopOfficeModel[] =>
  sources.filter(({ extra }) => extra.office?.agency === agency);

/** The offices that are asked for, or all. Throws BAD_USER_INPUT for a code that is none. */
const officesNamed = (codes: readonly string[] | null | undefined, { sources }: Context) => {
  if (codes === null || codes === undefined) return sources;
  const wanted = new Set(codes);
  const known = new Set(sources.map(({ code }) => code));
  const unknown = codes.find((code) => !known.has(code));
  if (unknown !== undefined) {
    throw fault('BAD_USER_INPUT', { reason: reasonOf('NO_OFFICE', { office: unknown }) });
  }
  return sources.filter(({ code }) => wanted.has(code));
};

const Dossier = {
  __resolveReference: (reference, context, info) =>
    dossierById('id' in reference ? reference.id : reference.ref, context, info),
  ref: ({ id }) => id,
  office: ({ origin }, _args, context) => officeOf(origin.source, context) as OneStopOfficeModel,
  status: ({ status }) => status ?? { value: 'UNKNOWN', sourceCode: '', sourceLabel: null },
  procedure: ({ procedureCode }) => (procedureCode?.value ? { code: procedureCode.value } : null),
  procedureSourceCode: ({ procedureCode }) => procedureCode?.sourceCode ?? null,
  applicant: (dossier) => ({
    name: dossier.applicantName,
    kind: dossier.applicantKind?.value ?? null,
    idNumber: dossier.applicantIdNumber,
    phone: dossier.applicantPhone,
    address: dossier.applicantAddress,
  }),
  channel: ({ channel }) => channel?.value ?? null,
  receivedOn: ({ receivedAt }) => dayOf(receivedAt),
  receivedAt: ({ receivedAt }) => dateTimeOf(receivedAt),
  acceptedOn: ({ acceptedAt }) => dayOf(acceptedAt),
  dueOn: ({ dueAt }) => dayOf(dueAt),
  dueAt: ({ dueAt }) => dateTimeOf(dueAt),
  recomputedDue: ({ acceptedAt, receivedAt, limitDays }, _args, { calendar }) =>
    recomputeDue(calendar, dayOf(acceptedAt ?? receivedAt), limitDays),
  finishedOn: ({ finishedAt }) => dayOf(finishedAt),
  finishedAt: ({ finishedAt }) => dateTimeOf(finishedAt),
  returnedOn: ({ returnedAt }) => dayOf(returnedAt),
  returnedAt: ({ returnedAt }) => dateTimeOf(returnedAt),
  timeliness: (dossier, { asOf }, context) =>
    timelinessOf(dossier, asOf ?? dayOfSource(officeOf(dossier.origin.source, context))),
  steps: (dossier, _args, context, info) =>
    childrenOf(dossier, onestopEntities.dossier, 'steps', context, {
      fields: new Set([...fieldsNeeded(info, stepNeeds), 'startedAt', 'finishedAt']),
      by: ({ startedAt, finishedAt }) => startedAt ?? finishedAt,
    }),
  supplements: (dossier, _args, context) =>
    childrenOf(dossier, onestopEntities.dossier, 'supplements', context, {
      by: ({ askedAt }) => askedAt,
    }),
  payments: (dossier, _args, context) =>
    childrenOf(dossier, onestopEntities.dossier, 'payments', context, { by: ({ name }) => name }),
  linked: (dossier, _args, context, info) =>
    linkedDossiers(dossier, fieldsNeeded(info, dossierNeeds), context),
  result: ({ resultNumber, resultIssuedAt, resultIssuerCode }) =>
    resultNumber === null && resultIssuedAt === null && resultIssuerCode === null
      ? null
      : {
          number: resultNumber,
          issuedOn: dayOf(resultIssuedAt),
          issuerCode: resultIssuerCode?.value ?? null,
          issuerSourceCode: resultIssuerCode?.sourceCode ?? null,
        },
  resultDocument: (dossier) => {
    const documentId = resultDocumentId(dossier);
    return documentId === null ? null : { documentId };
  },
  source: sourceRecordOf,
} satisfies ResolversOver<DossierResolvers, DossierModel>;

const DossierStatus = {
  value: ({ value }) => (value ?? 'UNKNOWN') as 'UNKNOWN',
  nationalCode: ({ value }) => NATIONAL_CODES[value ?? ''] ?? null,
  sourceCode: ({ sourceCode }) => (sourceCode === '' ? null : sourceCode),
} satisfies DossierStatusResolvers;

const Step = {
  startedOn: ({ startedAt }) => dayOf(startedAt),
  startedAt: ({ startedAt }) => dateTimeOf(startedAt),
  dueOn: ({ dueAt }) => dayOf(dueAt),
  dueAt: ({ dueAt }) => dateTimeOf(dueAt),
  finishedOn: ({ finishedAt }) => dayOf(finishedAt),
  finishedAt: ({ finishedAt }) => dateTimeOf(finishedAt),
  source: sourceRecordOf,
} satisfies ResolversOver<StepResolvers, StepModel>;

const Supplement = {
  askedOn: ({ askedAt }) => dayOf(askedAt),
  receivedOn: ({ receivedAt }) => dayOf(receivedAt),
  dueOnBefore: ({ dueBefore }) => dayOf(dueBefore),
  dueOnAfter: ({ dueAfter }) => dayOf(dueAfter),
  source: sourceRecordOf,
} satisfies ResolversOver<SupplementResolvers, SupplementModel>;

const Payment = { source: sourceRecordOf } satisfies ResolversOver<PaymentResolvers, PaymentModel>;

/** The things of the graph that counts are about; null where they are about none. */
const countedOffice = (code: string | null, context: Context) =>
  code === null ? null : officeOf(code, context);
const countedProcedure = (code: string | null) => (code === null ? null : { code });

const DossierGroup = {
  office: (group, _args, context) => countedOffice(keyOf('OFFICE', group), context),
  procedure: (group) => countedProcedure(keyOf('PROCEDURE', group)),
  key: (group, { of }) => keyNamed(of, group),
} satisfies ResolversOver<DossierGroupResolvers, DossierGroupModel>;

const Report06aRow = {
  office: ({ officeCode }, _args, context) => countedOffice(officeCode, context),
  procedure: ({ procedureCode }) => countedProcedure(procedureCode),
} satisfies ResolversOver<Report06aRowResolvers, Report06aRowModel>;

const DossierMeasures = {
  count: ({ measures }) => measures.count,
  share: shareOf,
  timeliness: ({ measures }) => (measures.tells('timeliness') ? measures.timeliness : null),
  handlingDays: ({ measures }) => (measures.tells('days') ? measures.handlingDays : null),
  handlingWorkingDays: ({ measures }) =>
    measures.tells('workingDays') ? measures.handlingWorkingDays : null,
  applicants: ({ measures }) => (measures.tells('applicants') ? measures.applicants : null),
  fees: ({ measures }) => (measures.tells('fees') ? measures.fees : null),
} satisfies ResolversOver<DossierMeasuresResolvers, DossierMeasuresModel>;

const RatingGroup = {
  office: (group, _args, context) => countedOffice(keyOf('OFFICE', group), context),
  key: (group, { of }) => keyNamed(of, group),
} satisfies ResolversOver<RatingGroupResolvers, RatingGroupModel>;

const RatingMeasures = {
  count: ({ measures }) => measures.count,
  share: shareOf,
  satisfaction: ({ measures }) => (measures.tells('scores') ? measures.satisfaction : null),
  goodShare: ({ measures }) => (measures.tells('scores') ? measures.goodShare : null),
} satisfies ResolversOver<RatingMeasuresResolvers, RatingMeasuresModel>;

const DayMeasures = {
  percentile: (days, { p }) => {
    if (p >= 0 && p <= 100) return days.percentile(p);
    const reason = reasonOf('OUT_OF_RANGE', { name: 'p', least: 0, most: 100 });
    throw fault('BAD_USER_INPUT', { reason });
  },
} satisfies ResolversOver<DayMeasuresResolvers, DayMeasuresModel>;

const OneStopOffice = {
  __resolveReference: (reference, context) =>
    officeOf('code' in reference ? reference.code : reference.ref, context),
  id: ({ code }) => globalIdOf('OneStopOffice', code),
  ref: ({ code }) => code,
  level: ({ extra }) => extra.office?.level ?? null,
  agencyCode: ({ extra }) => extra.office?.agency ?? null,
  unitCode: ({ extra }) => extra.office?.unit ?? null,
  agency: ({ extra }) =>
    extra.office?.agency === undefined ? null : { code: extra.office.agency },
  status: (office, _args, { reading }) => probe(() => reading.reach(office)),
  dossiers: (office, args, { reading }, info) =>
    resolveConnection<DossierModel>(reading, [office], namedOffices, args, info),
  satisfaction: (office, period, { reading }) => readSatisfaction(reading, office, period),
} satisfies ResolversOver<OneStopOfficeResolvers, OneStopOfficeModel>;

const Procedure = {
  dossiers: ({ code }, args, { reading, sources }, info) =>
    resolveConnection<DossierModel>(
      reading,
      sources,
      dossierList,
      args,
      info,
      holding({ procedureCode: code }),
    ),
  offices: ({ agencyCodes }, _args, { sources }) => {
    // The catalogue has a list of every procedure: without one, it could not be asked.
    if (agencyCodes == null) throw fault('ALL_SOURCES_FAILED');
    return agencyCodes.flatMap((agency) => officesOf(agency, sources));
  },
} satisfies ProcedureResolvers;

const Search = {
  dossiers: ({ text }, args, context, info) =>
    rankedSearch<DossierModel>(
      context,
      dossierList,
      {
        text,
        ranks: [
          // A whole code may begin many others, all of them received later.
          { fields: ['code'], op: 'eq' },
          { fields: ['code'], op: 'startsWith' },
          ...textRanks(['applicantName', 'subject']),
        ],
      },
      args,
      info,
    ),
} satisfies SearchResolvers;

const Agency = {
  office: ({ code }, _args, { sources }) => officesOf(code, sources)[0] ?? null,
} satisfies AgencyResolvers;

const Document = {
  dossiers: ({ documentId }, args, { reading, sources }, info) => {
    const parts = readDocumentId(documentId ?? '');
    const values = {
      resultIssuerCode: parts?.issuerCode ?? '',
      resultIssuedAt: parts?.issuedOn ?? '',
    };
    const needed = neededFields(selectedFields(info, ['nodes'], ['edges', 'node']), dossierNeeds);
    return foundConnection<DossierModel>(
      {
        reading,
        entity: 'dossier',
        key: documentId ?? '',
        sources: parts === null ? [] : sources,
        find: async (source, fields) => {
          const read = new Set([...needed, ...fields, 'resultNumber', 'receivedAt']);
          const rows = await reading.byFields(source, 'dossier', values, read);
          return (rows as DossierModel[]).filter(({ resultNumber }) =>
            sameNotation(resultNumber ?? '', parts?.notation ?? ''),
          );
        },
        choose: chooseForLookup('dossier', values, args.freshness),
      },
      dossierList,
      args,
    );
  },
} satisfies DocumentResolvers;

export const resolvers = {
  Query: {
    oneStopOffice: (_root, { code }, context) => officeOf(code, context),
    oneStopOffices: (_root, _args, { sources }) => [...sources],
    dossier: (_root, { id }, context, info) => dossierById(id, context, info),
    dossiersByCode: async (
      _root,
      { code, freshness, onUnavailable },
      { reading, sources },
      info,
    ) => {
      const fields = neededFields(selectedFields(info, ['nodes']), dossierNeeds);
      const codes = typedCodes(code);
      const { results, answers } = await gather(
        sources,
        (source) => dossiersBearing(source, codes, fields, reading),
        {
          onUnavailable,
          rowsOf: (rows) => rows.length,
          named: true,
          choose: chooseForLookup('dossier', bearingAny(codes), freshness),
        },
      );
      return {
        nodes: results.flatMap(({ result }) => result),
        partial: answers.some(isMissing),
        sources: answers,
      };
    },
    dossierStatus: (_root, args, context) => progressOf(args, context),
    dossierStatistics: (_root, { offices, where, ...args }, context, info) => {
      const asked = officesNamed(offices, context);
      const { shape, filterKeys } = dossierList;
      const predicate = predicateOf(where ?? undefined, shape, filterKeys?.(asked));
      return dossierStatistics(context, asked, predicate, args, info);
    },
    ratingStatistics: (_root, { offices, ...args }, context, info) =>
      ratingStatistics(context.reading, officesNamed(offices, context), args, info),
    report06a: (_root, { offices, ...args }, context) =>
      report06a(context.reading, officesNamed(offices, context), args),
    dossiers: (_root, { offices, ...args }, context, info) =>
      resolveConnection<DossierModel>(
        context.reading,
        officesNamed(offices, context),
        offices === null || offices === undefined ? dossierList : namedOffices,
        args,
        info,
      ),
  },
  Agency,
  DayMeasures,
  Document,
  Dossier,
  DossierGroup,
  RatingGroup,
  RatingMeasures,
  DossierMeasures,
  DossierStatus,
  Step,
  Supplement,
  Payment,
  OneStopOffice,
  Procedure,
  Report06aRow,
  Search,
  Subscription: {
    sourceStatusChanged: {
      subscribe: (_root, { sources }, { statusChanges }) => statusChanges(sources),
      resolve: (change: StatusChange) => change,
    },
  },
} satisfies Resolvers;
