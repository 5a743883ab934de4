import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AgencyModel, AgencyConnectionModel, AgencyEdgeModel, AgencyIdentifierModel, DocumentModel, DocumentConnectionModel, DocumentEdgeModel, AssignmentModel, ExchangeEventModel } from './models.ts';
import type { Context } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
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
  /** Whole đồng. Unknown is null, and 0 is free. */
  Money: { input: number; output: number; }
  _FieldSet: { input: string; output: string; }
};

/** What can be asked of VIC. */
export type Query = {
  readonly __typename?: 'Query';
  /** One agency by its identifier, in the form of QĐ 20/2020 or of QCVN 102:2016 (mã định danh). */
  readonly agency?: Maybe<Agency>;
  /** Agencies of the province, by code unless told otherwise. */
  readonly agencies: AgencyConnection;
  /** One document by its id in the graph. */
  readonly document?: Maybe<Document>;
  /** One document by `OrganId,yyyy/MM/dd,number/notation`, the key that crosses agencies (QCVN 102:2016). */
  readonly documentByDocumentId?: Maybe<Document>;
  /** Documents received and issued, newest first unless told otherwise. Secret ones (Mật and above) are never read. */
  readonly documents: DocumentConnection;
  /** Counts over the whole system. */
  readonly documentSystem: DocumentSystem;
};


/** What can be asked of VIC. */
export type QueryAgencyArgs = {
  code: Scalars['String']['input'];
};


/** What can be asked of VIC. */
export type QueryAgenciesArgs = {
  where?: InputMaybe<AgencyFilter>;
  orderBy?: InputMaybe<ReadonlyArray<AgencyOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  onUnavailable?: OnUnavailable;
};


/** What can be asked of VIC. */
export type QueryDocumentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked of VIC. */
export type QueryDocumentByDocumentIdArgs = {
  documentId: Scalars['ID']['input'];
};


/** What can be asked of VIC. */
export type QueryDocumentsArgs = {
  where?: InputMaybe<DocumentFilter>;
  orderBy?: InputMaybe<ReadonlyArray<DocumentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  onUnavailable?: OnUnavailable;
};

/** An agency (cơ quan, đơn vị). */
export type Agency = {
  readonly __typename?: 'Agency';
  /** Identifier of QĐ 20/2020, large to small: H12.03. */
  readonly code: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly identifiers?: Maybe<ReadonlyArray<AgencyIdentifier>>;
  readonly kind?: Maybe<AgencyKind>;
  readonly level?: Maybe<GovernmentLevel>;
  readonly parent?: Maybe<Agency>;
  /** People with an account in VIC. */
  readonly userCount?: Maybe<Scalars['Int']['output']>;
  readonly source: SourceRecord;
};

