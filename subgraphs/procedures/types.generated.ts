import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ProcedureModel, ProcedureConnectionModel, ProcedureEdgeModel, ProcedureCodeModel, ProcedurePaperModel, ProcedureOfferingModel, CatalogueModel } from './models.ts';
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

/** What can be asked of the catalogue. */
export type Query = {
  readonly __typename?: 'Query';
  /** One procedure by its national code, full or short, or by the catalogue's own (mã thủ tục). */
  readonly procedure?: Maybe<Procedure>;
  /** Procedures of the catalogue, by code unless told otherwise. */
  readonly procedures: ProcedureConnection;
  /** Counts over the whole catalogue. */
  readonly catalogue: Catalogue;
};


/** What can be asked of the catalogue. */
export type QueryProcedureArgs = {
  code: Scalars['String']['input'];
};


/** What can be asked of the catalogue. */
export type QueryProceduresArgs = {
  where?: InputMaybe<ProcedureFilter>;
  orderBy?: InputMaybe<ReadonlyArray<ProcedureOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  onUnavailable?: OnUnavailable;
};

/** An administrative procedure (thủ tục hành chính). */
export type Procedure = {
  readonly __typename?: 'Procedure';
  /** National short code such as 1.001193; the local code where the catalogue knows no national one. */
  readonly code: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  /** Every code under which the procedure is met, each with its validity. */
  readonly codes?: Maybe<ReadonlyArray<ProcedureCode>>;
  readonly field?: Maybe<ProcedureField>;
  /** Level of competence (cấp thực hiện). */
  readonly level?: Maybe<GovernmentLevel>;
  /** Ways to hand in (cách thức thực hiện); time limits and fees hang under each. */
  readonly channels?: Maybe<ReadonlyArray<ProcedureChannel>>;
  /** Papers to hand in (thành phần hồ sơ). */
  readonly papers?: Maybe<ReadonlyArray<ProcedurePaper>>;
  /** Results (kết quả thực hiện). */
  readonly results: ReadonlyArray<Scalars['String']['output']>;
  /** Legal bases by number (căn cứ pháp lý). */
  readonly legalBases: ReadonlyArray<Scalars['String']['output']>;
  /** Who may apply (đối tượng thực hiện). */
  readonly applicants: ReadonlyArray<Scalars['String']['output']>;
  /** Requirements and conditions (yêu cầu, điều kiện). */
  readonly conditions?: Maybe<Scalars['String']['output']>;
  /** Agencies that carry it out, each with its own online level. */
  readonly offerings?: Maybe<ReadonlyArray<ProcedureOffering>>;
  /** Where the record was read and what was repaired on the way. */
  readonly source: SourceRecord;
};

/** A code of a procedure in one numbering (mã thủ tục). */
export type ProcedureCode = {
  readonly __typename?: 'ProcedureCode';
  readonly system: ProcedureCodeSystem;
  readonly value: Scalars['String']['output'];
  readonly validFrom?: Maybe<Scalars['Date']['output']>;
  readonly validTo?: Maybe<Scalars['Date']['output']>;
};

/** Numberings of procedures. */
export type ProcedureCodeSystem =
  /** G.NNNNNN.000.00.00.HXX */
  | 'NATIONAL_FULL'
  /** G.NNNNNN */
  | 'NATIONAL_SHORT'
  /** T-CMU-NNNNNN-TT, before 2018 */
  | 'FORMER'
  /** The agency's own */
  | 'LOCAL'
  /** A numbering that the mapping does not know */
  | 'UNKNOWN';

/** A field of administration (lĩnh vực). */
export type ProcedureField = {
  readonly __typename?: 'ProcedureField';
  readonly code?: Maybe<Scalars['String']['output']>;
  readonly name: Scalars['String']['output'];
};

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

/** One way to hand in a dossier (cách thức thực hiện). */
export type ProcedureChannel = {
  readonly __typename?: 'ProcedureChannel';
  readonly channel: Channel;
  readonly timeLimits: ReadonlyArray<TimeLimit>;
  readonly fees: ReadonlyArray<Fee>;
};

