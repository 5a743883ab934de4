import type { Row } from '../sources/model/entity.ts';
import type { Connection } from '../sources/graph/connection-resolver.ts';
import type { Hits } from '../sources/graph/ranked-search.ts';
import type { RootRow } from '../sources/compiler/row-plan.ts';
import type { Counted, CountedGroup, CountedGroups } from '../sources/statistics/count-groups.ts';
import type { Documents } from './statistics/documents.ts';
import type { vicEntities } from './entities.ts';

type Entities = typeof vicEntities;

/** What another subgraph has, or has not: it is asked by the reference for every field, the id too. */
interface Elsewhere<T extends string> {
  readonly __typename: T;
  readonly ref: string;
}

export type DossierModel = Elsewhere<'Dossier'>;
export type OneStopOfficeModel = Elsewhere<'OneStopOffice'>;
export type ProcedureModel = Elsewhere<'Procedure'>;
export type ProcedureFieldModel = Elsewhere<'ProcedureField'>;

export type AgencyModel = Row<Entities['agency']> & RootRow;
export type AgencyConnectionModel = Connection<AgencyModel>;
export type AgencyEdgeModel = AgencyConnectionModel['edges'][number];
export type AgencyIdentifierModel = Row<Entities['agency']['children']['identifiers']>;
export type DocumentModel = Row<Entities['document']> & RootRow;
export type DocumentConnectionModel = Connection<DocumentModel>;
export type DocumentEdgeModel = DocumentConnectionModel['edges'][number];
export type AssignmentModel = Row<Entities['document']['children']['assignments']>;
export type AssignmentConnectionModel = Connection<AssignmentModel>;
export type AssignmentEdgeModel = AssignmentConnectionModel['edges'][number];
export type ExchangeEventModel = Row<Entities['document']['children']['exchangeEvents']>;
export type ExchangeEventConnectionModel = Connection<ExchangeEventModel>;
export type ExchangeEventEdgeModel = ExchangeEventConnectionModel['edges'][number];
export type DocumentHitsModel = Hits<DocumentModel>;
export type DocumentStatisticsModel = CountedGroups<Documents>;
export type DocumentGroupModel = CountedGroup<Documents>;
export type DocumentMeasuresModel = Counted<Documents>;
export type AgencyHitsModel = Hits<AgencyModel>;