/** An identifier of an agency in one numbering (mã định danh). */
export type AgencyIdentifier = {
  readonly __typename?: 'AgencyIdentifier';
  readonly scheme: AgencyIdentifierScheme;
  readonly value: Scalars['String']['output'];
  readonly validFrom?: Maybe<Scalars['Date']['output']>;
  readonly validTo?: Maybe<Scalars['Date']['output']>;
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

/** Level of government (cấp). */
export type GovernmentLevel =
  /** Tỉnh */
  | 'PROVINCE'
  /** Huyện */
  | 'DISTRICT'
  /** Xã */
  | 'COMMUNE'
  /** A code that the mapping does not know */
  | 'UNKNOWN';

/** A document received or issued (văn bản đến, văn bản đi). */
export type Document = {
  readonly __typename?: 'Document';
  readonly id: Scalars['ID']['output'];
  /** `OrganId,yyyy/MM/dd,number/notation`; null where a part is missing. */
  readonly documentId?: Maybe<Scalars['ID']['output']>;
  readonly direction: DocumentDirection;
  /** Number in the register (số). */
  readonly number?: Maybe<Scalars['String']['output']>;
  /** Number and notation as printed (số ký hiệu). */
  readonly notation?: Maybe<Scalars['String']['output']>;
  readonly issuedOn?: Maybe<Scalars['Date']['output']>;
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
  readonly assignments?: Maybe<ReadonlyArray<Assignment>>;
  /** Messages of the exchange axis (trục liên thông), in the order of time. */
  readonly exchangeEvents?: Maybe<ReadonlyArray<ExchangeEvent>>;
  /** Derived from the events, which come late, repeated and out of order. */
  readonly exchangeState?: Maybe<ExchangeState>;
  /** The document that this one answers (trả lời văn bản). */
  readonly responseTo?: Maybe<Document>;
  readonly responses?: Maybe<ReadonlyArray<Document>>;
  readonly source: SourceRecord;
};

/** Who signed a document (người ký). */
export type Signer = {
  readonly __typename?: 'Signer';
  readonly name: Scalars['String']['output'];
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
  readonly role: AssignmentRole;
  readonly agency?: Maybe<Agency>;
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  readonly completedOn?: Maybe<Scalars['Date']['output']>;
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
  readonly state: ExchangeState;
  /** The code as sent, 01 to 16. */
  readonly code: Scalars['String']['output'];
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** Identifier of the sending agency, as sent. */
  readonly fromCode?: Maybe<Scalars['String']['output']>;
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
  readonly agencyCount: Scalars['Int']['output'];
  readonly userCount: Scalars['Int']['output'];
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A page of agencies (danh sách cơ quan). */
export type AgencyConnection = {
  readonly __typename?: 'AgencyConnection';
  readonly edges: ReadonlyArray<AgencyEdge>;
  readonly nodes: ReadonlyArray<Agency>;
  readonly pageInfo: PageInfo;
  /** All that match; null where telling would mean reading too many rows. A lower bound where `partial`. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** True if a source did not answer. */
  readonly partial: Scalars['Boolean']['output'];
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** An agency and its place in the list. */
export type AgencyEdge = {
  readonly __typename?: 'AgencyEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Agency;
};

/** A page of documents (danh sách văn bản). */
export type DocumentConnection = {
  readonly __typename?: 'DocumentConnection';
  readonly edges: ReadonlyArray<DocumentEdge>;
  readonly nodes: ReadonlyArray<Document>;
  readonly pageInfo: PageInfo;
  /** All that match; null where telling would mean reading too many rows. A lower bound where `partial`. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** True if a source did not answer. */
  readonly partial: Scalars['Boolean']['output'];
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A document and its place in the list. */
export type DocumentEdge = {
  readonly __typename?: 'DocumentEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Document;
};

/** Conditions on agencies; all that are given must hold. */
export type AgencyFilter = {
  readonly and?: InputMaybe<ReadonlyArray<AgencyFilter>>;
  readonly or?: InputMaybe<ReadonlyArray<AgencyFilter>>;
  readonly not?: InputMaybe<AgencyFilter>;
  readonly code?: InputMaybe<IdFilter>;
  readonly name?: InputMaybe<TextFilter>;
  readonly kind?: InputMaybe<AgencyKindFilter>;
  readonly level?: InputMaybe<GovernmentLevelFilter>;
};

/** Conditions on kinds of bodies. */
export type AgencyKindFilter = {
  readonly eq?: InputMaybe<AgencyKind>;
  readonly ne?: InputMaybe<AgencyKind>;
  readonly in?: InputMaybe<ReadonlyArray<AgencyKind>>;
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Conditions on levels of government. */
export type GovernmentLevelFilter = {
  readonly eq?: InputMaybe<GovernmentLevel>;
  readonly ne?: InputMaybe<GovernmentLevel>;
  readonly in?: InputMaybe<ReadonlyArray<GovernmentLevel>>;
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One term of the order of agencies. */
export type AgencyOrder = {
  readonly by: AgencyOrderField;
  readonly direction?: Direction;
};

/** What agencies can be ordered by. */
export type AgencyOrderField =
  | 'CODE';

/** Conditions on documents; all that are given must hold. */
export type DocumentFilter = {
  readonly and?: InputMaybe<ReadonlyArray<DocumentFilter>>;
  readonly or?: InputMaybe<ReadonlyArray<DocumentFilter>>;
  readonly not?: InputMaybe<DocumentFilter>;
  readonly direction?: InputMaybe<DocumentDirectionFilter>;
  readonly notation?: InputMaybe<TextFilter>;
  readonly subject?: InputMaybe<TextFilter>;
  readonly issuedOn?: InputMaybe<DateFilter>;
  readonly arrivedOn?: InputMaybe<DateFilter>;
  readonly issuerCode?: InputMaybe<IdFilter>;
  readonly urgency?: InputMaybe<UrgencyFilter>;
};

/** Conditions on directions. */
export type DocumentDirectionFilter = {
  readonly eq?: InputMaybe<DocumentDirection>;
  readonly ne?: InputMaybe<DocumentDirection>;
  readonly in?: InputMaybe<ReadonlyArray<DocumentDirection>>;
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Conditions on urgencies. */
export type UrgencyFilter = {
  readonly eq?: InputMaybe<Urgency>;
  readonly ne?: InputMaybe<Urgency>;
  readonly in?: InputMaybe<ReadonlyArray<Urgency>>;
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One term of the order of documents; documents without a value come last. */
export type DocumentOrder = {
  readonly by: DocumentOrderField;
  readonly direction?: Direction;
};

/** What documents can be ordered by. */
export type DocumentOrderField =
  | 'ISSUED_ON'
  | 'ARRIVED_ON';

/** Where in the list a page lies (Relay). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/** How one legacy database took part in an answer (nguồn dữ liệu). */
export type SourceAnswer = {
  readonly __typename?: 'SourceAnswer';
  readonly source: Scalars['String']['output'];
  readonly name: Scalars['String']['output'];
  readonly status: SourceStatus;
  /** Rows it gave to this answer. */
  readonly rows: Scalars['Int']['output'];
  /** Milliseconds it took. */
  readonly ms: Scalars['Int']['output'];
  /** Moment as of which its rows hold. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** What to tell the reader when it did not answer. */
  readonly message?: Maybe<Scalars['String']['output']>;
};

/** Whether a source answered (trạng thái nguồn). */
export type SourceStatus =
  | 'OK'
  | 'TIMEOUT'
  | 'UNAVAILABLE'
  /** Its mapping cannot be read or does not fit its database: it answers when that is mended. */
  | 'MISCONFIGURED'
  | 'STALE';

/** What to do when a source does not answer. */
export type OnUnavailable =
  /** Answer with the other sources and say so in `partial` and `sources`. */
  | 'PARTIAL'
  /** Answer with an error. */
  | 'FAIL';

/** Where a record was read and what was done to its values (nguồn gốc bản ghi). */
export type SourceRecord = {
  readonly __typename?: 'SourceRecord';
  /** Code of the source. */
  readonly source: Scalars['String']['output'];
  /** Key of the row in the source. */
  readonly localKey: Scalars['String']['output'];
  readonly repairs: ReadonlyArray<Repair>;
};

/** A value that was not simply what the legacy column held. */
export type Repair = {
  readonly __typename?: 'Repair';
  readonly field: Scalars['String']['output'];
  /** The value as it stands in the column, composite ones joined by a bar. */
  readonly raw?: Maybe<Scalars['String']['output']>;
  readonly kind: RepairKind;
};

/** What was done to a raw value on the way to its canonical one. */
export type RepairKind =
  /** Text read from TCVN3 (ABC) */
  | 'TEXT_DECODED_TCVN3'
  /** Text read from VNI-Windows */
  | 'TEXT_DECODED_VNI'
  /** Text read from Windows-1258 */
  | 'TEXT_DECODED_CP1258'
  /** Base letters and combining marks put together */
  | 'TEXT_COMPOSED'
  /** The letter Ð (U+00D0) read as Đ */
  | 'TEXT_LETTER_D'
  /** Letters were lost before us and stand as question marks */
  | 'TEXT_LOSSY'
  /** Day and month were swapped */
  | 'DATE_SWAPPED'
  /** No date */
  | 'DATE_UNREADABLE'
  /** A code that the mapping does not know */
  | 'CODE_UNKNOWN'
  /** Neither yes nor no */
  | 'FLAG_UNREADABLE'
  /** No number */
  | 'NUMBER_UNREADABLE'
  /** No amount of money */
  | 'MONEY_UNREADABLE'
  /** A leading zero that a number column had dropped */
  | 'LEADING_ZERO_RESTORED'
  /** Blanks, dots or dashes taken out of an identifier */
  | 'IDENTIFIER_CLEANED'
  /** Not of an identifier's form */
  | 'IDENTIFIER_UNREADABLE'
  /** No JSON, or not of the expected form */
  | 'JSON_UNREADABLE';

/** Which end of a list comes first. */
export type Direction =
  | 'ASC'
  | 'DESC';

/** Conditions on codes and keys. */
export type IdFilter = {
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  readonly ne?: InputMaybe<Scalars['String']['input']>;
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Conditions on Vietnamese text. A search finds what was typed so far, begun and ended within a syllable too, whatever the case, the legacy encoding and the spelling of a syllable: “Hò”, “Hòa” and “Hoà” find Hòa, Hoà and Hoàng, and “kĩ” finds kỹ. “Hoa” finds none of them, for it is another word. */
export type TextFilter = {
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  readonly ne?: InputMaybe<Scalars['String']['input']>;
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What stands anywhere in the text. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** What stands anywhere in the text, whatever the diacritics of either: “hoa” finds Hoàng. */
  readonly containsLoose?: InputMaybe<Scalars['String']['input']>;
  /** What the text begins with. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Conditions on days. */
export type DateFilter = {
  readonly eq?: InputMaybe<Scalars['Date']['input']>;
  readonly ne?: InputMaybe<Scalars['Date']['input']>;
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Date']['input']>>;
  readonly lt?: InputMaybe<Scalars['Date']['input']>;
  readonly lte?: InputMaybe<Scalars['Date']['input']>;
  readonly gt?: InputMaybe<Scalars['Date']['input']>;
  readonly gte?: InputMaybe<Scalars['Date']['input']>;
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Agency: Agency;
  Document: Document;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Agency:
    ( { __typename: 'Agency' }
    & GraphQLRecursivePick<FederationTypes['Agency'], {"code":true}> );
  Document:
    ( { __typename: 'Document' }
    & ( GraphQLRecursivePick<FederationTypes['Document'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Document'], {"documentId":true}> ) );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Agency: ResolverTypeWrapper<AgencyModel>;
  AgencyIdentifier: ResolverTypeWrapper<AgencyIdentifierModel>;
  AgencyIdentifierScheme: AgencyIdentifierScheme;
  AgencyKind: AgencyKind;
  GovernmentLevel: GovernmentLevel;
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
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  AgencyEdge: ResolverTypeWrapper<AgencyEdgeModel>;
  DocumentConnection: ResolverTypeWrapper<DocumentConnectionModel>;
  DocumentEdge: ResolverTypeWrapper<DocumentEdgeModel>;
  AgencyFilter: AgencyFilter;
  AgencyKindFilter: AgencyKindFilter;
  GovernmentLevelFilter: GovernmentLevelFilter;
  AgencyOrder: AgencyOrder;
  AgencyOrderField: AgencyOrderField;
  DocumentFilter: DocumentFilter;
  DocumentDirectionFilter: DocumentDirectionFilter;
  UrgencyFilter: UrgencyFilter;
  DocumentOrder: DocumentOrder;
  DocumentOrderField: DocumentOrderField;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  SourceAnswer: ResolverTypeWrapper<SourceAnswer>;
  SourceStatus: SourceStatus;
  OnUnavailable: OnUnavailable;
  SourceRecord: ResolverTypeWrapper<SourceRecord>;
  Repair: ResolverTypeWrapper<Repair>;
  RepairKind: RepairKind;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Money: ResolverTypeWrapper<Scalars['Money']['output']>;
  Direction: Direction;
  IdFilter: IdFilter;
  TextFilter: TextFilter;
  DateFilter: DateFilter;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  Agency: AgencyModel;
  AgencyIdentifier: AgencyIdentifierModel;
  Document: DocumentModel;
  Signer: Signer;
  Assignment: AssignmentModel;
  ExchangeEvent: ExchangeEventModel;
  DocumentSystem: DocumentSystem;
  AgencyConnection: AgencyConnectionModel;
  Boolean: Scalars['Boolean']['output'];
  AgencyEdge: AgencyEdgeModel;
  DocumentConnection: DocumentConnectionModel;
  DocumentEdge: DocumentEdgeModel;
  AgencyFilter: AgencyFilter;
  AgencyKindFilter: AgencyKindFilter;
  GovernmentLevelFilter: GovernmentLevelFilter;
  AgencyOrder: AgencyOrder;
  DocumentFilter: DocumentFilter;
  DocumentDirectionFilter: DocumentDirectionFilter;
  UrgencyFilter: UrgencyFilter;
  DocumentOrder: DocumentOrder;
  PageInfo: PageInfo;
  SourceAnswer: SourceAnswer;
  SourceRecord: SourceRecord;
  Repair: Repair;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Money: Scalars['Money']['output'];
  IdFilter: IdFilter;
  TextFilter: TextFilter;
  DateFilter: DateFilter;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  agency?: Resolver<Maybe<ResolversTypes['Agency']>, ParentType, ContextType, RequireFields<QueryAgencyArgs, 'code'>>;
  agencies?: Resolver<ResolversTypes['AgencyConnection'], ParentType, ContextType, RequireFields<QueryAgenciesArgs, 'onUnavailable'>>;
  document?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType, RequireFields<QueryDocumentArgs, 'id'>>;
  documentByDocumentId?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType, RequireFields<QueryDocumentByDocumentIdArgs, 'documentId'>>;
  documents?: Resolver<ResolversTypes['DocumentConnection'], ParentType, ContextType, RequireFields<QueryDocumentsArgs, 'onUnavailable'>>;
  documentSystem?: Resolver<ResolversTypes['DocumentSystem'], ParentType, ContextType>;
};

export type AgencyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Agency'] = ResolversParentTypes['Agency'], FederationReferenceType extends FederationReferenceTypes['Agency'] = FederationReferenceTypes['Agency']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Agency']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  identifiers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AgencyIdentifier']>>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['AgencyKind']>, ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['GovernmentLevel']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Agency']>, ParentType, ContextType>;
  userCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
};

export type AgencyIdentifierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgencyIdentifier'] = ResolversParentTypes['AgencyIdentifier']> = {
  scheme?: Resolver<ResolversTypes['AgencyIdentifierScheme'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
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
  exchangeEvents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ExchangeEvent']>>, ParentType, ContextType>;
  exchangeState?: Resolver<Maybe<ResolversTypes['ExchangeState']>, ParentType, ContextType>;
  responseTo?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType>;
  responses?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Document']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
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
};

export type ExchangeEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExchangeEvent'] = ResolversParentTypes['ExchangeEvent']> = {
  state?: Resolver<ResolversTypes['ExchangeState'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  fromCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DocumentSystemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentSystem'] = ResolversParentTypes['DocumentSystem']> = {
  agencyCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SourceAnswerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceAnswer'] = ResolversParentTypes['SourceAnswer']> = {
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SourceStatus'], ParentType, ContextType>;
  rows?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ms?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SourceRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceRecord'] = ResolversParentTypes['SourceRecord']> = {
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  localKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  repairs?: Resolver<ReadonlyArray<ResolversTypes['Repair']>, ParentType, ContextType>;
};

export type RepairResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Repair'] = ResolversParentTypes['Repair']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RepairKind'], ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface MoneyScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Money'], any> {
  name: 'Money';
}

export type Resolvers<ContextType = Context> = {
  Query?: QueryResolvers<ContextType>;
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
  PageInfo?: PageInfoResolvers<ContextType>;
  SourceAnswer?: SourceAnswerResolvers<ContextType>;
  SourceRecord?: SourceRecordResolvers<ContextType>;
  Repair?: RepairResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Money?: GraphQLScalarType;
};