/** How a dossier is handed in (kênh thực hiện). */
export type Channel =
  /** Trực tiếp */
  | 'IN_PERSON'
  /** Trực tuyến */
  | 'ONLINE'
  /** Bưu chính công ích */
  | 'POST'
  /** A code that the mapping does not know */
  | 'UNKNOWN';

/** A time limit (thời hạn giải quyết); `value` and `unit` are null where the text is no plain number. */
export type TimeLimit = {
  readonly __typename?: 'TimeLimit';
  readonly value?: Maybe<Scalars['Float']['output']>;
  readonly unit?: Maybe<TimeUnit>;
  /** The case it holds for, where a channel has several. */
  readonly case?: Maybe<Scalars['String']['output']>;
  readonly text: Scalars['String']['output'];
};

/** Units of time limits (đơn vị tính). */
export type TimeUnit =
  /** Ngày làm việc */
  | 'WORKING_DAY'
  /** Ngày */
  | 'DAY'
  /** Giờ làm việc */
  | 'HOUR'
  /** Tháng */
  | 'MONTH';

/** A fee (phí, lệ phí): `amount` is null where the text holds a condition or no number; 0 is free. */
export type Fee = {
  readonly __typename?: 'Fee';
  readonly amount?: Maybe<Scalars['Money']['output']>;
  readonly text: Scalars['String']['output'];
};

/** A paper to hand in (giấy tờ). */
export type ProcedurePaper = {
  readonly __typename?: 'ProcedurePaper';
  readonly name: Scalars['String']['output'];
  /** Number of originals (số bản chính); null where the catalogue does not say. */
  readonly originals?: Maybe<Scalars['Int']['output']>;
  /** Number of copies (số bản sao); null where the catalogue does not say. */
  readonly copies?: Maybe<Scalars['Int']['output']>;
  /** Name of the printed form (mẫu đơn). */
  readonly form?: Maybe<Scalars['String']['output']>;
};

/** A procedure as one agency carries it out (thủ tục tại một cơ quan). */
export type ProcedureOffering = {
  readonly __typename?: 'ProcedureOffering';
  readonly procedure: Procedure;
  readonly agency?: Maybe<Agency>;
  /** 1 to 4 (mức độ dịch vụ công trực tuyến); a higher level meets the lower ones. */
  readonly onlineLevel?: Maybe<Scalars['Int']['output']>;
  /** Received at the one-stop (một cửa). */
  readonly throughOneStop?: Maybe<Scalars['Boolean']['output']>;
};

/** An agency in VIC (cơ quan, đơn vị), by its identifier. */
export type Agency = {
  readonly __typename?: 'Agency';
  readonly code: Scalars['ID']['output'];
};

