import type { Row } from '../sources/model/entity.ts';
import type { Connection } from '../sources/graph/connection-resolver.ts';
import type { RootRow } from '../sources/compiler/row-plan.ts';
import type { vicEntities } from './entities.ts';

type Entities = typeof vicEntities;

export type AgencyModel = Row<Entities['agency']> & RootRow;
export type AgencyConnectionModel = Connection<AgencyModel>;
export type AgencyEdgeModel = AgencyConnectionModel['edges'][number];
export type AgencyIdentifierModel = Row<Entities['agency']['children']['identifiers']>;
export type DocumentModel = Row<Entities['document']> & RootRow;
export type DocumentConnectionModel = Connection<DocumentModel>;
export type DocumentEdgeModel = DocumentConnectionModel['edges'][number];
export type AssignmentModel = Row<Entities['document']['children']['assignments']>;
export type ExchangeEventModel = Row<Entities['document']['children']['exchangeEvents']>;
