import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
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

/** What has an id, by which it can be asked for again (Global Object Identification). */
export type Node = {
  /** Unique over all types. It stays the same, and what stands in it is of no use to clients. */
  readonly id: Scalars['ID']['output'];
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

/** Where in the list a page lies (Relay). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Whether there are more behind the page; of a page asked for by `last`, whether it has a `before`. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there are more before the page; of a page asked for by `first`, whether it has an `after`. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of its first row; null where it has none. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
  /** Cursor of its last row, which the next page is asked `after`; null where it has none. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/** How one legacy database took part in an answer (nguồn dữ liệu). */
export type SourceAnswer = {
  readonly __typename?: 'SourceAnswer';
  /** Code of the source. */
  readonly source: Scalars['String']['output'];
  /** Name of the source, for readers. */
  readonly name: Scalars['String']['output'];
  /** Whether it answered, and from where. */
  readonly status: SourceStatus;
  /** Where these rows were read; null where it did not answer. */
  readonly from?: Maybe<RowOrigin>;
  /** Rows it gave to this answer; 0 where few are kept back, for it would tell of them. */
  readonly rows: Scalars['Int']['output'];
  /** Milliseconds it took. */
  readonly ms: Scalars['Int']['output'];
  /** Moment as of which its rows hold. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** What to tell the reader, in the language of the request, when it did not answer, or its copy did in its place. */
  readonly message?: Maybe<Scalars['String']['output']>;
};

/** A source that does otherwise than before (thay đổi trạng thái nguồn). */
export type SourceStatusChange = {
  readonly __typename?: 'SourceStatusChange';
  /** Code of the source. */
  readonly source: Scalars['String']['output'];
  /** Name of the source, for readers. */
  readonly name: Scalars['String']['output'];
  /** How it does now: `OK`, or why it does not answer; `STALE` where its copy does in its place. */
  readonly status: SourceStatus;
  /** Since when. */
  readonly since: Scalars['DateTime']['output'];
};

/** Whether a source answered (trạng thái nguồn). */
export type SourceStatus =
  /** It answered. */
  | 'OK'
  /** It did not answer in time. */
  | 'TIMEOUT'
  /** It has more to do than it can at the moment: ask again in a few seconds. */
  | 'BUSY'
  /** It cannot be reached, or refuses. */
  | 'UNAVAILABLE'
  /** Its mapping cannot be read, does not fit its database, or keeps it from the order that a list has: it answers when that is mended. */
  | 'MISCONFIGURED'
  /** It does not answer, and its copy did in its place: what has changed since `asOf` is missing. */
  | 'STALE';

/** Where rows are read (nơi đọc dữ liệu). */
export type RowOrigin =
  /** In the source's own database, as it stands now */
  | 'LIVE'
  /** In the copy of the source (bản sao), as it stood at `asOf` */
  | 'COPY';

/** Whether sources or their copies are asked (độ mới của dữ liệu). */
export type Freshness =
  /** The sources alone: what one of them cannot find by an index may be refused, and one that is down is missing */
  | 'LIVE'
  /** The copies alone */
  | 'COPY'
  /** The source for what it finds by an index, its copy for all else and while it is down */
  | 'AUTO';

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
  /** Key of the row in the source; of a row of a table without a key of its own, that of the dossier or other record it belongs to. */
  readonly localKey: Scalars['String']['output'];
  /** The database itself, or the copy of it. */
  readonly from: RowOrigin;
  /** Moment as of which it holds. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Values of it that are not simply what the columns hold. */
  readonly repairs: ReadonlyArray<Repair>;
};

