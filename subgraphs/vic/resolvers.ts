import type { GraphQLResolveInfo } from 'graphql';
import { firstOf, gatherItems } from '../sources/fan-out/answers.ts';
import { chooseForLookup, chooseForParents } from '../sources/fan-out/origins.ts';
import { foundConnection, type FoundShape, foundUnder } from '../sources/graph/found-connection.ts';
import { globalIdOf } from '../sources/graph/global-id.ts';
import { type ListShape, resolveConnection } from '../sources/graph/connection-resolver.ts';
import { RANKS_OF_NAMED, rankedSearch, searchedText } from '../sources/graph/ranked-search.ts';
import { childrenOf, nameOf, rowCalled, rowWith } from '../sources/graph/rows.ts';
import {
  fieldsNeeded,
  neededFields,
  selectedFields,
} from '../sources/graph/arguments/selection.ts';
import { dateTimeOf, dayOf, type ResolversOver, sourceRecordOf } from '../sources/graph/values.ts';
import type { Source } from '../sources/database/source.ts';
import {
  documentIdOf,
  markedNotations,
  readDocumentId,
  sameNotation,
} from '../sources/model/document-id.ts';
import { agencyCodeOf } from '../sources/model/official-codes.ts';
import { holding, NOTHING } from '../sources/model/predicate.ts';
import { keyNamed, keyOf, shareOf } from '../sources/statistics/count-groups.ts';
import { predicateOf } from '../sources/graph/arguments/where-input.ts';
import type { StatusChange } from '../sources/graph/served/source-statuses.ts';
import type { Context } from './context.ts';
import { documentStatistics } from './statistics/document-statistics.ts';
import { readDocumentSystem } from './document-system.ts';
import { vicEntities } from './entities.ts';
import { exchangeStateOf } from './exchange-state.ts';
import type {
  AgencyIdentifierModel,
  AgencyModel,
  AssignmentModel,
  DocumentGroupModel,
  DocumentMeasuresModel,
  DocumentModel,
  ExchangeEventModel,
} from './models.ts';
import { agencyNeeds, documentNeeds } from './needs.ts';
import { type Finders, nodeOf, nodesOf } from './node.ts';
import type {
  AgencyIdentifierResolvers,
  AgencyResolvers,
  AssignmentResolvers,
  DocumentGroupResolvers,
  DocumentMeasuresResolvers,
  DocumentResolvers,
  ExchangeEventResolvers,
  SearchResolvers,
  ExchangeState,
  Resolvers,
} from './types.generated.ts';

const agencyList: ListShape = {
  entity: 'agency',
  shape: vicEntities.agency,
  needs: agencyNeeds,
  orderFields: { CODE: 'code' },
  usualOrder: [{ field: 'code', direction: 'ASC' }],
};

const documentList: ListShape = {
  entity: 'document',
  shape: vicEntities.document,
  needs: documentNeeds,
  filterKeys: () => ({ renamed: { issuedOn: 'issuedAt', arrivedOn: 'arrivedAt' } }),
  orderFields: { ISSUED_ON: 'issuedAt', ARRIVED_ON: 'arrivedAt' },
  usualOrder: [{ field: 'issuedAt', direction: 'DESC' }],
};

const assignmentList: FoundShape = {
  shape: vicEntities.document.children.assignments,
  filterKeys: () => ({ renamed: { dueOn: 'dueAt', completedOn: 'completedAt' } }),
  orderFields: { DUE_ON: 'dueAt', COMPLETED_ON: 'completedAt' },
};

const eventList: FoundShape = {
  shape: vicEntities.document.children.exchangeEvents,
  filterKeys: () => ({ renamed: { state: 'code', sentOn: 'at' } }),
  orderFields: { AT: 'at' },
};

type Fields = ReadonlySet<string>;