/** Counts over the catalogue. */
export type Catalogue = {
  readonly __typename?: 'Catalogue';
  /** Number of procedures, at one level of competence or at all. */
  readonly procedureCount: Scalars['Int']['output'];
  /** Procedures offered online at this level or higher by at least one agency, for levels are cumulative: a level-4 service meets level 3. */
  readonly onlineCountAtLeast: Scalars['Int']['output'];
  /** Which sources the counts come from. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};


/** Counts over the catalogue. */
export type CatalogueProcedureCountArgs = {
  level?: InputMaybe<GovernmentLevel>;
};


/** Counts over the catalogue. */
export type CatalogueOnlineCountAtLeastArgs = {
  onlineLevel: Scalars['Int']['input'];
  level?: InputMaybe<GovernmentLevel>;
};

/** A page of procedures (danh sách thủ tục). */
export type ProcedureConnection = {
  readonly __typename?: 'ProcedureConnection';
  readonly edges: ReadonlyArray<ProcedureEdge>;
  readonly nodes: ReadonlyArray<Procedure>;
  readonly pageInfo: PageInfo;
  /** All that match; null where telling would mean reading too many rows. A lower bound where `partial`. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** True if a source did not answer. */
  readonly partial: Scalars['Boolean']['output'];
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A procedure and its place in the list. */
export type ProcedureEdge = {
  readonly __typename?: 'ProcedureEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Procedure;
};

/** Conditions on procedures; all that are given must hold. */
export type ProcedureFilter = {
  readonly and?: InputMaybe<ReadonlyArray<ProcedureFilter>>;
  readonly or?: InputMaybe<ReadonlyArray<ProcedureFilter>>;
  readonly not?: InputMaybe<ProcedureFilter>;
  readonly code?: InputMaybe<IdFilter>;
  readonly name?: InputMaybe<TextFilter>;
  readonly fieldName?: InputMaybe<TextFilter>;
  readonly level?: InputMaybe<GovernmentLevelFilter>;
};

/** Conditions on levels of government. */
export type GovernmentLevelFilter = {
  readonly eq?: InputMaybe<GovernmentLevel>;
  readonly ne?: InputMaybe<GovernmentLevel>;
  readonly in?: InputMaybe<ReadonlyArray<GovernmentLevel>>;
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One term of the order of procedures. */
export type ProcedureOrder = {
  readonly by: ProcedureOrderField;
  readonly direction?: Direction;
};

/** What procedures can be ordered by. */
export type ProcedureOrderField =
  | 'CODE';

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
  Procedure: Procedure;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Procedure:
    ( { __typename: 'Procedure' }
    & GraphQLRecursivePick<FederationTypes['Procedure'], {"code":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Procedure: ResolverTypeWrapper<ProcedureModel>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ProcedureCode: ResolverTypeWrapper<ProcedureCodeModel>;
  ProcedureCodeSystem: ProcedureCodeSystem;
  ProcedureField: ResolverTypeWrapper<ProcedureField>;
  GovernmentLevel: GovernmentLevel;
  ProcedureChannel: ResolverTypeWrapper<ProcedureChannel>;
  Channel: Channel;
  TimeLimit: ResolverTypeWrapper<TimeLimit>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  TimeUnit: TimeUnit;
  Fee: ResolverTypeWrapper<Fee>;
  ProcedurePaper: ResolverTypeWrapper<ProcedurePaperModel>;
  ProcedureOffering: ResolverTypeWrapper<ProcedureOfferingModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Agency: ResolverTypeWrapper<Agency>;
  Catalogue: ResolverTypeWrapper<CatalogueModel>;
  ProcedureConnection: ResolverTypeWrapper<ProcedureConnectionModel>;
  ProcedureEdge: ResolverTypeWrapper<ProcedureEdgeModel>;
  ProcedureFilter: ProcedureFilter;
  GovernmentLevelFilter: GovernmentLevelFilter;
  ProcedureOrder: ProcedureOrder;
  ProcedureOrderField: ProcedureOrderField;
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
  Procedure: ProcedureModel;
  ID: Scalars['ID']['output'];
  ProcedureCode: ProcedureCodeModel;
  ProcedureField: ProcedureField;
  ProcedureChannel: ProcedureChannel;
  TimeLimit: TimeLimit;
  Float: Scalars['Float']['output'];
  Fee: Fee;
  ProcedurePaper: ProcedurePaperModel;
  ProcedureOffering: ProcedureOfferingModel;
  Boolean: Scalars['Boolean']['output'];
  Agency: Agency;
  Catalogue: CatalogueModel;
  ProcedureConnection: ProcedureConnectionModel;
  ProcedureEdge: ProcedureEdgeModel;
  ProcedureFilter: ProcedureFilter;
  GovernmentLevelFilter: GovernmentLevelFilter;
  ProcedureOrder: ProcedureOrder;
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
  procedure?: Resolver<Maybe<ResolversTypes['Procedure']>, ParentType, ContextType, RequireFields<QueryProcedureArgs, 'code'>>;
  procedures?: Resolver<ResolversTypes['ProcedureConnection'], ParentType, ContextType, RequireFields<QueryProceduresArgs, 'onUnavailable'>>;
  catalogue?: Resolver<ResolversTypes['Catalogue'], ParentType, ContextType>;
};

export type ProcedureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Procedure'] = ResolversParentTypes['Procedure'], FederationReferenceType extends FederationReferenceTypes['Procedure'] = FederationReferenceTypes['Procedure']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Procedure']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  codes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ProcedureCode']>>, ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['ProcedureField']>, ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['GovernmentLevel']>, ParentType, ContextType>;
  channels?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ProcedureChannel']>>, ParentType, ContextType>;
  papers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ProcedurePaper']>>, ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  legalBases?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  applicants?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  conditions?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  offerings?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ProcedureOffering']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
};

export type ProcedureCodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureCode'] = ResolversParentTypes['ProcedureCode']> = {
  system?: Resolver<ResolversTypes['ProcedureCodeSystem'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type ProcedureFieldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureField'] = ResolversParentTypes['ProcedureField']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ProcedureChannelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureChannel'] = ResolversParentTypes['ProcedureChannel']> = {
  channel?: Resolver<ResolversTypes['Channel'], ParentType, ContextType>;
  timeLimits?: Resolver<ReadonlyArray<ResolversTypes['TimeLimit']>, ParentType, ContextType>;
  fees?: Resolver<ReadonlyArray<ResolversTypes['Fee']>, ParentType, ContextType>;
};

export type TimeLimitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TimeLimit'] = ResolversParentTypes['TimeLimit']> = {
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['TimeUnit']>, ParentType, ContextType>;
  case?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FeeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Fee'] = ResolversParentTypes['Fee']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ProcedurePaperResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedurePaper'] = ResolversParentTypes['ProcedurePaper']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  originals?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  copies?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  form?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProcedureOfferingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureOffering'] = ResolversParentTypes['ProcedureOffering']> = {
  procedure?: Resolver<ResolversTypes['Procedure'], ParentType, ContextType>;
  agency?: Resolver<Maybe<ResolversTypes['Agency']>, ParentType, ContextType>;
  onlineLevel?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  throughOneStop?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type AgencyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Agency'] = ResolversParentTypes['Agency']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CatalogueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Catalogue'] = ResolversParentTypes['Catalogue']> = {
  procedureCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType, Partial<CatalogueProcedureCountArgs>>;
  onlineCountAtLeast?: Resolver<ResolversTypes['Int'], ParentType, ContextType, RequireFields<CatalogueOnlineCountAtLeastArgs, 'onlineLevel'>>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type ProcedureConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureConnection'] = ResolversParentTypes['ProcedureConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProcedureEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Procedure']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type ProcedureEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureEdge'] = ResolversParentTypes['ProcedureEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Procedure'], ParentType, ContextType>;
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
  Procedure?: ProcedureResolvers<ContextType>;
  ProcedureCode?: ProcedureCodeResolvers<ContextType>;
  ProcedureField?: ProcedureFieldResolvers<ContextType>;
  ProcedureChannel?: ProcedureChannelResolvers<ContextType>;
  TimeLimit?: TimeLimitResolvers<ContextType>;
  Fee?: FeeResolvers<ContextType>;
  ProcedurePaper?: ProcedurePaperResolvers<ContextType>;
  ProcedureOffering?: ProcedureOfferingResolvers<ContextType>;
  Agency?: AgencyResolvers<ContextType>;
  Catalogue?: CatalogueResolvers<ContextType>;
  ProcedureConnection?: ProcedureConnectionResolvers<ContextType>;
  ProcedureEdge?: ProcedureEdgeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  SourceAnswer?: SourceAnswerResolvers<ContextType>;
  SourceRecord?: SourceRecordResolvers<ContextType>;
  Repair?: RepairResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Money?: GraphQLScalarType;
};