/** A value that was not simply what the legacy column held. */
export type Repair = {
  readonly __typename?: 'Repair';
  /** The field of the record that it was done to. */
  readonly field: Scalars['String']['output'];
  /** The value as it stands in the column, composite ones joined by a bar. */
  readonly raw?: Maybe<Scalars['String']['output']>;
  /** What was done. */
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
  /** Text read from VISCII */
  | 'TEXT_DECODED_VISCII'
  /** Text read from VPS */
  | 'TEXT_DECODED_VPS'
  /** Text read from VIQR, Vietnamese typed in ASCII */
  | 'TEXT_DECODED_VIQR'
  /** Text read from character references such as &#7877; */
  | 'TEXT_DECODED_CHARACTER_REFERENCES'
  /** Text read from UTF-8 that had been taken for Windows-1252 */
  | 'TEXT_DECODED_UTF8'
  /** Base letters and combining marks put together */
  | 'TEXT_COMPOSED'
  /** The letter Ð (U+00D0) read as Đ */
  | 'TEXT_LETTER_D'
  /** Letters were lost before us and stand as question marks inside words, or as U+FFFD */
  | 'TEXT_LOSSY'
  /** Day and month were swapped */
  | 'DATE_SWAPPED'
  /** More days than one may be meant: the format that the mapping names first was believed */
  | 'DATE_AMBIGUOUS'
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
  | 'JSON_UNREADABLE'
  /** No well-formed XML */
  | 'XML_UNREADABLE'
  /** The row of another table that should have the value is not there; raw is what it was looked for by */
  | 'LOOKUP_MISSING';

/** Which end of a list comes first. */
export type Direction =
  /** The least, or the earliest, first */
  | 'ASC'
  /** The greatest, or the latest, first */
  | 'DESC';

/** Conditions on codes and keys; all that are given must hold. Every test but `isNull` is false for a row without a value, `ne` and `notIn` too. Null in place of a value is BAD_FILTER: ask for `isNull`. */
export type IdFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Has a value, and another one. */
  readonly ne?: InputMaybe<Scalars['String']['input']>;
  /** Equal to one of them, at most 1,000; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Has a value, and none of these, at most 1,000. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** true: has no value, or none that can be read; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Conditions on Vietnamese text. A search finds what was typed so far, begun and ended within a syllable too, whatever the case, the legacy encoding and the spelling of a syllable: “Hò”, “Hòa” and “Hoà” find Hòa, Hoà and Hoàng, and “kĩ” finds kỹ. “Hoa” finds none of them, for it is another word. */
export type TextFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Has a value, and another one. */
  readonly ne?: InputMaybe<Scalars['String']['input']>;
  /** Equal to one of them, at most 1,000; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Has a value, and none of these, at most 1,000. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What stands anywhere in the text. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** What stands anywhere in the text, whatever the diacritics of either: “hoa” finds Hoàng. */
  readonly containsLoose?: InputMaybe<Scalars['String']['input']>;
  /** What the text begins with. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
  /** true: has no value, or none that can be read; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Conditions on days; all that are given must hold. Every test but `isNull` is false for a row without a day. */
export type DateFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<Scalars['Date']['input']>;
  /** Has a value, and another one. */
  readonly ne?: InputMaybe<Scalars['Date']['input']>;
  /** Equal to one of them, at most 1,000; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Date']['input']>>;
  /** Has a value, and none of these, at most 1,000. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['Date']['input']>>;
  /** Before it. */
  readonly lt?: InputMaybe<Scalars['Date']['input']>;
  /** On it or before. */
  readonly lte?: InputMaybe<Scalars['Date']['input']>;
  /** After it. */
  readonly gt?: InputMaybe<Scalars['Date']['input']>;
  /** On it or after. */
  readonly gte?: InputMaybe<Scalars['Date']['input']>;
  /** true: has no value, or none that can be read; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Conditions on levels of government. */
export type GovernmentLevelFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<GovernmentLevel>;
  /** Has a value, and another one. */
  readonly ne?: InputMaybe<GovernmentLevel>;
  /** Equal to one of them, at most 1,000; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<GovernmentLevel>>;
  /** Has a value, and none of these, at most 1,000. */
  readonly notIn?: InputMaybe<ReadonlyArray<GovernmentLevel>>;
  /** true: has no value, or none that can be read; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Dossiers, or tasks, by timeliness (đúng hạn, trễ hạn). */
export type TimelinessCounts = {
  readonly __typename?: 'TimelinessCounts';
  /** Finished before the promised day (trước hạn). */
  readonly early: Scalars['Int']['output'];
  /** Finished on the promised day (đúng hạn). */
  readonly onTime: Scalars['Int']['output'];
  /** Finished after it (quá hạn). */
  readonly late: Scalars['Int']['output'];
  /** Finished, with no day promised. */
  readonly noDueDate: Scalars['Int']['output'];
  /** Not finished, and not overdue. */
  readonly notFinished: Scalars['Int']['output'];
  /** Not finished, and overdue. */
  readonly overdue: Scalars['Int']['output'];
  /** Closed, and without a day of finishing. */
  readonly untold: Scalars['Int']['output'];
  /** Of those finished with a due day, from 0 to 1; null where there are none. */
  readonly lateShare?: Maybe<Scalars['Float']['output']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


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




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node: never;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Money: ResolverTypeWrapper<Scalars['Money']['output']>;
  GovernmentLevel: GovernmentLevel;
  Channel: Channel;
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
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  ID: Scalars['ID']['output'];
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Money: Scalars['Money']['output'];
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
};

export type NodeResolvers<ContextType = unknown, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<null, ParentType, ContextType>;
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

export type PageInfoResolvers<ContextType = unknown, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SourceAnswerResolvers<ContextType = unknown, ParentType extends ResolversParentTypes['SourceAnswer'] = ResolversParentTypes['SourceAnswer']> = {
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SourceStatus'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['RowOrigin']>, ParentType, ContextType>;
  rows?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ms?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SourceStatusChangeResolvers<ContextType = unknown, ParentType extends ResolversParentTypes['SourceStatusChange'] = ResolversParentTypes['SourceStatusChange']> = {
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SourceStatus'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SourceRecordResolvers<ContextType = unknown, ParentType extends ResolversParentTypes['SourceRecord'] = ResolversParentTypes['SourceRecord']> = {
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  localKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['RowOrigin'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  repairs?: Resolver<ReadonlyArray<ResolversTypes['Repair']>, ParentType, ContextType>;
};

export type RepairResolvers<ContextType = unknown, ParentType extends ResolversParentTypes['Repair'] = ResolversParentTypes['Repair']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RepairKind'], ParentType, ContextType>;
};

export type TimelinessCountsResolvers<ContextType = unknown, ParentType extends ResolversParentTypes['TimelinessCounts'] = ResolversParentTypes['TimelinessCounts']> = {
  early?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  onTime?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  late?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  noDueDate?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  notFinished?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  untold?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lateShare?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = unknown> = {
  Node?: NodeResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Money?: GraphQLScalarType;
  PageInfo?: PageInfoResolvers<ContextType>;
  SourceAnswer?: SourceAnswerResolvers<ContextType>;
  SourceStatusChange?: SourceStatusChangeResolvers<ContextType>;
  SourceRecord?: SourceRecordResolvers<ContextType>;
  Repair?: RepairResolvers<ContextType>;
  TimelinessCounts?: TimelinessCountsResolvers<ContextType>;
};


