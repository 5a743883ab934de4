import type {
  DateFilter,
  Direction,
  Freshness,
  GovernmentLevel,
  GovernmentLevelFilter,
  IdFilter,
  InputMaybe,
  IsTypeOfResolverFn,
  Maybe,
  Node,
  NodeResolvers,
  OnUnavailable,
  PageInfo,
  PageInfoResolvers,
  Repair,
  RepairKind,
  RepairResolvers,
  Resolver,
  ResolverTypeWrapper,
  RowOrigin,
  SourceAnswer,
  SourceAnswerResolvers,
  SourceRecord,
  SourceRecordResolvers,
  SourceStatus,
  SourceStatusChange,
  SourceStatusChangeResolvers,
  SubscriptionResolver,
  TextFilter,
  TimelinessCounts,
  TimelinessCountsResolvers,
} from '../sources/graph/shared-types.generated.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { DossierModel, OneStopOfficeModel, ProcedureModel, ProcedureFieldModel, AgencyModel, AgencyConnectionModel, AgencyEdgeModel, AgencyIdentifierModel, DocumentModel, DocumentConnectionModel, DocumentEdgeModel, AssignmentModel, AssignmentConnectionModel, AssignmentEdgeModel, ExchangeEventModel, ExchangeEventConnectionModel, ExchangeEventEdgeModel, DocumentHitsModel, DocumentStatisticsModel, DocumentGroupModel, DocumentMeasuresModel, AgencyHitsModel } from './models.ts';
import type { Context } from './context.ts';
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar day, yyyy-MM-dd, without a zone. */
  Date: { input: string; output: string; }
  /** A moment, yyyy-MM-ddTHH:mm:ss+07:00: the sources keep local time, and Vietnam has no summer time. */
  DateTime: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type Query = {
  readonly __typename?: 'Query';
  /** One agency by its identifier, in the form of QĐ 20/2020 or of QCVN 102:2016 (mã định danh), or as `Agency.code` tells it. */
  readonly agency?: Maybe<Agency>;
  /** Agencies of the province, by code unless told otherwise. */
  readonly agencies?: Maybe<AgencyConnection>;
  /** One document by its id in the graph. */
  readonly document?: Maybe<Document>;
  /** One document by `OrganId,yyyy/MM/dd,number/notation`, the key that crosses agencies (QCVN 102:2016). */
  readonly documentByDocumentId?: Maybe<Document>;
  /** Documents received and issued, newest first unless told otherwise. Secret ones (Mật and above) are never read. */
  readonly documents?: Maybe<DocumentConnection>;
  /** Documents counted and compared by what they have in common (thống kê văn bản). */
  readonly documentStatistics?: Maybe<DocumentStatistics>;
  /** Counts over the whole system. */
  readonly documentSystem?: Maybe<DocumentSystem>;
  /** For a search box: dossiers, procedures, documents and agencies that a text finds, each kind ranked by itself (tìm kiếm chung). A text that is empty or longer than 200 characters is BAD_USER_INPUT. */
  readonly search?: Maybe<Search>;
  /** Whatever bears this id; null where nothing does (Global Object Identification). */
  readonly node?: Maybe<Node>;
  /** Whatever bears these ids, in their order; null for each that nothing bears. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryAgencyArgs = {
  code: Scalars['String']['input'];
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryAgenciesArgs = {
  where?: InputMaybe<AgencyFilter>;
  orderBy?: InputMaybe<ReadonlyArray<AgencyOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryDocumentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryDocumentByDocumentIdArgs = {
  documentId: Scalars['ID']['input'];
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryDocumentsArgs = {
  where?: InputMaybe<DocumentFilter>;
  orderBy?: InputMaybe<ReadonlyArray<DocumentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryDocumentStatisticsArgs = {
  where?: InputMaybe<DocumentFilter>;
  groupBy?: ReadonlyArray<DocumentGrouping>;
  orderBy?: InputMaybe<ReadonlyArray<DocumentGroupOrder>>;
  having?: InputMaybe<DocumentGroupFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QuerySearchArgs = {
  text: Scalars['String']['input'];
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};

/** What can be subscribed to: how sources do. Each event is one change of one source. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** A source of documents and agencies does otherwise than before: it fails, or answers again (thay đổi trạng thái nguồn). Looked at four times a second; what has changed back meanwhile is not told. */
  readonly documentSourceStatusChanged: SourceStatusChange;
};


/** What can be subscribed to: how sources do. Each event is one change of one source. */
export type SubscriptionDocumentSourceStatusChangedArgs = {
  sources?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** What a text finds over the whole graph, by kind (tìm kiếm chung). */
export type Search = {
  readonly __typename?: 'Search';
  /** What was typed, without blanks around it. */
  readonly text: Scalars['String']['output'];
  /** By number and notation, and by what they are about. */
  readonly documents?: Maybe<DocumentHits>;
  /** By identifier and name. */
  readonly agencies?: Maybe<AgencyHits>;
};


/** What a text finds over the whole graph, by kind (tìm kiếm chung). */
export type SearchDocumentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  onUnavailable?: OnUnavailable;
};


/** What a text finds over the whole graph, by kind (tìm kiếm chung). */
export type SearchAgenciesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  onUnavailable?: OnUnavailable;
};