const agencyByCode = (
  identifier: string,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<AgencyModel | null> => {
  const fields = fieldsNeeded(info, agencyNeeds);
  return rowWith('agency', { code: agencyCodeOf(identifier) }, fields, context);
};

/** By what the graph calls it, which is its key where it has no code. */
const agencyCalled = (
  name: string,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<AgencyModel | null> =>
  rowCalled('agency', name, agencyCodeOf, fieldsNeeded(info, agencyNeeds), context);

const agencyOf = (
  code: string | null | undefined,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<AgencyModel | null> | null => (code ? agencyByCode(code, context, info) : null);

/** The issuer's own record before the copies that others received. */
const issuedFirst = (a: DocumentModel, b: DocumentModel): number =>
  Number(b.direction?.value === 'OUTGOING') - Number(a.direction?.value === 'OUTGOING');

const documentByDocumentId = async (
  documentId: string,
  { reading, sources }: Context,
  fields: Fields,
): Promise<DocumentModel | null> => {
  const parts = readDocumentId(documentId);
  if (parts === null) return null;
  const { issuerCode, issuedOn: issuedAt, notation } = parts;
  const read = new Set([...fields, 'notation', 'direction']);
  const values = { issuerCode, issuedAt };
  const bearing = async (source: Source): Promise<DocumentModel[]> => {
    const rows = await reading.byFields(source, 'document', values, read);
    return (rows as DocumentModel[]).filter(
      (one) => one.notation !== null && sameNotation(one.notation, notation),
    );
  };
  return firstOf(sources, bearing, {
    rank: issuedFirst,
    choose: chooseForLookup('document', values),
  });
};

const documentFields = (info: GraphQLResolveInfo): Fields => fieldsNeeded(info, documentNeeds);

const documentById = async (id: string, { reading }: Context, info: GraphQLResolveInfo) =>
  (await reading.byId('document', id, documentFields(info))) as DocumentModel | null;

const eventsOf = (document: DocumentModel, context: Context): Promise<ExchangeEventModel[]> =>
  childrenOf(document, vicEntities.document, 'exchangeEvents', context, { by: ({ at }) => at });

/** How `node` finds what is ours. */
const finders = (context: Context, info: GraphQLResolveInfo): Finders => ({
  agency: (name) => agencyCalled(name, context, info),
  document: (id) => documentById(id, context, info),
});

const Agency = {
  __resolveReference: ({ code }, context, info) => agencyCalled(code, context, info),
  id: (agency) => globalIdOf('Agency', nameOf(agency)),
  code: nameOf,
  name: ({ name }) => name ?? '',
  identifiers: (agency, _args, context) =>
    childrenOf(agency, vicEntities.agency, 'identifiers', context),
  kind: ({ kind }) => kind?.value ?? null,
  level: ({ level }) => level?.value ?? null,
  parent: ({ parentCode }, _args, context, info) => agencyOf(parentCode?.value, context, info),
  children: ({ code }, args, { reading, sources }, info) =>
    resolveConnection<AgencyModel>(
      reading,
      sources,
      agencyList,
      args,
      info,
      code === null ? NOTHING : holding({ parentCode: code }),
    ),
  issuedDocuments: ({ code }, args, { reading, sources }, info) =>
    resolveConnection<DocumentModel>(
      reading,
      sources,
      documentList,
      args,
      info,
      code === null ? NOTHING : holding({ issuerCode: code, direction: 'OUTGOING' }),
    ),
  assignedDocuments: ({ code }, args, { reading, sources }, info) => {
    const values = { agencyCode: code ?? '' };
    const needed = neededFields(selectedFields(info, ['nodes'], ['edges', 'node']), documentNeeds);
    return foundConnection<DocumentModel>(
      {
        reading,
        entity: 'document',
        key: code ?? '',
        sources: code === null ? [] : sources,
        find: async (source, fields) => {
          const read = new Set([...needed, ...fields]);
          const rows = await reading.byChild(source, 'document', 'assignments', values, read);
          return rows as DocumentModel[];
        },
        choose: chooseForParents('document', 'assignments', values, args.freshness),
      },
      documentList,
      args,
    );
  },
  userCount: async ({ code, origin }, _args, { userCounts }) => {
    const counts = await userCounts(origin.source);
    return code === null || counts === null ? null : (counts.get(code) ?? 0);
  },
  source: sourceRecordOf,
} satisfies ResolversOver<AgencyResolvers, AgencyModel>;

/** How a number that was typed whole may be written: as it is, or in the capitals that offices write, with their marks. */
function wholeNotations(typed: string): readonly string[] {
  const capitals = typed.toUpperCase();
  return [...new Set([typed, capitals, ...markedNotations(capitals)])];
}

const Search = {
  documents: ({ text }, args, context, info) =>
    rankedSearch<DocumentModel>(
      context,
      documentList,
      {
        text,
        ranks: [
          // A whole number may begin many others, all of them later: 12/QĐ-UBND is not 12/QĐ-UBND-VX.
          { fields: ['notation'], op: 'eq', spellings: wholeNotations },
          { fields: ['notation'], op: 'startsWith' },
          { fields: ['subject'], op: 'contains' },
          { fields: ['notation'], op: 'startsWith', spellings: markedNotations },
          { fields: ['subject'], op: 'containsLoose' },
          { fields: ['notation'], op: 'containsLoose' },
        ],
      },
      args,
      info,
    ),
  agencies: ({ text }, args, context, info) =>
    rankedSearch<AgencyModel>(context, agencyList, { text, ranks: RANKS_OF_NAMED }, args, info),
} satisfies SearchResolvers;

const AgencyIdentifier = {
  scheme: ({ scheme }) => scheme?.value ?? 'UNKNOWN',
  value: ({ value }) => value ?? '',
  validFrom: ({ validFrom }) => dayOf(validFrom),
  validTo: ({ validTo }) => dayOf(validTo),
  source: sourceRecordOf,
} satisfies ResolversOver<AgencyIdentifierResolvers, AgencyIdentifierModel>;

const Document = {
  __resolveReference: (reference, context, info) =>
    'id' in reference
      ? documentById(reference.id, context, info)
      : reference.documentId
        ? documentByDocumentId(reference.documentId, context, documentFields(info))
        : null,
  documentId: documentIdOf,
  direction: ({ direction }) => direction?.value ?? 'UNKNOWN',
  issuedOn: ({ issuedAt }) => dayOf(issuedAt),
  arrivedOn: ({ arrivedAt }) => dayOf(arrivedAt),
  issuer: ({ issuerCode }, _args, context, info) => agencyOf(issuerCode?.value, context, info),
  signer: ({ signerName, signerPosition }) =>
    signerName === null ? null : { name: signerName, position: signerPosition },
  urgency: ({ urgency }) => urgency?.value ?? null,
  assignments: (document, _args, context) =>
    childrenOf(document, vicEntities.document, 'assignments', context),
  assignmentsConnection: (document, args, context) =>
    foundConnection(
      foundUnder(document, vicEntities.document, 'assignments', context),
      assignmentList,
      args,
    ),
  exchangeEventsConnection: (document, args, context) =>
    foundConnection(
      foundUnder(document, vicEntities.document, 'exchangeEvents', context, ({ at }) => at),
      eventList,
      args,
    ),
  exchangeEvents: (document, _args, context) => eventsOf(document, context),
  exchangeState: async (document, _args, context) =>
    exchangeStateOf(await eventsOf(document, context)) as ExchangeState | null,
  responseTo: ({ responseTo }, _args, context, info) =>
    responseTo === null ? null : documentByDocumentId(responseTo, context, documentFields(info)),
  responses: async (document, _args, { reading, sources }, info) => {
    const documentId = documentIdOf(document);
    if (documentId === null) return [];
    const fields = documentFields(info);
    const values = { responseTo: documentId };
    const found = await gatherItems(
      sources,
      (source) => reading.byFields(source, 'document', values, fields),
      chooseForLookup('document', values),
    );
    return found as (DocumentModel | Promise<never>)[];
  },
  source: sourceRecordOf,
} satisfies ResolversOver<DocumentResolvers, DocumentModel>;

const Assignment = {
  role: ({ role }) => role?.value ?? 'UNKNOWN',
  agency: ({ agencyCode }, _args, context, info) => agencyOf(agencyCode?.value, context, info),
  dueOn: ({ dueAt }) => dayOf(dueAt),
  completedOn: ({ completedAt }) => dayOf(completedAt),
  source: sourceRecordOf,
} satisfies ResolversOver<AssignmentResolvers, AssignmentModel>;

const ExchangeEvent = {
  state: ({ code }) => code?.value ?? 'UNKNOWN',
  code: ({ code }) => code?.sourceCode ?? '',
  at: ({ at }) => dateTimeOf(at),
  source: sourceRecordOf,
} satisfies ResolversOver<ExchangeEventResolvers, ExchangeEventModel>;

const DocumentGroup = {
  key: (group, { of }) => keyNamed(of, group),
  issuer: (group, _args, context, info) => agencyOf(keyOf('ISSUER', group), context, info),
} satisfies ResolversOver<DocumentGroupResolvers, DocumentGroupModel>;

const DocumentMeasures = {
  count: ({ measures }) => measures.count,
  share: shareOf,
  tasks: ({ measures }) => (measures.tells('tasks') ? measures.tasks : null),
} satisfies ResolversOver<DocumentMeasuresResolvers, DocumentMeasuresModel>;

export const resolvers = {
  Query: {
    search: (_root, { text }) => ({ text: searchedText(text) }),
    node: (_root, { id }, context, info) => nodeOf(id, context, finders(context, info)),
    nodes: (_root, { ids }, context, info) => nodesOf(ids, context, finders(context, info)),
    agency: (_root, { code }, context, info) => agencyCalled(code, context, info),
    agencies: (_root, args, { reading, sources }, info) =>
      resolveConnection<AgencyModel>(reading, sources, agencyList, args, info),
    document: (_root, { id }, context, info) => documentById(id, context, info),
    documentByDocumentId: (_root, { documentId }, context, info) =>
      documentByDocumentId(documentId, context, documentFields(info)),
    documents: (_root, args, { reading, sources }, info) =>
      resolveConnection<DocumentModel>(reading, sources, documentList, args, info),
    documentStatistics: (_root, { where, ...args }, { reading, sources }, info) => {
      const { shape, filterKeys } = documentList;
      const predicate = predicateOf(where ?? undefined, shape, filterKeys?.(sources));
      return documentStatistics(reading, sources, predicate, args, info);
    },
    documentSystem: (_root, _args, context) => readDocumentSystem(context),
  },
  Agency,
  AgencyIdentifier,
  Search,
  Document,
  Assignment,
  ExchangeEvent,
  DocumentGroup,
  DocumentMeasures,
  Subscription: {
    documentSourceStatusChanged: {
      subscribe: (_root, { sources }, { statusChanges }) => statusChanges(sources),
      resolve: (change: StatusChange) => change,
    },
  },
} satisfies Resolvers;
