import type {
  Channel,
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
} from '../sources/graph/shared-types.generated.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ProcedureModel, ProcedureConnectionModel, ProcedureEdgeModel, ProcedureCodeModel, ProcedurePaperModel, ProcedureOfferingModel, ProcedureOfferingConnectionModel, ProcedureOfferingEdgeModel, ProcedureFieldModel, CatalogueModel, ProcedureHitsModel, Report07bModel, Report07bRowModel, Report07bColumnsModel } from './models.ts';
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
  /** Whole đồng. Unknown is null, and 0 is free. */
  Money: { input: number; output: number; }
  _FieldSet: { input: string; output: string; }
};

/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type Query = {
  readonly __typename?: 'Query';
  /** One procedure by its national code, full or short, or by the catalogue's own (mã thủ tục). */
  readonly procedure?: Maybe<Procedure>;
  /** Procedures of the catalogue, by code unless told otherwise. */
  readonly procedures?: Maybe<ProcedureConnection>;
  /** The fields of administration that the catalogue has procedures of, by name (lĩnh vực). */
  readonly procedureFields?: Maybe<ProcedureFieldList>;
  /** Counts over the whole catalogue. */
  readonly catalogue?: Maybe<Catalogue>;
  /** The ministry's report on how many procedures there are (biểu II.07b, tổng hợp số lượng thủ tục hành chính). Where the columns of a catalogue do not add up it is REPORT_INCONSISTENT. */
  readonly report07b?: Maybe<Report07b>;
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryProcedureArgs = {
  code: Scalars['String']['input'];
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryProceduresArgs = {
  where?: InputMaybe<ProcedureFilter>;
  orderBy?: InputMaybe<ReadonlyArray<ProcedureOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryProcedureFieldsArgs = {
  freshness?: Freshness;
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryReport07bArgs = {
  by?: Report07bRows;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};

/** What can be subscribed to: how sources do. Each event is one change of one source. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** A source of the catalogue of procedures does otherwise than before: it fails, or answers again (thay đổi trạng thái nguồn). Looked at four times a second; what has changed back meanwhile is not told. */
  readonly procedureSourceStatusChanged: SourceStatusChange;
};


/** What can be subscribed to: how sources do. Each event is one change of one source. */
export type SubscriptionProcedureSourceStatusChangedArgs = {
  sources?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** What rows of report II.07b are. */
export type Report07bRows =
  /** A catalogue, as the unit that keeps it reports (đơn vị) */
  | 'CATALOGUE'
  /** A field of administration (lĩnh vực) */
  | 'FIELD';

/** Report II.07b: procedures by level of competence, and how many of them go through one-stops. */
export type Report07b = {
  readonly __typename?: 'Report07b';
  /** The form whose columns it has (biểu mẫu). */
  readonly form: Scalars['String']['output'];
  /** By what rule a procedure is in which column. */
  readonly rule: Scalars['String']['output'];
  /** What was asked for by `by`, a row each. */
  readonly rows: ReadonlyArray<Report07bRow>;
  /** Of all rows (tổng cộng). */
  readonly total: Report07bColumns;
  /** True where a catalogue's procedures are missing. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part; `rows` are the groups it gave. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A row of report II.07b. */
export type Report07bRow = {
  readonly __typename?: 'Report07bRow';
  /** Column 1 (số thứ tự). */
  readonly number: Scalars['Int']['output'];
  /** Column 2 (đơn vị, lĩnh vực); null for procedures of no field. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** Columns 3 to 10 of the form. */
  readonly counts: Report07bColumns;
};

/** Columns 3 to 10 of report II.07b, in procedures. 3 = 4 + 5 + 6; 7 = 8 + 9 + 10. Columns 11 to 14, of internal workflows (quy trình nội bộ), no catalogue keeps. */
export type Report07bColumns = {
  readonly __typename?: 'Report07bColumns';
  /** Column 3: all (TTHC thuộc thẩm quyền, tổng số). */
  readonly procedures: Scalars['Int']['output'];
  /** Column 4: of the province (cấp tỉnh). */
  readonly provinceProcedures: Scalars['Int']['output'];
  /** Column 5: of districts (cấp huyện). */
  readonly districtProcedures: Scalars['Int']['output'];
  /** Column 6: of communes (cấp xã). */
  readonly communeProcedures: Scalars['Int']['output'];
  /** Column 7: through one-stops (theo cơ chế một cửa, một cửa liên thông, tổng số). */
  readonly oneStop: Scalars['Int']['output'];
  /** Column 8: of these, of the province (tại bộ phận một cửa tỉnh). */
  readonly provinceOneStop: Scalars['Int']['output'];
  /** Column 9: of districts (huyện). */
  readonly districtOneStop: Scalars['Int']['output'];
  /** Column 10: of communes (xã). */
  readonly communeOneStop: Scalars['Int']['output'];
  /** In no column: those of which nobody knows the level. */
  readonly unknownLevel: Scalars['Int']['output'];
};

/** An administrative procedure (thủ tục hành chính). */
export type Procedure = Node & {
  readonly __typename?: 'Procedure';
  /** Unique over all types; `Query.node` finds it again. */
  readonly id: Scalars['ID']['output'];
  /** The same without its type: what `Query.node` refers to it by. No client sees it. */
  readonly ref: Scalars['ID']['output'];
  /** National short code such as 1.001193; the local code where the catalogue knows no national one. */
  readonly code: Scalars['ID']['output'];
  /** Its name (tên thủ tục). */
  readonly name: Scalars['String']['output'];
  /** Every code under which the procedure is met, each with its validity. */
  readonly codes?: Maybe<ReadonlyArray<ProcedureCode>>;
  /** Its field of administration (lĩnh vực). */
  readonly field?: Maybe<ProcedureField>;
  /** Level of competence (cấp thực hiện). */
  readonly level?: Maybe<GovernmentLevel>;
  /** Ways to hand in (cách thức thực hiện); time limits and fees hang under each. */
  readonly channels?: Maybe<ReadonlyArray<ProcedureChannel>>;
  /** Papers to hand in (thành phần hồ sơ). */
  readonly papers?: Maybe<ReadonlyArray<ProcedurePaper>>;
  /** Results (kết quả thực hiện). */
  readonly results?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Legal bases by number (căn cứ pháp lý). */
  readonly legalBases?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Who may apply (đối tượng thực hiện). */
  readonly applicants?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Requirements and conditions (yêu cầu, điều kiện). */
  readonly conditions?: Maybe<Scalars['String']['output']>;
  /**
   * Agencies that carry it out, each with its own online level; the first 500.
   * @deprecated The list grows: ask for `offeringsConnection`.
   */
  readonly offerings?: Maybe<ReadonlyArray<ProcedureOffering>>;
  /** Agencies that carry it out, each with its own online level (thủ tục tại từng cơ quan). */
  readonly offeringsConnection?: Maybe<ProcedureOfferingConnection>;
  /** Identifiers of the agencies that carry it out, for `offices`. No client sees it. */
  readonly agencyCodes?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** Where the record was read and what was repaired on the way. */
  readonly source: SourceRecord;
};


/** An administrative procedure (thủ tục hành chính). */
export type ProcedureOfferingsConnectionArgs = {
  where?: InputMaybe<ProcedureOfferingFilter>;
  orderBy?: InputMaybe<ReadonlyArray<ProcedureOfferingOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  onUnavailable?: OnUnavailable;
};

/** A code of a procedure in one numbering (mã thủ tục). */
export type ProcedureCode = {
  readonly __typename?: 'ProcedureCode';
  /** The numbering that it is of. */
  readonly system: ProcedureCodeSystem;
  /** The code as the numbering writes it. */
  readonly value: Scalars['String']['output'];
  /** First day on which it was good; null where nobody wrote it down. */
  readonly validFrom?: Maybe<Scalars['Date']['output']>;
  /** Last day on which it was good; null where it still is, or nobody wrote it down. */
  readonly validTo?: Maybe<Scalars['Date']['output']>;
  /** Where it was read, and what was repaired in what was read of it. */
  readonly source: SourceRecord;
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
export type ProcedureField = Node & {
  readonly __typename?: 'ProcedureField';
  /** Unique over all types; `Query.node` finds it again. */
  readonly id: Scalars['ID']['output'];
  /** Its name: what `Query.node` refers to it by. No client sees it. */
  readonly ref: Scalars['ID']['output'];
  /** As the catalogue has it; null where it keeps none. */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** Its name (tên lĩnh vực). */
  readonly name: Scalars['String']['output'];
  /** The procedures of the field. */
  readonly procedures?: Maybe<ProcedureConnection>;
};


/** A field of administration (lĩnh vực). */
export type ProcedureFieldProceduresArgs = {
  where?: InputMaybe<ProcedureFilter>;
  orderBy?: InputMaybe<ReadonlyArray<ProcedureOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};

/** One way to hand in a dossier (cách thức thực hiện). */
export type ProcedureChannel = {
  readonly __typename?: 'ProcedureChannel';
  /** How the dossier is handed in. */
  readonly channel: Channel;
  /** How long the agencies may take (thời hạn giải quyết). */
  readonly timeLimits: ReadonlyArray<TimeLimit>;
  /** What it costs (phí, lệ phí). */
  readonly fees: ReadonlyArray<Fee>;
};

/** A time limit (thời hạn giải quyết); `value` and `unit` are null where the text is no plain number. */
export type TimeLimit = {
  readonly __typename?: 'TimeLimit';
  /** How many; null where the text is no plain number. */
  readonly value?: Maybe<Scalars['Float']['output']>;
  /** Of what; null where the text is no plain number. */
  readonly unit?: Maybe<TimeUnit>;
  /** The case it holds for, where a channel has several. */
  readonly case?: Maybe<Scalars['String']['output']>;
  /** As the catalogue has it. */
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
  /** Whole đồng; null where the text holds a condition or no number. */
  readonly amount?: Maybe<Scalars['Money']['output']>;
  /** As the catalogue has it. */
  readonly text: Scalars['String']['output'];
};

/** A paper to hand in (giấy tờ). */
export type ProcedurePaper = {
  readonly __typename?: 'ProcedurePaper';
  /** What it is (tên giấy tờ). */
  readonly name: Scalars['String']['output'];
  /** Number of originals (số bản chính); null where the catalogue does not say. */
  readonly originals?: Maybe<Scalars['Int']['output']>;
  /** Number of copies (số bản sao); null where the catalogue does not say. */
  readonly copies?: Maybe<Scalars['Int']['output']>;
  /** Name of the printed form (mẫu đơn). */
  readonly form?: Maybe<Scalars['String']['output']>;
  /** Where it was read, and what was repaired in what was read of it. */
  readonly source: SourceRecord;
};

/** A procedure as one agency carries it out (thủ tục tại một cơ quan). */
export type ProcedureOffering = {
  readonly __typename?: 'ProcedureOffering';
  /** What is carried out. */
  readonly procedure: Procedure;
  /** Who carries it out (cơ quan thực hiện). */
  readonly agency?: Maybe<Agency>;
  /** 1 to 4 (mức độ dịch vụ công trực tuyến); a higher level meets the lower ones. */
  readonly onlineLevel?: Maybe<Scalars['Int']['output']>;
  /** Received at the one-stop (một cửa). */
  readonly throughOneStop?: Maybe<Scalars['Boolean']['output']>;
  /** Where it was read, and what was repaired in what was read of it. */
  readonly source: SourceRecord;
};

/** What a text finds over the whole graph, by kind (tìm kiếm chung). */
export type Search = {
  readonly __typename?: 'Search';
  /** What was typed, without blanks around it. */
  readonly text: Scalars['String']['output'];
  /** By code and name. */
  readonly procedures?: Maybe<ProcedureHits>;
};


/** What a text finds over the whole graph, by kind (tìm kiếm chung). */
export type SearchProceduresArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  onUnavailable?: OnUnavailable;
};

/** Procedures that a search finds. */
export type ProcedureHits = {
  readonly __typename?: 'ProcedureHits';
  /** The best first: its code or number, then what has the text as it was typed, then what has it whatever the diacritics. */
  readonly nodes: ReadonlyArray<Procedure>;
  /** True if a source did not answer, or where what was typed stands in too many to look through all of them: there may be more. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part in the answer. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** An agency in VIC (cơ quan, đơn vị), by its identifier. */
export type Agency = {
  readonly __typename?: 'Agency';
  readonly code: Scalars['ID']['output'];
  /** Procedures that it carries out, each with its online level there (thủ tục tại cơ quan). */
  readonly offerings?: Maybe<ProcedureOfferingConnection>;
};


/** An agency in VIC (cơ quan, đơn vị), by its identifier. */
export type AgencyOfferingsArgs = {
  where?: InputMaybe<ProcedureOfferingFilter>;
  orderBy?: InputMaybe<ReadonlyArray<ProcedureOfferingOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};

/** A one-stop office (bộ phận tiếp nhận và trả kết quả). */
export type OneStopOffice = {
  readonly __typename?: 'OneStopOffice';
  readonly code: Scalars['ID']['output'];
  /** Identifier of the agency that it belongs to, for `procedures`. No client sees it. */
  readonly agencyCode?: Maybe<Scalars['ID']['output']>;
  /** Procedures that its agency carries out; none where it is not known which agency that is. */
  readonly procedures?: Maybe<ProcedureConnection>;
};


/** A one-stop office (bộ phận tiếp nhận và trả kết quả). */
export type OneStopOfficeProceduresArgs = {
  where?: InputMaybe<ProcedureFilter>;
  orderBy?: InputMaybe<ReadonlyArray<ProcedureOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};

/** The fields of administration, with what each source answered. */
export type ProcedureFieldList = {
  readonly __typename?: 'ProcedureFieldList';
  /** The fields, by name. */
  readonly nodes: ReadonlyArray<ProcedureField>;
  /** True if a source did not answer. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part in the answer. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** Counts over the catalogue. */
export type Catalogue = {
  readonly __typename?: 'Catalogue';
  /** Number of procedures, at one level of competence or at all. */
  readonly procedureCount: Scalars['Int']['output'];
  /** Procedures offered online at this level or higher by at least one agency, for levels are cumulative: a level-4 service meets level 3. Null where a source keeps no online levels. */
  readonly onlineCountAtLeast?: Maybe<Scalars['Int']['output']>;
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
  /** Its rows, each with its place in the list. */
  readonly edges: ReadonlyArray<ProcedureEdge>;
  /** Its rows, for those that need no place. */
  readonly nodes: ReadonlyArray<Procedure>;
  /** What lies before and behind it. */
  readonly pageInfo: PageInfo;
  /** All that match; null where telling would mean reading too many rows. A lower bound where `partial`. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** True if a source did not answer. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part in the answer. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A procedure and its place in the list. */
export type ProcedureEdge = {
  readonly __typename?: 'ProcedureEdge';
  /** Its place in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: Procedure;
};

/** Conditions on procedures; all that are given must hold. At most 200 parts, 10 levels deep; 1,000 values in all lists together, each of 1,000 characters, all of 50,000: beyond, BAD_FILTER names the part. */
export type ProcedureFilter = {
  /** All of them hold; of none, every row. */
  readonly and?: InputMaybe<ReadonlyArray<ProcedureFilter>>;
  /** At least one of them holds; of none, no row. */
  readonly or?: InputMaybe<ReadonlyArray<ProcedureFilter>>;
  /** It does not hold: the plain complement, rows without a value among them. */
  readonly not?: InputMaybe<ProcedureFilter>;
  /** National code, short or full, or the catalogue’s own (mã thủ tục). */
  readonly code?: InputMaybe<IdFilter>;
  /** Its name. */
  readonly name?: InputMaybe<TextFilter>;
  /** Its field (lĩnh vực). */
  readonly fieldName?: InputMaybe<TextFilter>;
  /** Level of competence (cấp). */
  readonly level?: InputMaybe<GovernmentLevelFilter>;
};

/** One term of the order of procedures. */
export type ProcedureOrder = {
  /** What is compared. */
  readonly by: ProcedureOrderField;
  /** Which end comes first. */
  readonly direction?: Direction;
};

/** What procedures can be ordered by. */
export type ProcedureOrderField =
  /** Its code */
  | 'CODE';

/** A page of offerings (thủ tục tại các cơ quan). */
export type ProcedureOfferingConnection = {
  readonly __typename?: 'ProcedureOfferingConnection';
  /** Its rows, each with its place in the list. */
  readonly edges: ReadonlyArray<ProcedureOfferingEdge>;
  /** Its rows, for those that need no place. */
  readonly nodes: ReadonlyArray<ProcedureOffering>;
  /** What lies before and behind it. */
  readonly pageInfo: PageInfo;
  /** All that match; null where there may be more than are read. A lower bound where `partial`. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** True if a source did not answer. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part in the answer. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** An offering and its place in the list. */
export type ProcedureOfferingEdge = {
  readonly __typename?: 'ProcedureOfferingEdge';
  /** Its place in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: ProcedureOffering;
};

/** Conditions on offerings; all that are given must hold. At most 200 parts, 10 levels deep; 1,000 values in all lists together, each of 1,000 characters, all of 50,000: beyond, BAD_FILTER names the part. */
export type ProcedureOfferingFilter = {
  /** All of them hold; of none, every row. */
  readonly and?: InputMaybe<ReadonlyArray<ProcedureOfferingFilter>>;
  /** At least one of them holds; of none, no row. */
  readonly or?: InputMaybe<ReadonlyArray<ProcedureOfferingFilter>>;
  /** It does not hold: the plain complement, rows without a value among them. */
  readonly not?: InputMaybe<ProcedureOfferingFilter>;
  /** Identifier of the agency, in either form (mã định danh). */
  readonly agencyCode?: InputMaybe<IdFilter>;
  /** 1 to 4 (mức độ dịch vụ công trực tuyến). */
  readonly onlineLevel?: InputMaybe<LevelFilter>;
};

/** Conditions on online levels; all that are given must hold. Every test but `isNull` is false for a row without a level. */
export type LevelFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<Scalars['Int']['input']>;
  /** Has a level, and another one. */
  readonly ne?: InputMaybe<Scalars['Int']['input']>;
  /** Lower. */
  readonly lt?: InputMaybe<Scalars['Int']['input']>;
  /** At most so high. */
  readonly lte?: InputMaybe<Scalars['Int']['input']>;
  /** Higher. */
  readonly gt?: InputMaybe<Scalars['Int']['input']>;
  /** At least so high, for levels are cumulative. */
  readonly gte?: InputMaybe<Scalars['Int']['input']>;
  /** true: has no level, or none that can be read; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One term of the order of offerings; those without a value come last. */
export type ProcedureOfferingOrder = {
  /** What is compared. */
  readonly by: ProcedureOfferingOrderField;
  /** Which end comes first. */
  readonly direction?: Direction;
};

/** What offerings can be ordered by. */
export type ProcedureOfferingOrderField =
  /** Identifier of the agency */
  | 'AGENCY_CODE'
  /** How far it can be done online */
  | 'ONLINE_LEVEL';

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
  Procedure: Procedure;
  ProcedureField: ProcedureField;
  Search: Search;
  Agency: Agency;
  OneStopOffice: OneStopOffice;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Procedure:
    ( { __typename: 'Procedure' }
    & ( GraphQLRecursivePick<FederationTypes['Procedure'], {"code":true}>
        | GraphQLRecursivePick<FederationTypes['Procedure'], {"ref":true}> ) );
  ProcedureField:
    ( { __typename: 'ProcedureField' }
    & GraphQLRecursivePick<FederationTypes['ProcedureField'], {"ref":true}> );
  Search:
    ( { __typename: 'Search' }
    & GraphQLRecursivePick<FederationTypes['Search'], {"text":true}> );
  Agency:
    ( { __typename: 'Agency' }
    & GraphQLRecursivePick<FederationTypes['Agency'], {"code":true}> );
  OneStopOffice:
    ( { __typename: 'OneStopOffice' }
    & GraphQLRecursivePick<FederationTypes['OneStopOffice'], {"code":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['OneStopOffice'], {"agencyCode":true}> ) );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( ProcedureModel )
    | ( ProcedureFieldModel )
  ;
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
  GovernmentLevelFilter: GovernmentLevelFilter;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Report07bRows: Report07bRows;
  Report07b: ResolverTypeWrapper<Report07bModel>;
  Report07bRow: ResolverTypeWrapper<Report07bRowModel>;
  Report07bColumns: ResolverTypeWrapper<Report07bColumnsModel>;
  Procedure: ResolverTypeWrapper<ProcedureModel>;
  ProcedureCode: ResolverTypeWrapper<ProcedureCodeModel>;
  ProcedureCodeSystem: ProcedureCodeSystem;
  ProcedureField: ResolverTypeWrapper<ProcedureFieldModel>;
  ProcedureChannel: ResolverTypeWrapper<ProcedureChannel>;
  TimeLimit: ResolverTypeWrapper<TimeLimit>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  TimeUnit: TimeUnit;
  Fee: ResolverTypeWrapper<Fee>;
  ProcedurePaper: ResolverTypeWrapper<ProcedurePaperModel>;
  ProcedureOffering: ResolverTypeWrapper<ProcedureOfferingModel>;
  Search: ResolverTypeWrapper<Omit<Search, 'procedures'> & { procedures?: Maybe<ResolversTypes['ProcedureHits']> }>;
  ProcedureHits: ResolverTypeWrapper<ProcedureHitsModel>;
  Agency: ResolverTypeWrapper<Omit<Agency, 'offerings'> & { offerings?: Maybe<ResolversTypes['ProcedureOfferingConnection']> }>;
  OneStopOffice: ResolverTypeWrapper<Omit<OneStopOffice, 'procedures'> & { procedures?: Maybe<ResolversTypes['ProcedureConnection']> }>;
  ProcedureFieldList: ResolverTypeWrapper<Omit<ProcedureFieldList, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['ProcedureField']> }>;
  Catalogue: ResolverTypeWrapper<CatalogueModel>;
  ProcedureConnection: ResolverTypeWrapper<ProcedureConnectionModel>;
  ProcedureEdge: ResolverTypeWrapper<ProcedureEdgeModel>;
  ProcedureFilter: ProcedureFilter;
  ProcedureOrder: ProcedureOrder;
  ProcedureOrderField: ProcedureOrderField;
  ProcedureOfferingConnection: ResolverTypeWrapper<ProcedureOfferingConnectionModel>;
  ProcedureOfferingEdge: ResolverTypeWrapper<ProcedureOfferingEdgeModel>;
  ProcedureOfferingFilter: ProcedureOfferingFilter;
  LevelFilter: LevelFilter;
  ProcedureOfferingOrder: ProcedureOfferingOrder;
  ProcedureOfferingOrderField: ProcedureOfferingOrderField;
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
  GovernmentLevelFilter: GovernmentLevelFilter;
  Query: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  Report07b: Report07bModel;
  Report07bRow: Report07bRowModel;
  Report07bColumns: Report07bColumnsModel;
  Procedure: ProcedureModel;
  ProcedureCode: ProcedureCodeModel;
  ProcedureField: ProcedureFieldModel;
  ProcedureChannel: ProcedureChannel;
  TimeLimit: TimeLimit;
  Float: Scalars['Float']['output'];
  Fee: Fee;
  ProcedurePaper: ProcedurePaperModel;
  ProcedureOffering: ProcedureOfferingModel;
  Search: Omit<Search, 'procedures'> & { procedures?: Maybe<ResolversParentTypes['ProcedureHits']> } | FederationReferenceTypes['Search'];
  ProcedureHits: ProcedureHitsModel;
  Agency: Omit<Agency, 'offerings'> & { offerings?: Maybe<ResolversParentTypes['ProcedureOfferingConnection']> } | FederationReferenceTypes['Agency'];
  OneStopOffice: Omit<OneStopOffice, 'procedures'> & { procedures?: Maybe<ResolversParentTypes['ProcedureConnection']> } | FederationReferenceTypes['OneStopOffice'];
  ProcedureFieldList: Omit<ProcedureFieldList, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['ProcedureField']> };
  Catalogue: CatalogueModel;
  ProcedureConnection: ProcedureConnectionModel;
  ProcedureEdge: ProcedureEdgeModel;
  ProcedureFilter: ProcedureFilter;
  ProcedureOrder: ProcedureOrder;
  ProcedureOfferingConnection: ProcedureOfferingConnectionModel;
  ProcedureOfferingEdge: ProcedureOfferingEdgeModel;
  ProcedureOfferingFilter: ProcedureOfferingFilter;
  LevelFilter: LevelFilter;
  ProcedureOfferingOrder: ProcedureOfferingOrder;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  procedure?: Resolver<Maybe<ResolversTypes['Procedure']>, ParentType, ContextType, RequireFields<QueryProcedureArgs, 'code'>>;
  procedures?: Resolver<Maybe<ResolversTypes['ProcedureConnection']>, ParentType, ContextType, RequireFields<QueryProceduresArgs, 'freshness' | 'onUnavailable'>>;
  procedureFields?: Resolver<Maybe<ResolversTypes['ProcedureFieldList']>, ParentType, ContextType, RequireFields<QueryProcedureFieldsArgs, 'freshness'>>;
  catalogue?: Resolver<Maybe<ResolversTypes['Catalogue']>, ParentType, ContextType>;
  report07b?: Resolver<Maybe<ResolversTypes['Report07b']>, ParentType, ContextType, RequireFields<QueryReport07bArgs, 'by' | 'freshness' | 'onUnavailable'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  procedureSourceStatusChanged?: SubscriptionResolver<ResolversTypes['SourceStatusChange'], "procedureSourceStatusChanged", ParentType, ContextType, Partial<SubscriptionProcedureSourceStatusChangedArgs>>;
};

export type Report07bResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Report07b'] = ResolversParentTypes['Report07b']> = {
  form?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rows?: Resolver<ReadonlyArray<ResolversTypes['Report07bRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Report07bColumns'], ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type Report07bRowResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Report07bRow'] = ResolversParentTypes['Report07bRow']> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  counts?: Resolver<ResolversTypes['Report07bColumns'], ParentType, ContextType>;
};

export type Report07bColumnsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Report07bColumns'] = ResolversParentTypes['Report07bColumns']> = {
  procedures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  provinceProcedures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  districtProcedures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  communeProcedures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  oneStop?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  provinceOneStop?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  districtOneStop?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  communeOneStop?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unknownLevel?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProcedureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Procedure'] = ResolversParentTypes['Procedure'], FederationReferenceType extends FederationReferenceTypes['Procedure'] = FederationReferenceTypes['Procedure']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Procedure']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  codes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ProcedureCode']>>, ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['ProcedureField']>, ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['GovernmentLevel']>, ParentType, ContextType>;
  channels?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ProcedureChannel']>>, ParentType, ContextType>;
  papers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ProcedurePaper']>>, ParentType, ContextType>;
  results?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  legalBases?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  applicants?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  conditions?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  offerings?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ProcedureOffering']>>, ParentType, ContextType>;
  offeringsConnection?: Resolver<Maybe<ResolversTypes['ProcedureOfferingConnection']>, ParentType, ContextType, RequireFields<ProcedureOfferingsConnectionArgs, 'onUnavailable'>>;
  agencyCodes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProcedureCodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureCode'] = ResolversParentTypes['ProcedureCode']> = {
  system?: Resolver<ResolversTypes['ProcedureCodeSystem'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
};

export type ProcedureFieldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureField'] = ResolversParentTypes['ProcedureField'], FederationReferenceType extends FederationReferenceTypes['ProcedureField'] = FederationReferenceTypes['ProcedureField']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ProcedureField']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  procedures?: Resolver<Maybe<ResolversTypes['ProcedureConnection']>, ParentType, ContextType, RequireFields<ProcedureFieldProceduresArgs, 'freshness' | 'onUnavailable'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
};

export type ProcedureOfferingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureOffering'] = ResolversParentTypes['ProcedureOffering']> = {
  procedure?: Resolver<ResolversTypes['Procedure'], ParentType, ContextType>;
  agency?: Resolver<Maybe<ResolversTypes['Agency']>, ParentType, ContextType>;
  onlineLevel?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  throughOneStop?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
};

export type SearchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Search'] = ResolversParentTypes['Search'], FederationReferenceType extends FederationReferenceTypes['Search'] = FederationReferenceTypes['Search']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Search']> | FederationReferenceType, FederationReferenceType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  procedures?: Resolver<Maybe<ResolversTypes['ProcedureHits']>, ParentType, ContextType, RequireFields<SearchProceduresArgs, 'onUnavailable'>>;
};

export type ProcedureHitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureHits'] = ResolversParentTypes['ProcedureHits']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Procedure']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type AgencyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Agency'] = ResolversParentTypes['Agency'], FederationReferenceType extends FederationReferenceTypes['Agency'] = FederationReferenceTypes['Agency']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Agency']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  offerings?: Resolver<Maybe<ResolversTypes['ProcedureOfferingConnection']>, ParentType, ContextType, RequireFields<AgencyOfferingsArgs, 'freshness' | 'onUnavailable'>>;
};