/** Documents that a search finds. */
export type DocumentHits = {
  readonly __typename?: 'DocumentHits';
  /** The best first: its code or number, then what has the text as it was typed, then what has it whatever the diacritics. */
  readonly nodes: ReadonlyArray<Document>;
  /** True if a source did not answer, or where what was typed stands in too many to look through all of them: there may be more. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part in the answer. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** Agencies that a search finds. */
export type AgencyHits = {
  readonly __typename?: 'AgencyHits';
  /** The best first: its code or number, then what has the text as it was typed, then what has it whatever the diacritics. */
  readonly nodes: ReadonlyArray<Agency>;
  /** True if a source did not answer, or where what was typed stands in too many to look through all of them: there may be more. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part in the answer. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A dossier in a one-stop, as far as `node` knows it: by what it was asked for. Who owns it says whether there is one. */
export type Dossier = Node & {
  readonly __typename?: 'Dossier';
  readonly id: Scalars['ID']['output'];
  readonly ref: Scalars['ID']['output'];
};

/** A one-stop office, as far as `node` knows it. */
export type OneStopOffice = Node & {
  readonly __typename?: 'OneStopOffice';
  readonly id: Scalars['ID']['output'];
  readonly ref: Scalars['ID']['output'];
};

/** A procedure of the catalogue, as far as `node` knows it. */
export type Procedure = Node & {
  readonly __typename?: 'Procedure';
  readonly id: Scalars['ID']['output'];
  readonly ref: Scalars['ID']['output'];
};

/** A field of administration, as far as `node` knows it. */
export type ProcedureField = Node & {
  readonly __typename?: 'ProcedureField';
  readonly id: Scalars['ID']['output'];
  readonly ref: Scalars['ID']['output'];
};

/** An agency (cơ quan, đơn vị). */
export type Agency = Node & {
  readonly __typename?: 'Agency';
  /** Unique over all types; `Query.node` finds it again. */
  readonly id: Scalars['ID']['output'];
  /** Identifier of QĐ 20/2020, large to small: H12.03; where it has none that can be read, its key in its source. */
  readonly code: Scalars['ID']['output'];
  /** Its name (tên cơ quan, đơn vị). */
  readonly name: Scalars['String']['output'];
  /** Every identifier that it bears or bore (mã định danh); the first 500. */
  readonly identifiers?: Maybe<ReadonlyArray<AgencyIdentifier>>;
  /** What kind of body it is (loại cơ quan). */
  readonly kind?: Maybe<AgencyKind>;
  /** Level of government (cấp). */
  readonly level?: Maybe<GovernmentLevel>;
  /** The agency above it (cơ quan cấp trên). */
  readonly parent?: Maybe<Agency>;
  /** The agencies directly beneath it (đơn vị trực thuộc). */
  readonly children?: Maybe<AgencyConnection>;
  /** Documents that it issued (văn bản đi): those that it sent and that bear its identifier. */
  readonly issuedDocuments?: Maybe<DocumentConnection>;
  /** Documents on which it was given a task (văn bản đến, văn bản được giao). */
  readonly assignedDocuments?: Maybe<DocumentConnection>;
  /** People with an account in VIC; null where its source keeps no accounts, or the agency has no code that can be read. */
  readonly userCount?: Maybe<Scalars['Int']['output']>;
  /** Where it was read, and what was repaired in what was read of it. */
  readonly source: SourceRecord;
};


/** An agency (cơ quan, đơn vị). */
export type AgencyChildrenArgs = {
  where?: InputMaybe<AgencyFilter>;
  orderBy?: InputMaybe<ReadonlyArray<AgencyOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};


/** An agency (cơ quan, đơn vị). */
export type AgencyIssuedDocumentsArgs = {
  where?: InputMaybe<DocumentFilter>;
  orderBy?: InputMaybe<ReadonlyArray<DocumentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};


/** An agency (cơ quan, đơn vị). */
export type AgencyAssignedDocumentsArgs = {
  where?: InputMaybe<DocumentFilter>;
  orderBy?: InputMaybe<ReadonlyArray<DocumentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};

/** An identifier of an agency in one numbering (mã định danh). */
export type AgencyIdentifier = {
  readonly __typename?: 'AgencyIdentifier';
  /** The numbering that it is of. */
  readonly scheme: AgencyIdentifierScheme;
  /** The identifier as the numbering writes it. */
  readonly value: Scalars['String']['output'];
  /** First day on which it was good; null where nobody wrote it down. */
  readonly validFrom?: Maybe<Scalars['Date']['output']>;
  /** Last day on which it was good; null where it still is, or nobody wrote it down. */
  readonly validTo?: Maybe<Scalars['Date']['output']>;
  /** Where it was read, and what was repaired in what was read of it. */
  readonly source: SourceRecord;
};

/** Numberings of agencies. */
export type AgencyIdentifierScheme =
  /** QCVN 102:2016: 000.00.03.H12 */
  | 'QCVN_102'
  /** QĐ 20/2020/QĐ-TTg: H12.03 */
  | 'QD_20'
  /** General Statistics Office code of the unit of administration */
  | 'GSO'
  /** The agency's own */
  | 'LOCAL'
  /** A numbering that the mapping does not know */
  | 'UNKNOWN';

/** Kind of body (loại cơ quan). */
export type AgencyKind =
  /** Cơ quan nhà nước */
  | 'STATE'
  /** Cơ quan Đảng */
  | 'PARTY'
  /** Đoàn thể */
  | 'MASS_ORGANISATION'
  /** Mặt trận Tổ quốc */
  | 'FATHERLAND_FRONT'
  /** Hội đặc thù */
  | 'SPECIAL_ASSOCIATION'
  /** A code that the mapping does not know */
  | 'UNKNOWN';

/** A document received or issued (văn bản đến, văn bản đi). */
export type Document = Node & {
  readonly __typename?: 'Document';
  /** Source and local key; `Query.node` finds it again. */
  readonly id: Scalars['ID']['output'];
  /** `OrganId,yyyy/MM/dd,number/notation`; null where a part is missing. */
  readonly documentId?: Maybe<Scalars['ID']['output']>;
  /** Whether it came or went (văn bản đến, văn bản đi). */
  readonly direction: DocumentDirection;
  /** Number in the register (số). */
  readonly number?: Maybe<Scalars['String']['output']>;
  /** Number and notation as printed (số ký hiệu). */
  readonly notation?: Maybe<Scalars['String']['output']>;
  /** Day of issue (ngày ban hành). */
  readonly issuedOn?: Maybe<Scalars['Date']['output']>;
  /** Day of arrival (ngày đến); null for one that went. */
  readonly arrivedOn?: Maybe<Scalars['Date']['output']>;
  /** Kind of document (loại văn bản). */
  readonly kind?: Maybe<Scalars['String']['output']>;
  /** What it is about (trích yếu). */
  readonly subject?: Maybe<Scalars['String']['output']>;
  /** The agency that issued and signed it (cơ quan ban hành). */
  readonly issuer?: Maybe<Agency>;
  /** The issuer's name as typed, where it is no agency of the province. */
  readonly issuerName?: Maybe<Scalars['String']['output']>;
  /** Who signed (người ký). */
  readonly signer?: Maybe<Signer>;
  /** How urgent (độ khẩn). */
  readonly urgency?: Maybe<Urgency>;
  /**
   * Tasks given on it; the first 500.
   * @deprecated The list grows: ask for `assignmentsConnection`.
   */
  readonly assignments?: Maybe<ReadonlyArray<Assignment>>;
  /** Tasks given on it (phân công xử lý). */
  readonly assignmentsConnection?: Maybe<AssignmentConnection>;
  /**
   * Messages of the exchange axis (trục liên thông), in the order of time; the first 500.
   * @deprecated The list grows: ask for `exchangeEventsConnection`.
   */
  readonly exchangeEvents?: Maybe<ReadonlyArray<ExchangeEvent>>;
  /** Messages of the exchange axis (trục liên thông). */
  readonly exchangeEventsConnection?: Maybe<ExchangeEventConnection>;
  /** Derived from the events, which come late, repeated and out of order. */
  readonly exchangeState?: Maybe<ExchangeState>;
  /** The document that this one answers (trả lời văn bản). */
  readonly responseTo?: Maybe<Document>;
  /** The documents that answer this one. An item is null, with an error, for each system that did not answer. */
  readonly responses?: Maybe<ReadonlyArray<Maybe<Document>>>;
  /** Where it was read, and what was repaired in what was read of it. */
  readonly source: SourceRecord;
};


/** A document received or issued (văn bản đến, văn bản đi). */
export type DocumentAssignmentsConnectionArgs = {
  where?: InputMaybe<AssignmentFilter>;
  orderBy?: InputMaybe<ReadonlyArray<AssignmentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  onUnavailable?: OnUnavailable;
};


/** A document received or issued (văn bản đến, văn bản đi). */
export type DocumentExchangeEventsConnectionArgs = {
  where?: InputMaybe<ExchangeEventFilter>;
  orderBy?: InputMaybe<ReadonlyArray<ExchangeEventOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  onUnavailable?: OnUnavailable;
};

/** Who signed a document (người ký). */
export type Signer = {
  readonly __typename?: 'Signer';
  /** Full name (họ tên). */
  readonly name: Scalars['String']['output'];
  /** Position (chức vụ). */
  readonly position?: Maybe<Scalars['String']['output']>;
};

/** Received or issued (văn bản đến, văn bản đi). */
export type DocumentDirection =
  /** Văn bản đến */
  | 'INCOMING'
  /** Văn bản đi */
  | 'OUTGOING'
  /** A code that the mapping does not know, or none */
  | 'UNKNOWN';

/** How urgent a document is (độ khẩn). */
export type Urgency =
  /** Thường */
  | 'NORMAL'
  /** Khẩn */
  | 'URGENT'
  /** Thượng khẩn */
  | 'VERY_URGENT'
  /** Hỏa tốc */
  | 'FLASH'
  /** A code that the mapping does not know */
  | 'UNKNOWN';

/** A task given on a document (phân công xử lý). */
export type Assignment = {
  readonly __typename?: 'Assignment';
  /** Part in the task (vai trò xử lý). */
  readonly role: AssignmentRole;
  /** Who was given it (đơn vị được giao). */
  readonly agency?: Maybe<Agency>;
  /** Day by which it is due (hạn xử lý). */
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  /** Day on which it was done (ngày hoàn thành); null while it is not. */
  readonly completedOn?: Maybe<Scalars['Date']['output']>;
  /** Where it was read, and what was repaired in what was read of it. */
  readonly source: SourceRecord;
};

/** Part in a task (vai trò xử lý). */
export type AssignmentRole =
  /** Xử lý chính */
  | 'LEAD'
  /** Phối hợp */
  | 'SUPPORT'
  /** Để biết */
  | 'INFORMED'
  /** A code that the mapping does not know */
  | 'UNKNOWN';

/** A message of the exchange axis (trạng thái liên thông). */
export type ExchangeEvent = {
  readonly __typename?: 'ExchangeEvent';
  /** What it says of the document. */
  readonly state: ExchangeState;
  /** The code as sent, 01 to 16. */
  readonly code: Scalars['String']['output'];
  /** When it was sent. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** Identifier of the sending agency, as sent. */
  readonly fromCode?: Maybe<Scalars['String']['output']>;
  /** Where it was read, and what was repaired in what was read of it. */
  readonly source: SourceRecord;
};

/** States of an exchanged document (QCVN 102:2016). */
export type ExchangeState =
  /** 01 Đã đến */
  | 'ARRIVED'
  /** 02 Từ chối tiếp nhận */
  | 'REFUSED'
  /** 03 Đã tiếp nhận */
  | 'ACCEPTED'
  /** 04 Phân công */
  | 'ASSIGNED'
  /** 05 Đang xử lý */
  | 'PROCESSING'
  /** 06 Hoàn thành */
  | 'COMPLETED'
  /** 13 Lấy lại */
  | 'RECALL_ASKED'
  /** 15 Đồng ý */
  | 'RECALL_AGREED'
  /** 16 Từ chối */
  | 'RECALL_REFUSED'
  /** A code that the mapping does not know */
  | 'UNKNOWN';

/** Counts over VIC. */
export type DocumentSystem = {
  readonly __typename?: 'DocumentSystem';
  /** Null where a source keeps none or cannot count them; of the sources that answered. */
  readonly agencyCount?: Maybe<Scalars['Int']['output']>;
  /** Null where a source keeps none or cannot count them; of the sources that answered. */
  readonly userCount?: Maybe<Scalars['Int']['output']>;
  /** Which sources the counts come from. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A page of agencies (danh sách cơ quan). */
export type AgencyConnection = {
  readonly __typename?: 'AgencyConnection';
  /** Its rows, each with its place in the list. */
  readonly edges: ReadonlyArray<AgencyEdge>;
  /** Its rows, for those that need no place. */
  readonly nodes: ReadonlyArray<Agency>;
  /** What lies before and behind it. */
  readonly pageInfo: PageInfo;
  /** All that match; null where telling would mean reading too many rows. A lower bound where `partial`. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** True if a source did not answer. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part in the answer. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** An agency and its place in the list. */
export type AgencyEdge = {
  readonly __typename?: 'AgencyEdge';
  /** Its place in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: Agency;
};

/** A page of documents (danh sách văn bản). */
export type DocumentConnection = {
  readonly __typename?: 'DocumentConnection';
  /** Its rows, each with its place in the list. */
  readonly edges: ReadonlyArray<DocumentEdge>;
  /** Its rows, for those that need no place. */
  readonly nodes: ReadonlyArray<Document>;
  /** What lies before and behind it. */
  readonly pageInfo: PageInfo;
  /** All that match; null where telling would mean reading too many rows. A lower bound where `partial`. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** True if a source did not answer. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part in the answer. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A document and its place in the list. */
export type DocumentEdge = {
  readonly __typename?: 'DocumentEdge';
  /** Its place in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: Document;
};

/** Conditions on agencies; all that are given must hold. At most 200 parts, 10 levels deep; 1,000 values in all lists together, each of 1,000 characters, all of 50,000: beyond, BAD_FILTER names the part. */
export type AgencyFilter = {
  /** All of them hold; of none, every row. */
  readonly and?: InputMaybe<ReadonlyArray<AgencyFilter>>;
  /** At least one of them holds; of none, no row. */
  readonly or?: InputMaybe<ReadonlyArray<AgencyFilter>>;
  /** It does not hold: the plain complement, rows without a value among them. */
  readonly not?: InputMaybe<AgencyFilter>;
  /** Its identifier, in either form (mã định danh). */
  readonly code?: InputMaybe<IdFilter>;
  /** Its name. */
  readonly name?: InputMaybe<TextFilter>;
  /** What kind of agency it is. */
  readonly kind?: InputMaybe<AgencyKindFilter>;
  /** Level of government (cấp). */
  readonly level?: InputMaybe<GovernmentLevelFilter>;
  /** Identifier of the agency above it, in either form. */
  readonly parentCode?: InputMaybe<IdFilter>;
};

/** Conditions on kinds of bodies. */
export type AgencyKindFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<AgencyKind>;
  /** Has a value, and another one. */
  readonly ne?: InputMaybe<AgencyKind>;
  /** Equal to one of them, at most 1,000; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<AgencyKind>>;
  /** Has a value, and none of these, at most 1,000. */
  readonly notIn?: InputMaybe<ReadonlyArray<AgencyKind>>;
  /** true: has no value, or none that can be read; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One term of the order of agencies. */
export type AgencyOrder = {
  /** What is compared. */
  readonly by: AgencyOrderField;
  /** Which end comes first. */
  readonly direction?: Direction;
};

/** What agencies can be ordered by. */
export type AgencyOrderField =
  /** Its identifier */
  | 'CODE';

/** Conditions on documents; all that are given must hold. At most 200 parts, 10 levels deep; 1,000 values in all lists together, each of 1,000 characters, all of 50,000: beyond, BAD_FILTER names the part. */
export type DocumentFilter = {
  /** All of them hold; of none, every row. */
  readonly and?: InputMaybe<ReadonlyArray<DocumentFilter>>;
  /** At least one of them holds; of none, no row. */
  readonly or?: InputMaybe<ReadonlyArray<DocumentFilter>>;
  /** It does not hold: the plain complement, rows without a value among them. */
  readonly not?: InputMaybe<DocumentFilter>;
  /** Whether it came or went. */
  readonly direction?: InputMaybe<DocumentDirectionFilter>;
  /** Number and notation (số ký hiệu). */
  readonly notation?: InputMaybe<TextFilter>;
  /** What it is about (trích yếu). */
  readonly subject?: InputMaybe<TextFilter>;
  /** Day of issue (ngày ban hành). */
  readonly issuedOn?: InputMaybe<DateFilter>;
  /** Day of arrival (ngày đến). */
  readonly arrivedOn?: InputMaybe<DateFilter>;
  /** Identifier of the issuing agency, in either form. */
  readonly issuerCode?: InputMaybe<IdFilter>;
  /** How urgent it is (độ khẩn). */
  readonly urgency?: InputMaybe<UrgencyFilter>;
};

/** Conditions on directions; all that are given must hold. A row without a direction shows `UNKNOWN` and is found by `isNull` alone. */
export type DocumentDirectionFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<DocumentDirection>;
  /** Has a value, and another one. */
  readonly ne?: InputMaybe<DocumentDirection>;
  /** Equal to one of them, at most 1,000; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<DocumentDirection>>;
  /** Has a value, and none of these, at most 1,000. */
  readonly notIn?: InputMaybe<ReadonlyArray<DocumentDirection>>;
  /** true: has no value, or none that can be read; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Conditions on urgencies. */
export type UrgencyFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<Urgency>;
  /** Has a value, and another one. */
  readonly ne?: InputMaybe<Urgency>;
  /** Equal to one of them, at most 1,000; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<Urgency>>;
  /** Has a value, and none of these, at most 1,000. */
  readonly notIn?: InputMaybe<ReadonlyArray<Urgency>>;
  /** true: has no value, or none that can be read; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One term of the order of documents; documents without a value come last. */
export type DocumentOrder = {
  /** What is compared. */
  readonly by: DocumentOrderField;
  /** Which end comes first. */
  readonly direction?: Direction;
};

/** What documents can be ordered by. */
export type DocumentOrderField =
  /** The moment of issue, where its time of day is kept */
  | 'ISSUED_ON'
  /** The moment of arrival, where its time of day is kept */
  | 'ARRIVED_ON';

/** A page of tasks (phân công xử lý). */
export type AssignmentConnection = {
  readonly __typename?: 'AssignmentConnection';
  /** Its rows, each with its place in the list. */
  readonly edges: ReadonlyArray<AssignmentEdge>;
  /** Its rows, for those that need no place. */
  readonly nodes: ReadonlyArray<Assignment>;
  /** What lies before and behind it. */
  readonly pageInfo: PageInfo;
  /** All that match; null where there may be more than are read. A lower bound where `partial`. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** True if a source did not answer. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part in the answer. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A task and its place in the list. */
export type AssignmentEdge = {
  readonly __typename?: 'AssignmentEdge';
  /** Its place in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: Assignment;
};

/** Conditions on tasks; all that are given must hold. At most 200 parts, 10 levels deep; 1,000 values in all lists together, each of 1,000 characters, all of 50,000: beyond, BAD_FILTER names the part. */
export type AssignmentFilter = {
  /** All of them hold; of none, every row. */
  readonly and?: InputMaybe<ReadonlyArray<AssignmentFilter>>;
  /** At least one of them holds; of none, no row. */
  readonly or?: InputMaybe<ReadonlyArray<AssignmentFilter>>;
  /** It does not hold: the plain complement, rows without a value among them. */
  readonly not?: InputMaybe<AssignmentFilter>;
  /** Part in the task (vai trò xử lý). */
  readonly role?: InputMaybe<AssignmentRoleFilter>;
  /** Identifier of the agency, in either form. */
  readonly agencyCode?: InputMaybe<IdFilter>;
  /** Day by which it is due (hạn xử lý). */
  readonly dueOn?: InputMaybe<DateFilter>;
  /** Day on which it was done (ngày hoàn thành). */
  readonly completedOn?: InputMaybe<DateFilter>;
};

/** Conditions on parts in tasks. */
export type AssignmentRoleFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<AssignmentRole>;
  /** Has a value, and another one. */
  readonly ne?: InputMaybe<AssignmentRole>;
  /** Equal to one of them, at most 1,000; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<AssignmentRole>>;
  /** Has a value, and none of these, at most 1,000. */
  readonly notIn?: InputMaybe<ReadonlyArray<AssignmentRole>>;
  /** true: has no value, or none that can be read; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One term of the order of tasks; those without a value come last. */
export type AssignmentOrder = {
  /** What is compared. */
  readonly by: AssignmentOrderField;
  /** Which end comes first. */
  readonly direction?: Direction;
};

/** What tasks can be ordered by. */
export type AssignmentOrderField =
  /** The day by which it is due */
  | 'DUE_ON'
  /** The day on which it was done */
  | 'COMPLETED_ON';

/** A page of messages of the exchange axis. */
export type ExchangeEventConnection = {
  readonly __typename?: 'ExchangeEventConnection';
  /** Its rows, each with its place in the list. */
  readonly edges: ReadonlyArray<ExchangeEventEdge>;
  /** Its rows, for those that need no place. */
  readonly nodes: ReadonlyArray<ExchangeEvent>;
  /** What lies before and behind it. */
  readonly pageInfo: PageInfo;
  /** All that match; null where there may be more than are read. A lower bound where `partial`. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** True if a source did not answer. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part in the answer. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A message and its place in the list. */
export type ExchangeEventEdge = {
  readonly __typename?: 'ExchangeEventEdge';
  /** Its place in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: ExchangeEvent;
};

/** Conditions on messages of the exchange axis; all that are given must hold. At most 200 parts, 10 levels deep; 1,000 values in all lists together, each of 1,000 characters, all of 50,000: beyond, BAD_FILTER names the part. */
export type ExchangeEventFilter = {
  /** All of them hold; of none, every row. */
  readonly and?: InputMaybe<ReadonlyArray<ExchangeEventFilter>>;
  /** At least one of them holds; of none, no row. */
  readonly or?: InputMaybe<ReadonlyArray<ExchangeEventFilter>>;
  /** It does not hold: the plain complement, rows without a value among them. */
  readonly not?: InputMaybe<ExchangeEventFilter>;
  /** What it says of the document (trạng thái liên thông). */
  readonly state?: InputMaybe<ExchangeStateFilter>;
  /** Day on which it was sent. */
  readonly sentOn?: InputMaybe<DateFilter>;
};

/** Conditions on states of exchanged documents. */
export type ExchangeStateFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<ExchangeState>;
  /** Has a value, and another one. */
  readonly ne?: InputMaybe<ExchangeState>;
  /** Equal to one of them, at most 1,000; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<ExchangeState>>;
  /** Has a value, and none of these, at most 1,000. */
  readonly notIn?: InputMaybe<ReadonlyArray<ExchangeState>>;
  /** true: has no value, or none that can be read; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One term of the order of messages; those without a value come last. */
export type ExchangeEventOrder = {
  /** What is compared. */
  readonly by: ExchangeEventOrderField;
  /** Which end comes first. */
  readonly direction?: Direction;
};

/** What messages can be ordered by. */
export type ExchangeEventOrderField =
  /** When it was sent */
  | 'AT';

/** What documents can be grouped by. */
export type DocumentGrouping =
  /** The agency that issued it, where it is one of the province */
  | 'ISSUER'
  /** Whether it came or went */
  | 'DIRECTION'
  /** The kind of document */
  | 'KIND'
  /** How urgent it is */
  | 'URGENCY'
  /** What its messages on the exchange axis amount to */
  | 'EXCHANGE_STATE'
  /** The day of issue */
  | 'ISSUED_DAY'
  /** `2016-W33`, ISO 8601 */
  | 'ISSUED_WEEK'
  /** The month of issue */
  | 'ISSUED_MONTH'
  /** `2016-Q3` */
  | 'ISSUED_QUARTER'
  /** The year of issue */
  | 'ISSUED_YEAR'
  /** The day of arrival */
  | 'ARRIVED_DAY'
  /** The week of arrival */
  | 'ARRIVED_WEEK'
  /** The month of arrival */
  | 'ARRIVED_MONTH'
  /** The quarter of arrival */
  | 'ARRIVED_QUARTER'
  /** The year of arrival */
  | 'ARRIVED_YEAR';

/** One term of the order of groups of documents. */
export type DocumentGroupOrder = {
  /** What is compared. */
  readonly by: DocumentGroupOrderBy;
  /** Which end comes first; groups without a value come last. */
  readonly direction?: Direction;
};

/** What groups of documents can be ordered by. */
export type DocumentGroupOrderBy =
  /** Number of documents */
  | 'COUNT'
  /** Share of tasks that were done late, of those done with a due day */
  | 'LATE_TASKS';

/** Conditions on groups of documents; all that are given must hold. */
export type DocumentGroupFilter = {
  /** Groups of at least so many documents */
  readonly countAtLeast?: InputMaybe<Scalars['Int']['input']>;
  /** Groups of at most so many documents */
  readonly countAtMost?: InputMaybe<Scalars['Int']['input']>;
};

/** Documents counted by what they have in common. */
export type DocumentStatistics = {
  readonly __typename?: 'DocumentStatistics';
  /** The groups that were asked for, in their order. */
  readonly groups: ReadonlyArray<DocumentGroup>;
  /** Groups that may be told and pass `having`, given or not: groups too small for who asks are kept back, and counted in `total` alone. */
  readonly groupCount: Scalars['Int']['output'];
  /** Of all documents that are counted, in groups that are given or not. */
  readonly total: DocumentMeasures;
  /** True where a source's documents are missing. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part; `rows` are the groups it gave. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** Documents that have something in common. */
export type DocumentGroup = {
  readonly __typename?: 'DocumentGroup';
  /** What they have in common, in the order of `groupBy`, as text; null for those that have none. */
  readonly keys: ReadonlyArray<Maybe<Scalars['String']['output']>>;
  /** One of them by itself, as a column of a table wants it; null for those that have none. */
  readonly key?: Maybe<Scalars['String']['output']>;
  /** Null unless grouped by ISSUER, or where it is no agency of the province. */
  readonly issuer?: Maybe<Agency>;
  /** What was counted of them. */
  readonly measures: DocumentMeasures;
};


/** Documents that have something in common. */
export type DocumentGroupKeyArgs = {
  of: DocumentGrouping;
};

/** What is counted of some documents. */
export type DocumentMeasures = {
  readonly __typename?: 'DocumentMeasures';
  /** Number of documents. */
  readonly count: Scalars['Int']['output'];
  /** Of the documents that are counted, from 0 to 1; null where there are none. */
  readonly share?: Maybe<Scalars['Float']['output']>;
  /** Tasks given on them, by whether they were done in time (phân công xử lý); null where a part is so small that who asks may not be told. */
  readonly tasks?: Maybe<TimelinessCounts>;
};

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };

/** Mapping of federation types */
export type FederationTypes = {
  Search: Search;
  Agency: Agency;
  Document: Document;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Search:
    ( { __typename: 'Search' }
    & GraphQLRecursivePick<FederationTypes['Search'], {"text":true}> );
  Agency:
    ( { __typename: 'Agency' }
    & GraphQLRecursivePick<FederationTypes['Agency'], {"code":true}> );
  Document:
    ( { __typename: 'Document' }
    & ( GraphQLRecursivePick<FederationTypes['Document'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Document'], {"documentId":true}> ) );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( DossierModel )
    | ( OneStopOfficeModel )
    | ( ProcedureModel )
    | ( ProcedureFieldModel )
    | ( AgencyModel )
    | ( DocumentModel )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  GovernmentLevel: GovernmentLevel;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  SourceAnswer: ResolverTypeWrapper<SourceAnswer>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  SourceStatusChange: ResolverTypeWrapper<SourceStatusChange>;
  SourceStatus: SourceStatus;
  RowOrigin: RowOrigin;
  Freshness: Freshness;
  OnUnavailable: OnUnavailable;
  SourceRecord: ResolverTypeWrapper<SourceRecord>;
  Repair: ResolverTypeWrapper<Repair>;
  RepairKind: RepairKind;
  Direction: Direction;
  IdFilter: IdFilter;
  TextFilter: TextFilter;
  DateFilter: DateFilter;
  GovernmentLevelFilter: GovernmentLevelFilter;
  TimelinessCounts: ResolverTypeWrapper<TimelinessCounts>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Search: ResolverTypeWrapper<Omit<Search, 'documents' | 'agencies'> & { documents?: Maybe<ResolversTypes['DocumentHits']>, agencies?: Maybe<ResolversTypes['AgencyHits']> }>;
  DocumentHits: ResolverTypeWrapper<DocumentHitsModel>;
  AgencyHits: ResolverTypeWrapper<AgencyHitsModel>;
  Dossier: ResolverTypeWrapper<DossierModel>;
  OneStopOffice: ResolverTypeWrapper<OneStopOfficeModel>;
  Procedure: ResolverTypeWrapper<ProcedureModel>;
  ProcedureField: ResolverTypeWrapper<ProcedureFieldModel>;
  Agency: ResolverTypeWrapper<AgencyModel>;
  AgencyIdentifier: ResolverTypeWrapper<AgencyIdentifierModel>;
  AgencyIdentifierScheme: AgencyIdentifierScheme;
  AgencyKind: AgencyKind;
  Document: ResolverTypeWrapper<DocumentModel>;
  Signer: ResolverTypeWrapper<Signer>;
  DocumentDirection: DocumentDirection;
  Urgency: Urgency;
  Assignment: ResolverTypeWrapper<AssignmentModel>;
  AssignmentRole: AssignmentRole;
  ExchangeEvent: ResolverTypeWrapper<ExchangeEventModel>;
  ExchangeState: ExchangeState;
  DocumentSystem: ResolverTypeWrapper<DocumentSystem>;
  AgencyConnection: ResolverTypeWrapper<AgencyConnectionModel>;
  AgencyEdge: ResolverTypeWrapper<AgencyEdgeModel>;
  DocumentConnection: ResolverTypeWrapper<DocumentConnectionModel>;
  DocumentEdge: ResolverTypeWrapper<DocumentEdgeModel>;
  AgencyFilter: AgencyFilter;
  AgencyKindFilter: AgencyKindFilter;
  AgencyOrder: AgencyOrder;
  AgencyOrderField: AgencyOrderField;
  DocumentFilter: DocumentFilter;
  DocumentDirectionFilter: DocumentDirectionFilter;
  UrgencyFilter: UrgencyFilter;
  DocumentOrder: DocumentOrder;
  DocumentOrderField: DocumentOrderField;
  AssignmentConnection: ResolverTypeWrapper<AssignmentConnectionModel>;
  AssignmentEdge: ResolverTypeWrapper<AssignmentEdgeModel>;
  AssignmentFilter: AssignmentFilter;
  AssignmentRoleFilter: AssignmentRoleFilter;
  AssignmentOrder: AssignmentOrder;
  AssignmentOrderField: AssignmentOrderField;
  ExchangeEventConnection: ResolverTypeWrapper<ExchangeEventConnectionModel>;
  ExchangeEventEdge: ResolverTypeWrapper<ExchangeEventEdgeModel>;
  ExchangeEventFilter: ExchangeEventFilter;
  ExchangeStateFilter: ExchangeStateFilter;
  ExchangeEventOrder: ExchangeEventOrder;
  ExchangeEventOrderField: ExchangeEventOrderField;
  DocumentGrouping: DocumentGrouping;
  DocumentGroupOrder: DocumentGroupOrder;
  DocumentGroupOrderBy: DocumentGroupOrderBy;
  DocumentGroupFilter: DocumentGroupFilter;
  DocumentStatistics: ResolverTypeWrapper<DocumentStatisticsModel>;
  DocumentGroup: ResolverTypeWrapper<DocumentGroupModel>;
  DocumentMeasures: ResolverTypeWrapper<DocumentMeasuresModel>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  ID: Scalars['ID']['output'];
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  String: Scalars['String']['output'];
  SourceAnswer: SourceAnswer;
  Int: Scalars['Int']['output'];
  SourceStatusChange: SourceStatusChange;
  SourceRecord: SourceRecord;
  Repair: Repair;
  IdFilter: IdFilter;
  TextFilter: TextFilter;
  DateFilter: DateFilter;
  GovernmentLevelFilter: GovernmentLevelFilter;
  TimelinessCounts: TimelinessCounts;
  Float: Scalars['Float']['output'];
  Query: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  Search: Omit<Search, 'documents' | 'agencies'> & { documents?: Maybe<ResolversParentTypes['DocumentHits']>, agencies?: Maybe<ResolversParentTypes['AgencyHits']> } | FederationReferenceTypes['Search'];
  DocumentHits: DocumentHitsModel;
  AgencyHits: AgencyHitsModel;
  Dossier: DossierModel;
  OneStopOffice: OneStopOfficeModel;
  Procedure: ProcedureModel;
  ProcedureField: ProcedureFieldModel;
  Agency: AgencyModel;
  AgencyIdentifier: AgencyIdentifierModel;
  Document: DocumentModel;
  Signer: Signer;
  Assignment: AssignmentModel;
  ExchangeEvent: ExchangeEventModel;
  DocumentSystem: DocumentSystem;
  AgencyConnection: AgencyConnectionModel;
  AgencyEdge: AgencyEdgeModel;
  DocumentConnection: DocumentConnectionModel;
  DocumentEdge: DocumentEdgeModel;
  AgencyFilter: AgencyFilter;
  AgencyKindFilter: AgencyKindFilter;
  AgencyOrder: AgencyOrder;
  DocumentFilter: DocumentFilter;
  DocumentDirectionFilter: DocumentDirectionFilter;
  UrgencyFilter: UrgencyFilter;
  DocumentOrder: DocumentOrder;
  AssignmentConnection: AssignmentConnectionModel;
  AssignmentEdge: AssignmentEdgeModel;
  AssignmentFilter: AssignmentFilter;
  AssignmentRoleFilter: AssignmentRoleFilter;
  AssignmentOrder: AssignmentOrder;
  ExchangeEventConnection: ExchangeEventConnectionModel;
  ExchangeEventEdge: ExchangeEventEdgeModel;
  ExchangeEventFilter: ExchangeEventFilter;
  ExchangeStateFilter: ExchangeStateFilter;
  ExchangeEventOrder: ExchangeEventOrder;
  DocumentGroupOrder: DocumentGroupOrder;
  DocumentGroupFilter: DocumentGroupFilter;
  DocumentStatistics: DocumentStatisticsModel;
  DocumentGroup: DocumentGroupModel;
  DocumentMeasures: DocumentMeasuresModel;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  agency?: Resolver<Maybe<ResolversTypes['Agency']>, ParentType, ContextType, RequireFields<QueryAgencyArgs, 'code'>>;
  agencies?: Resolver<Maybe<ResolversTypes['AgencyConnection']>, ParentType, ContextType, RequireFields<QueryAgenciesArgs, 'freshness' | 'onUnavailable'>>;
  document?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType, RequireFields<QueryDocumentArgs, 'id'>>;
  documentByDocumentId?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType, RequireFields<QueryDocumentByDocumentIdArgs, 'documentId'>>;
  documents?: Resolver<Maybe<ResolversTypes['DocumentConnection']>, ParentType, ContextType, RequireFields<QueryDocumentsArgs, 'freshness' | 'onUnavailable'>>;
  documentStatistics?: Resolver<Maybe<ResolversTypes['DocumentStatistics']>, ParentType, ContextType, RequireFields<QueryDocumentStatisticsArgs, 'groupBy' | 'freshness' | 'onUnavailable'>>;
  documentSystem?: Resolver<Maybe<ResolversTypes['DocumentSystem']>, ParentType, ContextType>;
  search?: Resolver<Maybe<ResolversTypes['Search']>, ParentType, ContextType, RequireFields<QuerySearchArgs, 'text'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  documentSourceStatusChanged?: SubscriptionResolver<ResolversTypes['SourceStatusChange'], "documentSourceStatusChanged", ParentType, ContextType, Partial<SubscriptionDocumentSourceStatusChangedArgs>>;
};

export type SearchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Search'] = ResolversParentTypes['Search'], FederationReferenceType extends FederationReferenceTypes['Search'] = FederationReferenceTypes['Search']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Search']> | FederationReferenceType, FederationReferenceType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  documents?: Resolver<Maybe<ResolversTypes['DocumentHits']>, ParentType, ContextType, RequireFields<SearchDocumentsArgs, 'onUnavailable'>>;
  agencies?: Resolver<Maybe<ResolversTypes['AgencyHits']>, ParentType, ContextType, RequireFields<SearchAgenciesArgs, 'onUnavailable'>>;
};

export type DocumentHitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentHits'] = ResolversParentTypes['DocumentHits']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Document']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type AgencyHitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgencyHits'] = ResolversParentTypes['AgencyHits']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Agency']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type DossierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Dossier'] = ResolversParentTypes['Dossier']> = {
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OneStopOfficeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OneStopOffice'] = ResolversParentTypes['OneStopOffice']> = {
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProcedureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Procedure'] = ResolversParentTypes['Procedure']> = {
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProcedureFieldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureField'] = ResolversParentTypes['ProcedureField']> = {
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AgencyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Agency'] = ResolversParentTypes['Agency'], FederationReferenceType extends FederationReferenceTypes['Agency'] = FederationReferenceTypes['Agency']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Agency']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  identifiers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AgencyIdentifier']>>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['AgencyKind']>, ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['GovernmentLevel']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Agency']>, ParentType, ContextType>;
  children?: Resolver<Maybe<ResolversTypes['AgencyConnection']>, ParentType, ContextType, RequireFields<AgencyChildrenArgs, 'freshness' | 'onUnavailable'>>;
  issuedDocuments?: Resolver<Maybe<ResolversTypes['DocumentConnection']>, ParentType, ContextType, RequireFields<AgencyIssuedDocumentsArgs, 'freshness' | 'onUnavailable'>>;
  assignedDocuments?: Resolver<Maybe<ResolversTypes['DocumentConnection']>, ParentType, ContextType, RequireFields<AgencyAssignedDocumentsArgs, 'freshness' | 'onUnavailable'>>;
  userCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AgencyIdentifierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgencyIdentifier'] = ResolversParentTypes['AgencyIdentifier']> = {
  scheme?: Resolver<ResolversTypes['AgencyIdentifierScheme'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
};

export type DocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Document'] = ResolversParentTypes['Document'], FederationReferenceType extends FederationReferenceTypes['Document'] = FederationReferenceTypes['Document']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Document']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  documentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['DocumentDirection'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  notation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  issuedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  arrivedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  issuer?: Resolver<Maybe<ResolversTypes['Agency']>, ParentType, ContextType>;
  issuerName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  signer?: Resolver<Maybe<ResolversTypes['Signer']>, ParentType, ContextType>;
  urgency?: Resolver<Maybe<ResolversTypes['Urgency']>, ParentType, ContextType>;
  assignments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Assignment']>>, ParentType, ContextType>;
  assignmentsConnection?: Resolver<Maybe<ResolversTypes['AssignmentConnection']>, ParentType, ContextType, RequireFields<DocumentAssignmentsConnectionArgs, 'onUnavailable'>>;
  exchangeEvents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ExchangeEvent']>>, ParentType, ContextType>;
  exchangeEventsConnection?: Resolver<Maybe<ResolversTypes['ExchangeEventConnection']>, ParentType, ContextType, RequireFields<DocumentExchangeEventsConnectionArgs, 'onUnavailable'>>;
  exchangeState?: Resolver<Maybe<ResolversTypes['ExchangeState']>, ParentType, ContextType>;
  responseTo?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType>;
  responses?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['Document']>>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SignerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Signer'] = ResolversParentTypes['Signer']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AssignmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Assignment'] = ResolversParentTypes['Assignment']> = {
  role?: Resolver<ResolversTypes['AssignmentRole'], ParentType, ContextType>;
  agency?: Resolver<Maybe<ResolversTypes['Agency']>, ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  completedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
};

export type ExchangeEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExchangeEvent'] = ResolversParentTypes['ExchangeEvent']> = {
  state?: Resolver<ResolversTypes['ExchangeState'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  fromCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
};

export type DocumentSystemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentSystem'] = ResolversParentTypes['DocumentSystem']> = {
  agencyCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  userCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type AgencyConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgencyConnection'] = ResolversParentTypes['AgencyConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AgencyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Agency']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type AgencyEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgencyEdge'] = ResolversParentTypes['AgencyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Agency'], ParentType, ContextType>;
};

export type DocumentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentConnection'] = ResolversParentTypes['DocumentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DocumentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Document']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type DocumentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentEdge'] = ResolversParentTypes['DocumentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Document'], ParentType, ContextType>;
};

export type AssignmentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AssignmentConnection'] = ResolversParentTypes['AssignmentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AssignmentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Assignment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type AssignmentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AssignmentEdge'] = ResolversParentTypes['AssignmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Assignment'], ParentType, ContextType>;
};

export type ExchangeEventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExchangeEventConnection'] = ResolversParentTypes['ExchangeEventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExchangeEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ExchangeEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type ExchangeEventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExchangeEventEdge'] = ResolversParentTypes['ExchangeEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ExchangeEvent'], ParentType, ContextType>;
};

export type DocumentStatisticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentStatistics'] = ResolversParentTypes['DocumentStatistics']> = {
  groups?: Resolver<ReadonlyArray<ResolversTypes['DocumentGroup']>, ParentType, ContextType>;
  groupCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['DocumentMeasures'], ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type DocumentGroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentGroup'] = ResolversParentTypes['DocumentGroup']> = {
  keys?: Resolver<ReadonlyArray<Maybe<ResolversTypes['String']>>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<DocumentGroupKeyArgs, 'of'>>;
  issuer?: Resolver<Maybe<ResolversTypes['Agency']>, ParentType, ContextType>;
  measures?: Resolver<ResolversTypes['DocumentMeasures'], ParentType, ContextType>;
};

export type DocumentMeasuresResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentMeasures'] = ResolversParentTypes['DocumentMeasures']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  share?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  tasks?: Resolver<Maybe<ResolversTypes['TimelinessCounts']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Node?: NodeResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  PageInfo?: PageInfoResolvers<ContextType>;
  SourceAnswer?: SourceAnswerResolvers<ContextType>;
  SourceStatusChange?: SourceStatusChangeResolvers<ContextType>;
  SourceRecord?: SourceRecordResolvers<ContextType>;
  Repair?: RepairResolvers<ContextType>;
  TimelinessCounts?: TimelinessCountsResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Search?: SearchResolvers<ContextType>;
  DocumentHits?: DocumentHitsResolvers<ContextType>;
  AgencyHits?: AgencyHitsResolvers<ContextType>;
  Dossier?: DossierResolvers<ContextType>;
  OneStopOffice?: OneStopOfficeResolvers<ContextType>;
  Procedure?: ProcedureResolvers<ContextType>;
  ProcedureField?: ProcedureFieldResolvers<ContextType>;
  Agency?: AgencyResolvers<ContextType>;
  AgencyIdentifier?: AgencyIdentifierResolvers<ContextType>;
  Document?: DocumentResolvers<ContextType>;
  Signer?: SignerResolvers<ContextType>;
  Assignment?: AssignmentResolvers<ContextType>;
  ExchangeEvent?: ExchangeEventResolvers<ContextType>;
  DocumentSystem?: DocumentSystemResolvers<ContextType>;
  AgencyConnection?: AgencyConnectionResolvers<ContextType>;
  AgencyEdge?: AgencyEdgeResolvers<ContextType>;
  DocumentConnection?: DocumentConnectionResolvers<ContextType>;
  DocumentEdge?: DocumentEdgeResolvers<ContextType>;
  AssignmentConnection?: AssignmentConnectionResolvers<ContextType>;
  AssignmentEdge?: AssignmentEdgeResolvers<ContextType>;
  ExchangeEventConnection?: ExchangeEventConnectionResolvers<ContextType>;
  ExchangeEventEdge?: ExchangeEventEdgeResolvers<ContextType>;
  DocumentStatistics?: DocumentStatisticsResolvers<ContextType>;
  DocumentGroup?: DocumentGroupResolvers<ContextType>;
  DocumentMeasures?: DocumentMeasuresResolvers<ContextType>;
};