export type OneStopOfficeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OneStopOffice'] = ResolversParentTypes['OneStopOffice'], FederationReferenceType extends FederationReferenceTypes['OneStopOffice'] = FederationReferenceTypes['OneStopOffice']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['OneStopOffice']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  procedures?: Resolver<Maybe<ResolversTypes['ProcedureConnection']>, ParentType, ContextType, RequireFields<OneStopOfficeProceduresArgs, 'freshness' | 'onUnavailable'>>;
};

export type ProcedureFieldListResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureFieldList'] = ResolversParentTypes['ProcedureFieldList']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ProcedureField']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type CatalogueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Catalogue'] = ResolversParentTypes['Catalogue']> = {
  procedureCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType, Partial<CatalogueProcedureCountArgs>>;
  onlineCountAtLeast?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType, RequireFields<CatalogueOnlineCountAtLeastArgs, 'onlineLevel'>>;
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

export type ProcedureOfferingConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureOfferingConnection'] = ResolversParentTypes['ProcedureOfferingConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProcedureOfferingEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ProcedureOffering']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type ProcedureOfferingEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcedureOfferingEdge'] = ResolversParentTypes['ProcedureOfferingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ProcedureOffering'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Node?: NodeResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Money?: GraphQLScalarType;
  PageInfo?: PageInfoResolvers<ContextType>;
  SourceAnswer?: SourceAnswerResolvers<ContextType>;
  SourceStatusChange?: SourceStatusChangeResolvers<ContextType>;
  SourceRecord?: SourceRecordResolvers<ContextType>;
  Repair?: RepairResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Report07b?: Report07bResolvers<ContextType>;
  Report07bRow?: Report07bRowResolvers<ContextType>;
  Report07bColumns?: Report07bColumnsResolvers<ContextType>;
  Procedure?: ProcedureResolvers<ContextType>;
  ProcedureCode?: ProcedureCodeResolvers<ContextType>;
  ProcedureField?: ProcedureFieldResolvers<ContextType>;
  ProcedureChannel?: ProcedureChannelResolvers<ContextType>;
  TimeLimit?: TimeLimitResolvers<ContextType>;
  Fee?: FeeResolvers<ContextType>;
  ProcedurePaper?: ProcedurePaperResolvers<ContextType>;
  ProcedureOffering?: ProcedureOfferingResolvers<ContextType>;
  Search?: SearchResolvers<ContextType>;
  ProcedureHits?: ProcedureHitsResolvers<ContextType>;
  Agency?: AgencyResolvers<ContextType>;
  OneStopOffice?: OneStopOfficeResolvers<ContextType>;
  ProcedureFieldList?: ProcedureFieldListResolvers<ContextType>;
  Catalogue?: CatalogueResolvers<ContextType>;
  ProcedureConnection?: ProcedureConnectionResolvers<ContextType>;
  ProcedureEdge?: ProcedureEdgeResolvers<ContextType>;
  ProcedureOfferingConnection?: ProcedureOfferingConnectionResolvers<ContextType>;
  ProcedureOfferingEdge?: ProcedureOfferingEdgeResolvers<ContextType>;
};


