import type {
  Channel,
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
import type { DossierModel, DossierConnectionModel, DossierEdgeModel, DossierStatusModel, StepModel, SupplementModel, PaymentModel, OneStopOfficeModel, DossierStatisticsModel, DossierGroupModel, DossierMeasuresModel, FeeMeasuresModel, RatingStatisticsModel, RatingGroupModel, RatingMeasuresModel, DayMeasuresModel, WorkingDayMeasuresModel, ApplicantCountsModel, Report06aModel, Report06aRowModel, DossierHitsModel } from './models.ts';
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
  /** One one-stop office by its code. */
  readonly oneStopOffice?: Maybe<OneStopOffice>;
  /** All one-stop offices that a mapping file connects. */
  readonly oneStopOffices?: Maybe<ReadonlyArray<OneStopOffice>>;
  /** One dossier by its id in the graph. */
  readonly dossier?: Maybe<Dossier>;
  /** Every dossier that bears this printed code, for codes repeat: counters restart each day, and each office counts for itself (mã hồ sơ). */
  readonly dossiersByCode?: Maybe<DossierList>;
  /** For whoever has the receipt: where the dossiers under its code stand (tra cứu tình trạng hồ sơ). It says nothing of anybody, and a code that nobody bears is the same answer as digits that are wrong. Ten times an hour for a client, and for a code: beyond, TOO_MANY_TRIES. */
  readonly dossierStatus?: Maybe<DossierProgressList>;
  /** Dossiers of all offices or of some, last received first unless told otherwise (danh sách hồ sơ). */
  readonly dossiers?: Maybe<DossierConnection>;
  /** Dossiers counted and compared by what they have in common (thống kê hồ sơ): one statement a source, one answer for the whole province. */
  readonly dossierStatistics?: Maybe<DossierStatistics>;
  /** Ratings at the counters, counted by what they have in common (thống kê đánh giá hài lòng), of the offices that keep any. */
  readonly ratingStatistics?: Maybe<RatingStatistics>;
  /** The ministry's report on how dossiers are settled (biểu 06a, tình hình, kết quả giải quyết thủ tục hành chính): one statement a source, one answer for the whole province. Where the columns of an office do not add up it is REPORT_INCONSISTENT. */
  readonly report06a?: Maybe<Report06a>;
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryOneStopOfficeArgs = {
  code: Scalars['ID']['input'];
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryDossierArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryDossiersByCodeArgs = {
  code: Scalars['String']['input'];
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryDossierStatusArgs = {
  code: Scalars['String']['input'];
  secret: Scalars['String']['input'];
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryDossiersArgs = {
  offices?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  where?: InputMaybe<DossierFilter>;
  orderBy?: InputMaybe<ReadonlyArray<DossierOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryDossierStatisticsArgs = {
  offices?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  where?: InputMaybe<DossierFilter>;
  groupBy?: ReadonlyArray<DossierGrouping>;
  orderBy?: InputMaybe<ReadonlyArray<DossierGroupOrder>>;
  having?: InputMaybe<DossierGroupFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryRatingStatisticsArgs = {
  offices?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  from?: InputMaybe<Scalars['Date']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
  groupBy?: ReadonlyArray<RatingGrouping>;
  orderBy?: InputMaybe<ReadonlyArray<RatingGroupOrder>>;
  having?: InputMaybe<RatingGroupFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};


/** What can be asked of the graph: the dossiers of all one-stops, the catalogue of procedures, the agencies and documents of VIC. Lists say in `partial` and `sources` who answered. */
export type QueryReport06aArgs = {
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
  offices?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  by?: Report06aRows;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};

/** What can be subscribed to: how sources do. Each event is one change of one source. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** A one-stop does otherwise than before: it fails, or answers again (thay đổi trạng thái nguồn). Looked at four times a second; what has changed back meanwhile is not told. */
  readonly sourceStatusChanged: SourceStatusChange;
};


/** What can be subscribed to: how sources do. Each event is one change of one source. */
export type SubscriptionSourceStatusChangedArgs = {
  sources?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** A one-stop office (bộ phận tiếp nhận và trả kết quả). */
export type OneStopOffice = Node & {
  readonly __typename?: 'OneStopOffice';
  /** Unique over all types; `Query.node` finds it again. */
  readonly id: Scalars['ID']['output'];
  /** The same without its type: what `Query.node` refers to it by. No client sees it. */
  readonly ref: Scalars['ID']['output'];
  /** Its source's code; the name of its file where that cannot be read. */
  readonly code: Scalars['ID']['output'];
  /** Its name (tên bộ phận một cửa). */
  readonly name: Scalars['String']['output'];
  /** Null while its mapping cannot be read. */
  readonly level?: Maybe<GovernmentLevel>;
  /** General Statistics Office code of the unit it serves. */
  readonly unitCode?: Maybe<Scalars['String']['output']>;
  /** The agency that it belongs to. */
  readonly agency?: Maybe<Agency>;
  /** Its identifier, for `procedures`. No client sees it. */
  readonly agencyCode?: Maybe<Scalars['ID']['output']>;
  /** Whether its database answers now. */
  readonly status: SourceStatus;
  /** Dossiers of the office, last received first unless told otherwise (danh sách hồ sơ). */
  readonly dossiers?: Maybe<DossierConnection>;
  /** How applicants rated the office from the first day to the last (đánh giá hài lòng); null where it keeps no ratings. */
  readonly satisfaction?: Maybe<Satisfaction>;
};


/** A one-stop office (bộ phận tiếp nhận và trả kết quả). */
export type OneStopOfficeDossiersArgs = {
  where?: InputMaybe<DossierFilter>;
  orderBy?: InputMaybe<ReadonlyArray<DossierOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};


/** A one-stop office (bộ phận tiếp nhận và trả kết quả). */
export type OneStopOfficeSatisfactionArgs = {
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
};

/** Ratings at the counter (đánh giá mức độ hài lòng). */
export type Satisfaction = {
  readonly __typename?: 'Satisfaction';
  /** Rất hài lòng */
  readonly veryGood: Scalars['Int']['output'];
  /** Hài lòng */
  readonly good: Scalars['Int']['output'];
  /** Không hài lòng */
  readonly bad: Scalars['Int']['output'];
  /** All ratings, those that could not be read with them. */
  readonly count: Scalars['Int']['output'];
};

/** A dossier (hồ sơ): one request of one applicant for one procedure. */
export type Dossier = Node & {
  readonly __typename?: 'Dossier';
  /** Source and local key: the only key that does not repeat. `Query.node` finds it again. */
  readonly id: Scalars['ID']['output'];
  /** The id, as what `Query.node` refers to it by. No client sees it. */
  readonly ref: Scalars['ID']['output'];
  /** The code on the receipt (mã hồ sơ, số biên nhận). */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** The office that has it (bộ phận một cửa). */
  readonly office: OneStopOffice;
  /** Where it stands (trạng thái). */
  readonly status: DossierStatus;
  /** The procedure that it is for, from the catalogue; null where the source has no code that the catalogue knows (thủ tục). */
  readonly procedure?: Maybe<Procedure>;
  /** The procedure's code as the source has it. */
  readonly procedureSourceCode?: Maybe<Scalars['String']['output']>;
  /** Code of the procedure's field (lĩnh vực), as the source has it; null where it keeps none. */
  readonly procedureFieldCode?: Maybe<Scalars['String']['output']>;
  /** Who handed it in (người nộp hồ sơ). */
  readonly applicant?: Maybe<Applicant>;
  /** How it was handed in (kênh thực hiện). */
  readonly channel?: Maybe<Channel>;
  /** What is asked for (trích yếu). */
  readonly subject?: Maybe<Scalars['String']['output']>;
  /** Day of receipt (ngày tiếp nhận). */
  readonly receivedOn?: Maybe<Scalars['Date']['output']>;
  /** Null where the source keeps the day alone. */
  readonly receivedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Day on which the papers were complete and the clock started (ngày hợp lệ), where the source keeps it. */
  readonly acceptedOn?: Maybe<Scalars['Date']['output']>;
  /** Day promised on the receipt (ngày hẹn trả). */
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  /** Null where the source keeps the day alone. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** The due day counted anew from the time limit, beside the promise and never instead of it. */
  readonly recomputedDue?: Maybe<RecomputedDue>;
  /** Day on which the office was done (ngày kết thúc xử lý). */
  readonly finishedOn?: Maybe<Scalars['Date']['output']>;
  /** Null where the source keeps the day alone. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Day on which the applicant had the result (ngày trả). */
  readonly returnedOn?: Maybe<Scalars['Date']['output']>;
  /** Null where the source keeps the day alone. */
  readonly returnedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Finished day against promised day, by the calendar; null where a closed dossier has no day of finishing. */
  readonly timeliness?: Maybe<Timeliness>;
  /** Who has it now (cán bộ đang xử lý), as the source keeps it beside the dossier; null where it keeps none. */
  readonly currentAssignee?: Maybe<Scalars['String']['output']>;
  /** Steps as planned and as they were (quá trình xử lý, ISO điện tử), in the order of time; the first 500. */
  readonly steps?: Maybe<ReadonlyArray<Step>>;
  /** Requests for more papers (yêu cầu bổ sung); the first 500. */
  readonly supplements?: Maybe<ReadonlyArray<Supplement>>;
  /** Fees asked and paid (phí, lệ phí); the first 500. */
  readonly payments?: Maybe<ReadonlyArray<Payment>>;
  /** Dossiers of the same request at other offices (hồ sơ liên thông), as the source links them. An item is null, with an error, for each office that did not answer. */
  readonly linked?: Maybe<ReadonlyArray<Maybe<Dossier>>>;
  /** The decision as the one-stop recorded it (kết quả giải quyết). */
  readonly result?: Maybe<DossierResult>;
  /** The decision document in VIC (văn bản kết quả). */
  readonly resultDocument?: Maybe<Document>;
  /** Where it was read, and what was repaired in what was read of it. */
  readonly source: SourceRecord;
};


/** A dossier (hồ sơ): one request of one applicant for one procedure. */
export type DossierTimelinessArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};

/** What the holder of a receipt is told. */
export type DossierProgressList = {
  readonly __typename?: 'DossierProgressList';
  /** Mostly one: codes repeat over offices, but seldom with the same digits. */
  readonly nodes: ReadonlyArray<DossierProgress>;
  /** True if an office did not answer: the dossier may be there. */
  readonly partial: Scalars['Boolean']['output'];
};

/** How far a dossier has come, without personal data. */
export type DossierProgress = {
  readonly __typename?: 'DossierProgress';
  /** The code on the receipt (mã hồ sơ). */
  readonly code: Scalars['String']['output'];
  /** Name of the office that has it. */
  readonly office: Scalars['String']['output'];
  /** The procedure's code, for `Query.procedure`. */
  readonly procedureCode?: Maybe<Scalars['String']['output']>;
  /** Where it stands, in the national list. */
  readonly status: DossierState;
  /** Code 1 to 10 of the national portal. */
  readonly nationalCode?: Maybe<Scalars['Int']['output']>;
  /** Day of receipt (ngày tiếp nhận). */
  readonly receivedOn?: Maybe<Scalars['Date']['output']>;
  /** Day promised on the receipt (ngày hẹn trả). */
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  /** Day on which the office was done (ngày kết thúc xử lý). */
  readonly finishedOn?: Maybe<Scalars['Date']['output']>;
  /** Day on which the applicant had the result (ngày trả). */
  readonly returnedOn?: Maybe<Scalars['Date']['output']>;
};

/** Where a dossier stands (trạng thái hồ sơ). */
export type DossierStatus = {
  readonly __typename?: 'DossierStatus';
  /** The state in the national list. */
  readonly value: DossierState;
  /** Code 1 to 10 of the national portal. */
  readonly nationalCode?: Maybe<Scalars['Int']['output']>;
  /** The code as the source keeps it; null where it keeps none. */
  readonly sourceCode?: Maybe<Scalars['String']['output']>;
  /** What the source calls that state; null where nobody wrote it down. */
  readonly sourceLabel?: Maybe<Scalars['String']['output']>;
};

/** States of a dossier, the national list. */
export type DossierState =
  /** 1 Mới đăng ký */
  | 'REGISTERED'
  /** 2 Được tiếp nhận */
  | 'RECEIVED'
  /** 3 Không được tiếp nhận */
  | 'REJECTED_AT_INTAKE'
  /** 4 Đang xử lý */
  | 'PROCESSING'
  /** 5 Yêu cầu bổ sung giấy tờ */
  | 'AWAITING_SUPPLEMENT'
  /** 6 Yêu cầu thực hiện nghĩa vụ tài chính */
  | 'AWAITING_PAYMENT'
  /** 7 Công dân yêu cầu rút hồ sơ */
  | 'WITHDRAWN'
  /** 8 Dừng xử lý */
  | 'STOPPED'
  /** 9 Đã xử lý xong */
  | 'RESULT_READY'
  /** 10 Đã trả kết quả */
  | 'RETURNED'
  /** A state that the mapping does not know, or none: then `sourceCode` is empty, and `isNull` of a filter finds it */
  | 'UNKNOWN';

/** Who handed in (người nộp hồ sơ). Personal data: ask only for what you show. */
export type Applicant = {
  readonly __typename?: 'Applicant';
  /** Name (họ tên người nộp, tên tổ chức). */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Citizen, business or another (loại đối tượng). */
  readonly kind?: Maybe<ApplicantKind>;
  /** Number of the identity paper (CMND, CCCD) or tax code. */
  readonly idNumber?: Maybe<Scalars['String']['output']>;
  /** Telephone (số điện thoại). */
  readonly phone?: Maybe<Scalars['String']['output']>;
  /** Address (địa chỉ). */
  readonly address?: Maybe<Scalars['String']['output']>;
};

/** Kind of applicant (loại đối tượng). */
export type ApplicantKind =
  /** Công dân */
  | 'CITIZEN'
  /** Doanh nghiệp */
  | 'BUSINESS'
  /** Hộ kinh doanh */
  | 'HOUSEHOLD_BUSINESS'
  /** Tổ chức, cơ quan */
  | 'ORGANISATION'
  /** A code that the mapping does not know */
  | 'UNKNOWN';

/** Finished against promised, by calendar days. */
export type Timeliness =
  /** Trước hạn */
  | 'EARLY'
  /** Đúng hạn */
  | 'ON_TIME'
  /** Quá hạn */
  | 'LATE'
  /** Finished, but no due day was recorded */
  | 'NO_DUE_DATE'
  /** Đang giải quyết, còn hạn hoặc không có hạn */
  | 'NOT_FINISHED'
  /** Đang giải quyết, đã quá hạn */
  | 'OVERDUE';

/** A due day counted anew. */
export type RecomputedDue = {
  readonly __typename?: 'RecomputedDue';
  /** The day. */
  readonly date: Scalars['Date']['output'];
  /** The rule it was counted by. */
  readonly rule: Scalars['String']['output'];
  /** Version of the calendar of working days. */
  readonly calendarVersion: Scalars['String']['output'];
};

/** A step of the work on a dossier (bước xử lý). */
export type Step = {
  readonly __typename?: 'Step';
  /** What is done (tên bước). */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Unit or person in charge, as the source has it. */
  readonly assignee?: Maybe<Scalars['String']['output']>;
  /** When it began. */
  readonly startedOn?: Maybe<Scalars['Date']['output']>;
  /** Null where the source keeps the day alone. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Planned end (hạn của bước). */
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  /** Null where the source keeps the day alone. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** Actual end. */
  readonly finishedOn?: Maybe<Scalars['Date']['output']>;
  /** Null where the source keeps the day alone. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Status after the step, where the source has one. */
  readonly status?: Maybe<DossierStatus>;
  /** Where it was read, and what was repaired in what was read of it. */
  readonly source: SourceRecord;
};

/** A request for more papers (yêu cầu bổ sung). */
export type Supplement = {
  readonly __typename?: 'Supplement';
  /** Day on which more papers were asked for (ngày yêu cầu). */
  readonly askedOn?: Maybe<Scalars['Date']['output']>;
  /** Day on which they came (ngày bổ sung); null while they have not. */
  readonly receivedOn?: Maybe<Scalars['Date']['output']>;
  /** What is missing (nội dung yêu cầu). */
  readonly content?: Maybe<Scalars['String']['output']>;
  /** Due day before the request (ngày hẹn trả trước). */
  readonly dueOnBefore?: Maybe<Scalars['Date']['output']>;
  /** Due day after it (ngày hẹn trả mới). */
  readonly dueOnAfter?: Maybe<Scalars['Date']['output']>;
  /** Where it was read, and what was repaired in what was read of it. */
  readonly source: SourceRecord;
};

/** A fee asked and paid (phí, lệ phí). */
export type Payment = {
  readonly __typename?: 'Payment';
  /** What it is for (tên phí, lệ phí). */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** How much; null where it cannot be read. */
  readonly amount?: Maybe<Scalars['Money']['output']>;
  /** Whether it was paid; null where the source does not say. */
  readonly paid?: Maybe<Scalars['Boolean']['output']>;
  /** Where it was read, and what was repaired in what was read of it. */
  readonly source: SourceRecord;
};

/** The decision on a dossier as the one-stop recorded it. */
export type DossierResult = {
  readonly __typename?: 'DossierResult';
  /** Number and notation (số ký hiệu). */
  readonly number?: Maybe<Scalars['String']['output']>;
  /** Day of the decision (ngày ban hành). */
  readonly issuedOn?: Maybe<Scalars['Date']['output']>;
  /** The issuing agency's identifier, after the crosswalk. */
  readonly issuerCode?: Maybe<Scalars['String']['output']>;
  /** The issuing agency as the source has it. */
  readonly issuerSourceCode?: Maybe<Scalars['String']['output']>;
};

/** What a text finds over the whole graph, by kind (tìm kiếm chung). */
export type Search = {
  readonly __typename?: 'Search';
  /** What was typed, without blanks around it. */
  readonly text: Scalars['String']['output'];
  /** By the code on the receipt, by who handed in and by what is asked for. */
  readonly dossiers?: Maybe<DossierHits>;
};


/** What a text finds over the whole graph, by kind (tìm kiếm chung). */
export type SearchDossiersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  onUnavailable?: OnUnavailable;
};

/** Dossiers that a search finds. */
export type DossierHits = {
  readonly __typename?: 'DossierHits';
  /** The best first: its code or number, then what has the text as it was typed, then what has it whatever the diacritics. */
  readonly nodes: ReadonlyArray<Dossier>;
  /** True if a source did not answer, or where what was typed stands in too many to look through all of them: there may be more. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part in the answer. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A procedure of the catalogue (thủ tục hành chính), by its code. */
export type Procedure = {
  readonly __typename?: 'Procedure';
  readonly code: Scalars['ID']['output'];
  /** For `offices`. No client sees it. */
  readonly agencyCodes?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** Dossiers that were handed in for it, at all offices. */
  readonly dossiers?: Maybe<DossierConnection>;
  /** One-stops of the agencies that carry it out. */
  readonly offices?: Maybe<ReadonlyArray<OneStopOffice>>;
};


/** A procedure of the catalogue (thủ tục hành chính), by its code. */
export type ProcedureDossiersArgs = {
  where?: InputMaybe<DossierFilter>;
  orderBy?: InputMaybe<ReadonlyArray<DossierOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};

/** An agency in VIC (cơ quan, đơn vị), by its identifier. */
export type Agency = {
  readonly __typename?: 'Agency';
  readonly code: Scalars['ID']['output'];
  /** The one-stop that belongs to it; null where none does. */
  readonly office?: Maybe<OneStopOffice>;
};

/** A document in VIC (văn bản), by the key that crosses agencies. */
export type Document = {
  readonly __typename?: 'Document';
  readonly documentId?: Maybe<Scalars['ID']['output']>;
  /** Dossiers that it decides: their result bears its number, day and issuer (hồ sơ có kết quả là văn bản này). */
  readonly dossiers?: Maybe<DossierConnection>;
};


/** A document in VIC (văn bản), by the key that crosses agencies. */
export type DocumentDossiersArgs = {
  where?: InputMaybe<DossierFilter>;
  orderBy?: InputMaybe<ReadonlyArray<DossierOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  freshness?: Freshness;
  onUnavailable?: OnUnavailable;
};

/** Dossiers under one printed code, with what each source answered. */
export type DossierList = {
  readonly __typename?: 'DossierList';
  /** The dossiers, those of one office together. */
  readonly nodes: ReadonlyArray<Dossier>;
  /** True if a source did not answer. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part in the answer. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A page of dossiers (danh sách hồ sơ). */
export type DossierConnection = {
  readonly __typename?: 'DossierConnection';
  /** Its rows, each with its place in the list. */
  readonly edges: ReadonlyArray<DossierEdge>;
  /** Its rows, for those that need no place. */
  readonly nodes: ReadonlyArray<Dossier>;
  /** What lies before and behind it. */
  readonly pageInfo: PageInfo;
  /** All that match; null where telling would mean reading too many rows. A lower bound where `partial`. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** True if a source did not answer. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part in the answer. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A dossier and its place in the list. */
export type DossierEdge = {
  readonly __typename?: 'DossierEdge';
  /** Its place in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: Dossier;
};

/** Conditions on dossiers; all that are given must hold. At most 200 parts, 10 levels deep; 1,000 values in all lists together, each of 1,000 characters, all of 50,000: beyond, BAD_FILTER names the part. */
export type DossierFilter = {
  /** All of them hold; of none, every row. */
  readonly and?: InputMaybe<ReadonlyArray<DossierFilter>>;
  /** At least one of them holds; of none, no row. */
  readonly or?: InputMaybe<ReadonlyArray<DossierFilter>>;
  /** It does not hold: the plain complement, rows without a value among them. */
  readonly not?: InputMaybe<DossierFilter>;
  /** The code on the receipt (mã hồ sơ). */
  readonly code?: InputMaybe<CodeFilter>;
  /** Code of the office that has it (mã bộ phận một cửa). */
  readonly office?: InputMaybe<IdFilter>;
  /** Level of the office (cấp). */
  readonly level?: InputMaybe<GovernmentLevelFilter>;
  /** Where it stands (trạng thái). */
  readonly status?: InputMaybe<DossierStateFilter>;
  /** The procedure’s national code, short or full (mã thủ tục). */
  readonly procedureCode?: InputMaybe<IdFilter>;
  /** The procedure’s field (lĩnh vực), by the code that the source keeps. */
  readonly procedureFieldCode?: InputMaybe<IdFilter>;
  /** Who handed in (người nộp). */
  readonly applicantName?: InputMaybe<TextFilter>;
  /** Kind of applicant (loại đối tượng). */
  readonly applicantKind?: InputMaybe<ApplicantKindFilter>;
  /** Telephone, with blanks and dots or without (số điện thoại). */
  readonly applicantPhone?: InputMaybe<IdFilter>;
  /** Identity paper or tax code, with blanks and dots or without. */
  readonly applicantIdNumber?: InputMaybe<IdFilter>;
  /** How it was handed in (kênh thực hiện). */
  readonly channel?: InputMaybe<ChannelFilter>;
  /** What is asked for (trích yếu). */
  readonly subject?: InputMaybe<TextFilter>;
  /** Day of receipt (ngày tiếp nhận). */
  readonly receivedOn?: InputMaybe<DateFilter>;
  /** Day on which the papers were complete (ngày hợp lệ), where the source keeps it. */
  readonly acceptedOn?: InputMaybe<DateFilter>;
  /** Day promised (ngày hẹn trả). */
  readonly dueOn?: InputMaybe<DateFilter>;
  /** Day on which the office was done. */
  readonly finishedOn?: InputMaybe<DateFilter>;
  /** Day on which the applicant had the result. */
  readonly returnedOn?: InputMaybe<DateFilter>;
  /** Finished against promised, as `Dossier.timeliness` says (đúng hạn, quá hạn). */
  readonly timeliness?: InputMaybe<TimelinessFilter>;
  /** Who has it now (cán bộ đang xử lý), where the source keeps it. */
  readonly currentAssignee?: InputMaybe<TextFilter>;
  /** Number and notation of the decision (số ký hiệu kết quả). */
  readonly resultNumber?: InputMaybe<TextFilter>;
  /** Day of the decision (ngày ban hành kết quả). */
  readonly resultIssuedOn?: InputMaybe<DateFilter>;
};

/** Conditions on printed codes; all that are given must hold. A code is found as typed, in capitals and in small letters, whatever blanks stand around it. Every test but `isNull` is false for a row without a code. */
export type CodeFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Has a code, and another one. */
  readonly ne?: InputMaybe<Scalars['String']['input']>;
  /** Equal to one of them, at most 1,000; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Has a code, and none of these, at most 1,000. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Begins with it, in either case; at most 200 characters. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
  /** true: has no code; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Conditions on states; all that are given must hold. A row without a state shows `UNKNOWN` and is found by `isNull` alone. */
export type DossierStateFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<DossierState>;
  /** Has a value, and another one. */
  readonly ne?: InputMaybe<DossierState>;
  /** Equal to one of them, at most 1,000; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<DossierState>>;
  /** Has a value, and none of these, at most 1,000. */
  readonly notIn?: InputMaybe<ReadonlyArray<DossierState>>;
  /** true: has no value, or none that can be read; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Conditions on kinds of applicants; all that are given must hold. Every test but `isNull` is false for a row without a kind. */
export type ApplicantKindFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<ApplicantKind>;
  /** Has a value, and another one. */
  readonly ne?: InputMaybe<ApplicantKind>;
  /** Equal to one of them; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<ApplicantKind>>;
  /** Has a value, and none of these. */
  readonly notIn?: InputMaybe<ReadonlyArray<ApplicantKind>>;
  /** true: has no value; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Conditions on timeliness; all that are given must hold. */
export type TimelinessFilter = {
  /** The day for which it is counted; null: today, or the day on which the source was copied; all pages of a list go by the day on which the first was asked. What is not finished is judged by it; what is finished, by the day on which it was, whether before that day or after. */
  readonly asOf?: InputMaybe<Scalars['Date']['input']>;
  /** Equal to it. */
  readonly eq?: InputMaybe<Timeliness>;
  /** Has a timeliness, and another one. */
  readonly ne?: InputMaybe<Timeliness>;
  /** Equal to one of them; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<Timeliness>>;
  /** Has a timeliness, and none of these. */
  readonly notIn?: InputMaybe<ReadonlyArray<Timeliness>>;
  /** true: a closed dossier without a day of finishing; false: any other. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Conditions on channels. */
export type ChannelFilter = {
  /** Equal to it. */
  readonly eq?: InputMaybe<Channel>;
  /** Has a value, and another one. */
  readonly ne?: InputMaybe<Channel>;
  /** Equal to one of them, at most 1,000; of none, no row. */
  readonly in?: InputMaybe<ReadonlyArray<Channel>>;
  /** Has a value, and none of these, at most 1,000. */
  readonly notIn?: InputMaybe<ReadonlyArray<Channel>>;
  /** true: has no value, or none that can be read; false: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One term of the order of dossiers; dossiers without a value come last. */
export type DossierOrder = {
  /** What is compared. */
  readonly by: DossierOrderField;
  /** Which end comes first. */
  readonly direction?: Direction;
};

/** What dossiers can be ordered by. */
export type DossierOrderField =
  /** When it was handed in */
  | 'RECEIVED_AT'
  /** When it is promised for */
  | 'DUE_AT'
  /** When the office was done */
  | 'FINISHED_AT'
  /** The code on the receipt */
  | 'CODE';

/** What dossiers of a group have in common. */
export type DossierGrouping =
  /** The office */
  | 'OFFICE'
  /** The office's level of government */
  | 'LEVEL'
  /** The procedure, by its code */
  | 'PROCEDURE'
  /** The procedure's field, by the office's own code: in capitals or in small letters one group, as a filter finds it, named as most dossiers have it */
  | 'PROCEDURE_FIELD'
  /** Where it stands */
  | 'STATUS'
  /** How it was handed in */
  | 'CHANNEL'
  /** Who handed it in: a citizen, a business or another */
  | 'APPLICANT_KIND'
  /** Finished against promised */
  | 'TIMELINESS'
  /** Who has the dossier now */
  | 'ASSIGNEE'
  /** The day on which it was handed in */
  | 'RECEIVED_DAY'
  /** `2016-W33`, ISO 8601 */
  | 'RECEIVED_WEEK'
  /** The month in which it was handed in */
  | 'RECEIVED_MONTH'
  /** `2016-Q3` */
  | 'RECEIVED_QUARTER'
  /** The year in which it was handed in */
  | 'RECEIVED_YEAR'
  /** The day for which it was promised */
  | 'DUE_DAY'
  /** The week for which it was promised */
  | 'DUE_WEEK'
  /** The month for which it was promised */
  | 'DUE_MONTH'
  /** The quarter for which it was promised */
  | 'DUE_QUARTER'
  /** The year for which it was promised */
  | 'DUE_YEAR'
  /** The day on which it was finished */
  | 'FINISHED_DAY'
  /** The week in which it was finished */
  | 'FINISHED_WEEK'
  /** The month in which it was finished */
  | 'FINISHED_MONTH'
  /** The quarter in which it was finished */
  | 'FINISHED_QUARTER'
  /** The year in which it was finished */
  | 'FINISHED_YEAR'
  /** The day on which it was handed back */
  | 'RETURNED_DAY'
  /** The week in which it was handed back */
  | 'RETURNED_WEEK'
  /** The month in which it was handed back */
  | 'RETURNED_MONTH'
  /** The quarter in which it was handed back */
  | 'RETURNED_QUARTER'
  /** The year in which it was handed back */
  | 'RETURNED_YEAR';

/** An order of groups of dossiers; those without a value come last. */
export type DossierGroupOrder = {
  /** What is compared. */
  readonly by: DossierGroupOrderBy;
  /** Which end comes first. */
  readonly direction?: Direction;
};

/** What groups of dossiers are ordered by. */
export type DossierGroupOrderBy =
  /** Number of dossiers */
  | 'COUNT'
  /** Share of those finished late, of those finished with a due day */
  | 'LATE_SHARE'
  /** Open dossiers that are overdue */
  | 'OVERDUE'
  /** Days from receiving to finishing, on average */
  | 'MEAN_HANDLING_DAYS'
  /** Days from receiving to finishing that half of them do not exceed */
  | 'MEDIAN_HANDLING_DAYS'
  /** Different applicants */
  | 'APPLICANTS'
  /** All that was paid */
  | 'FEES_PAID';

/** Conditions on groups of dossiers; all that are given must hold. */
export type DossierGroupFilter = {
  /** Groups of at least so many dossiers */
  readonly countAtLeast?: InputMaybe<Scalars['Int']['input']>;
  /** Groups of at most so many dossiers */
  readonly countAtMost?: InputMaybe<Scalars['Int']['input']>;
};

/** Dossiers counted by what they have in common. */
export type DossierStatistics = {
  readonly __typename?: 'DossierStatistics';
  /** The groups that were asked for, in their order. */
  readonly groups: ReadonlyArray<DossierGroup>;
  /** Groups that may be told and pass `having`, given or not: groups too small for who asks are kept back, and counted in `total` alone. */
  readonly groupCount: Scalars['Int']['output'];
  /** Of all dossiers that are counted, in groups that are given or not. */
  readonly total: DossierMeasures;
  /** By what rule a dossier is early, on time or late. */
  readonly timelinessRule: Scalars['String']['output'];
  /** True where a source's dossiers are missing. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part; `rows` are the groups it gave. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** Dossiers that have something in common. */
export type DossierGroup = {
  readonly __typename?: 'DossierGroup';
  /** What they have in common, in the order of `groupBy`, as text; null for those that have none. */
  readonly keys: ReadonlyArray<Maybe<Scalars['String']['output']>>;
  /** One of them by itself, as a column of a table wants it; null for those that have none. */
  readonly key?: Maybe<Scalars['String']['output']>;
  /** Null unless grouped by OFFICE. */
  readonly office?: Maybe<OneStopOffice>;
  /** Null unless grouped by PROCEDURE, or where it is unknown. */
  readonly procedure?: Maybe<Procedure>;
  /** What was counted of them. */
  readonly measures: DossierMeasures;
};


/** Dossiers that have something in common. */
export type DossierGroupKeyArgs = {
  of: DossierGrouping;
};

/** What is counted of some dossiers. */
export type DossierMeasures = {
  readonly __typename?: 'DossierMeasures';
  /** Number of dossiers. */
  readonly count: Scalars['Int']['output'];
  /** Of the dossiers that all sources have counted, from 0 to 1; null where there are none. */
  readonly share?: Maybe<Scalars['Float']['output']>;
  /** How many were finished in time, and how many were not; null where a part is so small that who asks may not be told. */
  readonly timeliness?: Maybe<TimelinessCounts>;
  /** Days of the calendar from receiving to finishing, of those that have both days; null where those are so few that who asks may not be told. */
  readonly handlingDays?: Maybe<DayMeasures>;
  /** Working days from receiving, whose day does not count, to finishing, of those that have both days; null where those are so few that who asks may not be told. */
  readonly handlingWorkingDays?: Maybe<WorkingDayMeasures>;
  /** Different applicants; null where they, or the dossiers of which nobody knows whose they are, are so few that who asks may not be told. */
  readonly applicants?: Maybe<ApplicantCounts>;
  /** Fees that were asked for them, of the offices that keep any; null where payments are so few that who asks may not be told. */
  readonly fees?: Maybe<FeeMeasures>;
};

/** Fees asked for some dossiers (phí, lệ phí). */
export type FeeMeasures = {
  readonly __typename?: 'FeeMeasures';
  /** All that was paid. */
  readonly paid: Scalars['Money']['output'];
  /** Payments that were made. */
  readonly paidCount: Scalars['Int']['output'];
  /** All that was asked, and not paid. */
  readonly due: Scalars['Money']['output'];
  /** Payments that were asked, and not made. */
  readonly dueCount: Scalars['Int']['output'];
  /** Payments whose amount cannot be read, or of which nobody knows whether they were made. */
  readonly unknown: Scalars['Int']['output'];
};

/** Applicants, told apart by the numbers of their identity papers, of which nothing but keyed hashes is counted. */
export type ApplicantCounts = {
  readonly __typename?: 'ApplicantCounts';
  /** Different numbers: one who has two papers is two. */
  readonly distinct: Scalars['Int']['output'];
  /** Dossiers that have no number, or none that can be read. */
  readonly unknown: Scalars['Int']['output'];
};

/** Numbers of days, of which `count` are known. Who may not be told of few dossiers is not told the days of few. */
export type DayMeasures = {
  readonly __typename?: 'DayMeasures';
  /** Dossiers that both days are known of. */
  readonly count: Scalars['Int']['output'];
  /** Days of all of them together; null where there are none. */
  readonly sum?: Maybe<Scalars['Float']['output']>;
  /** Of the quickest; null where there are none. */
  readonly min?: Maybe<Scalars['Int']['output']>;
  /** Of the slowest; null where there are none. */
  readonly max?: Maybe<Scalars['Int']['output']>;
  /** Days of one on average; null where there are none. */
  readonly mean?: Maybe<Scalars['Float']['output']>;
  /** The middle one, or the mean of the two in the middle; null where there are none. */
  readonly median?: Maybe<Scalars['Float']['output']>;
  /** The least number of days that at least so many hundredths of them do not exceed (nearest rank); null where there are none. */
  readonly percentile?: Maybe<Scalars['Int']['output']>;
};


/** Numbers of days, of which `count` are known. Who may not be told of few dossiers is not told the days of few. */
export type DayMeasuresPercentileArgs = {
  p: Scalars['Float']['input'];
};

/** Numbers of working days of civil servants. */
export type WorkingDayMeasures = {
  readonly __typename?: 'WorkingDayMeasures';
  /** Working days from receiving to finishing. */
  readonly days: DayMeasures;
  /** Dossiers with a day that the calendar does not know, which `days` are without. */
  readonly outsideCalendar: Scalars['Int']['output'];
  /** Version of the calendar of working days. */
  readonly calendarVersion: Scalars['String']['output'];
};

/** What has a row of its own in report 06a. */
export type Report06aRows =
  /** The office (đơn vị) */
  | 'OFFICE'
  /** The procedure's field (lĩnh vực), by the office's own code, in capitals or in small letters; those of offices that keep none are one row, the last */
  | 'FIELD'
  /** The procedure, whose field the catalogue knows */
  | 'PROCEDURE';

/** Report 06a: how dossiers of a period are settled (tình hình, kết quả giải quyết thủ tục hành chính). */
export type Report06a = {
  readonly __typename?: 'Report06a';
  /** The form whose columns it has (biểu mẫu). */
  readonly form: Scalars['String']['output'];
  /** First day of the period. */
  readonly from: Scalars['Date']['output'];
  /** Last day of the period. */
  readonly to: Scalars['Date']['output'];
  /** By what rule a dossier is in which column. */
  readonly rule: Scalars['String']['output'];
  /** What was asked for by `by`, a row each. */
  readonly rows: ReadonlyArray<Report06aRow>;
  /** Of all rows (tổng cộng). */
  readonly total: Report06aColumns;
  /** True where a source's dossiers are missing. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part; `rows` are the groups it gave. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** A row of report 06a. */
export type Report06aRow = {
  readonly __typename?: 'Report06aRow';
  /** Column 1 (số thứ tự). */
  readonly number: Scalars['Int']['output'];
  /** Column 2 (lĩnh vực, đơn vị): the office's name, or the code of the field or procedure; null for those that have none. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** Null unless rows are offices. */
  readonly office?: Maybe<OneStopOffice>;
  /** Null unless rows are procedures, or where it is unknown. */
  readonly procedure?: Maybe<Procedure>;
  /** Columns 1 to 13 of the form. */
  readonly counts: Report06aColumns;
};

/** Columns 3 to 13 of report 06a, in dossiers (số hồ sơ). 3 = 4 + 5 + 6 = 7 + 11; 7 = 8 + 9 + 10; 11 = 12 + 13. */
export type Report06aColumns = {
  readonly __typename?: 'Report06aColumns';
  /** Column 3: to be settled in the period (số hồ sơ nhận giải quyết, tổng số). */
  readonly received: Scalars['Int']['output'];
  /** Column 4: received in the period, online (trong kỳ, trực tuyến). */
  readonly receivedOnline: Scalars['Int']['output'];
  /** Column 5: received in the period otherwise (trong kỳ, trực tiếp, dịch vụ bưu chính), or nobody knows how. */
  readonly receivedOtherwise: Scalars['Int']['output'];
  /** Column 6: received before it, and open when it began (từ kỳ trước). */
  readonly carriedOver: Scalars['Int']['output'];
  /** Column 7: settled (đã giải quyết, tổng số). */
  readonly settled: Scalars['Int']['output'];
  /** Column 8 (trước hạn). */
  readonly settledEarly: Scalars['Int']['output'];
  /** Column 9 (đúng hạn): also those without a due day, waiting for a supplement, withdrawn or stopped (gồm chờ bổ sung, trả lại, xin rút). */
  readonly settledOnTime: Scalars['Int']['output'];
  /** Column 10 (quá hạn). */
  readonly settledLate: Scalars['Int']['output'];
  /** Column 11: pending when the period ends (đang giải quyết, tổng số). */
  readonly pending: Scalars['Int']['output'];
  /** Column 12 (trong hạn): also those without a due day. */
  readonly pendingInTime: Scalars['Int']['output'];
  /** Column 13 (quá hạn). */
  readonly pendingOverdue: Scalars['Int']['output'];
  /** In no column: received nobody knows when, or closed nobody knows when. Those withdrawn or stopped without a day are settled in the period in which they were received. */
  readonly undated: Scalars['Int']['output'];
};

/** What ratings can be grouped by. */
export type RatingGrouping =
  /** The office */
  | 'OFFICE'
  /** The office's level of government */
  | 'LEVEL'
  /** The day of the rating */
  | 'RATED_DAY'
  /** `2016-W33`, ISO 8601 */
  | 'RATED_WEEK'
  /** The month of the rating */
  | 'RATED_MONTH'
  /** `2016-Q3` */
  | 'RATED_QUARTER'
  /** The year of the rating */
  | 'RATED_YEAR';

/** One term of the order of groups of ratings. */
export type RatingGroupOrder = {
  /** What is compared. */
  readonly by: RatingGroupOrderBy;
  /** Which end comes first; groups without a value come last. */
  readonly direction?: Direction;
};

/** What groups of ratings can be ordered by. */
export type RatingGroupOrderBy =
  /** Number of ratings */
  | 'COUNT'
  /** Share of those that are good or better */
  | 'GOOD_SHARE';

/** Conditions on groups of ratings; all that are given must hold. */
export type RatingGroupFilter = {
  /** Groups of at least so many ratings */
  readonly countAtLeast?: InputMaybe<Scalars['Int']['input']>;
  /** Groups of at most so many ratings */
  readonly countAtMost?: InputMaybe<Scalars['Int']['input']>;
};

/** Ratings counted by what they have in common. */
export type RatingStatistics = {
  readonly __typename?: 'RatingStatistics';
  /** The groups that were asked for, in their order. */
  readonly groups: ReadonlyArray<RatingGroup>;
  /** Groups that may be told and pass `having`, given or not: groups too small for who asks are kept back, and counted in `total` alone. */
  readonly groupCount: Scalars['Int']['output'];
  /** Of all ratings that are counted, in groups that are given or not. */
  readonly total: RatingMeasures;
  /** True where a source's ratings are missing. */
  readonly partial: Scalars['Boolean']['output'];
  /** How each source took part; `rows` are the groups it gave. */
  readonly sources: ReadonlyArray<SourceAnswer>;
};

/** Ratings that have something in common. */
export type RatingGroup = {
  readonly __typename?: 'RatingGroup';
  /** What they have in common, in the order of `groupBy`, as text; null for those that have none. */
  readonly keys: ReadonlyArray<Maybe<Scalars['String']['output']>>;
  /** One of them by itself, as a column of a table wants it; null for those that have none. */
  readonly key?: Maybe<Scalars['String']['output']>;
  /** Null unless grouped by OFFICE. */
  readonly office?: Maybe<OneStopOffice>;
  /** What was counted of them. */
  readonly measures: RatingMeasures;
};


/** Ratings that have something in common. */
export type RatingGroupKeyArgs = {
  of: RatingGrouping;
};

/** What is counted of some ratings. */
export type RatingMeasures = {
  readonly __typename?: 'RatingMeasures';
  /** Number of ratings. */
  readonly count: Scalars['Int']['output'];
  /** Of the ratings that all sources have counted, from 0 to 1; null where there are none. */
  readonly share?: Maybe<Scalars['Float']['output']>;
  /** How applicants rated; null where a score was given so seldom that who asks may not be told. */
  readonly satisfaction?: Maybe<Satisfaction>;
  /** Share of those that are good or better, of those that can be read; null where there are none, or who asks may not be told. */
  readonly goodShare?: Maybe<Scalars['Float']['output']>;
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
  OneStopOffice: OneStopOffice;
  Dossier: Dossier;
  Search: Search;
  Procedure: Procedure;
  Agency: Agency;
  Document: Document;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  OneStopOffice:
    ( { __typename: 'OneStopOffice' }
    & ( GraphQLRecursivePick<FederationTypes['OneStopOffice'], {"code":true}>
        | GraphQLRecursivePick<FederationTypes['OneStopOffice'], {"ref":true}> ) );
  Dossier:
    ( { __typename: 'Dossier' }
    & ( GraphQLRecursivePick<FederationTypes['Dossier'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Dossier'], {"ref":true}> ) );
  Search:
    ( { __typename: 'Search' }
    & GraphQLRecursivePick<FederationTypes['Search'], {"text":true}> );
  Procedure:
    ( { __typename: 'Procedure' }
    & GraphQLRecursivePick<FederationTypes['Procedure'], {"code":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Procedure'], {"agencyCodes":true}> ) );
  Agency:
    ( { __typename: 'Agency' }
    & GraphQLRecursivePick<FederationTypes['Agency'], {"code":true}> );
  Document:
    ( { __typename: 'Document' }
    & GraphQLRecursivePick<FederationTypes['Document'], {"documentId":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( OneStopOfficeModel )
    | ( DossierModel )
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
  DateFilter: DateFilter;
  GovernmentLevelFilter: GovernmentLevelFilter;
  TimelinessCounts: ResolverTypeWrapper<TimelinessCounts>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OneStopOffice: ResolverTypeWrapper<OneStopOfficeModel>;
  Satisfaction: ResolverTypeWrapper<Satisfaction>;
  Dossier: ResolverTypeWrapper<DossierModel>;
  DossierProgressList: ResolverTypeWrapper<DossierProgressList>;
  DossierProgress: ResolverTypeWrapper<DossierProgress>;
  DossierStatus: ResolverTypeWrapper<DossierStatusModel>;
  DossierState: DossierState;
  Applicant: ResolverTypeWrapper<Applicant>;
  ApplicantKind: ApplicantKind;
  Timeliness: Timeliness;
  RecomputedDue: ResolverTypeWrapper<RecomputedDue>;
  Step: ResolverTypeWrapper<StepModel>;
  Supplement: ResolverTypeWrapper<SupplementModel>;
  Payment: ResolverTypeWrapper<PaymentModel>;
  DossierResult: ResolverTypeWrapper<DossierResult>;
  Search: ResolverTypeWrapper<Omit<Search, 'dossiers'> & { dossiers?: Maybe<ResolversTypes['DossierHits']> }>;
  DossierHits: ResolverTypeWrapper<DossierHitsModel>;
  Procedure: ResolverTypeWrapper<Omit<Procedure, 'dossiers' | 'offices'> & { dossiers?: Maybe<ResolversTypes['DossierConnection']>, offices?: Maybe<ReadonlyArray<ResolversTypes['OneStopOffice']>> }>;
  Agency: ResolverTypeWrapper<Omit<Agency, 'office'> & { office?: Maybe<ResolversTypes['OneStopOffice']> }>;
  Document: ResolverTypeWrapper<Omit<Document, 'dossiers'> & { dossiers?: Maybe<ResolversTypes['DossierConnection']> }>;
  DossierList: ResolverTypeWrapper<Omit<DossierList, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['Dossier']> }>;
  DossierConnection: ResolverTypeWrapper<DossierConnectionModel>;
  DossierEdge: ResolverTypeWrapper<DossierEdgeModel>;
  DossierFilter: DossierFilter;
  CodeFilter: CodeFilter;
  DossierStateFilter: DossierStateFilter;
  ApplicantKindFilter: ApplicantKindFilter;
  TimelinessFilter: TimelinessFilter;
  ChannelFilter: ChannelFilter;
  DossierOrder: DossierOrder;
  DossierOrderField: DossierOrderField;
  DossierGrouping: DossierGrouping;
  DossierGroupOrder: DossierGroupOrder;
  DossierGroupOrderBy: DossierGroupOrderBy;
  DossierGroupFilter: DossierGroupFilter;
  DossierStatistics: ResolverTypeWrapper<DossierStatisticsModel>;
  DossierGroup: ResolverTypeWrapper<DossierGroupModel>;
  DossierMeasures: ResolverTypeWrapper<DossierMeasuresModel>;
  FeeMeasures: ResolverTypeWrapper<FeeMeasuresModel>;
  ApplicantCounts: ResolverTypeWrapper<ApplicantCountsModel>;
  DayMeasures: ResolverTypeWrapper<DayMeasuresModel>;
  WorkingDayMeasures: ResolverTypeWrapper<WorkingDayMeasuresModel>;
  Report06aRows: Report06aRows;
  Report06a: ResolverTypeWrapper<Report06aModel>;
  Report06aRow: ResolverTypeWrapper<Report06aRowModel>;
  Report06aColumns: ResolverTypeWrapper<Report06aColumns>;
  RatingGrouping: RatingGrouping;
  RatingGroupOrder: RatingGroupOrder;
  RatingGroupOrderBy: RatingGroupOrderBy;
  RatingGroupFilter: RatingGroupFilter;
  RatingStatistics: ResolverTypeWrapper<RatingStatisticsModel>;
  RatingGroup: ResolverTypeWrapper<RatingGroupModel>;
  RatingMeasures: ResolverTypeWrapper<RatingMeasuresModel>;
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
  Query: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  OneStopOffice: OneStopOfficeModel;
  Satisfaction: Satisfaction;
  Dossier: DossierModel;
  DossierProgressList: DossierProgressList;
  DossierProgress: DossierProgress;
  DossierStatus: DossierStatusModel;
  Applicant: Applicant;
  RecomputedDue: RecomputedDue;
  Step: StepModel;
  Supplement: SupplementModel;
  Payment: PaymentModel;
  DossierResult: DossierResult;
  Search: Omit<Search, 'dossiers'> & { dossiers?: Maybe<ResolversParentTypes['DossierHits']> } | FederationReferenceTypes['Search'];
  DossierHits: DossierHitsModel;
  Procedure: Omit<Procedure, 'dossiers' | 'offices'> & { dossiers?: Maybe<ResolversParentTypes['DossierConnection']>, offices?: Maybe<ReadonlyArray<ResolversParentTypes['OneStopOffice']>> } | FederationReferenceTypes['Procedure'];
  Agency: Omit<Agency, 'office'> & { office?: Maybe<ResolversParentTypes['OneStopOffice']> } | FederationReferenceTypes['Agency'];
  Document: Omit<Document, 'dossiers'> & { dossiers?: Maybe<ResolversParentTypes['DossierConnection']> } | FederationReferenceTypes['Document'];
  DossierList: Omit<DossierList, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['Dossier']> };
  DossierConnection: DossierConnectionModel;
  DossierEdge: DossierEdgeModel;
  DossierFilter: DossierFilter;
  CodeFilter: CodeFilter;
  DossierStateFilter: DossierStateFilter;
  ApplicantKindFilter: ApplicantKindFilter;
  TimelinessFilter: TimelinessFilter;
  ChannelFilter: ChannelFilter;
  DossierOrder: DossierOrder;
  DossierGroupOrder: DossierGroupOrder;
  DossierGroupFilter: DossierGroupFilter;
  DossierStatistics: DossierStatisticsModel;
  DossierGroup: DossierGroupModel;
  DossierMeasures: DossierMeasuresModel;
  FeeMeasures: FeeMeasuresModel;
  ApplicantCounts: ApplicantCountsModel;
  DayMeasures: DayMeasuresModel;
  WorkingDayMeasures: WorkingDayMeasuresModel;
  Report06a: Report06aModel;
  Report06aRow: Report06aRowModel;
  Report06aColumns: Report06aColumns;
  RatingGroupOrder: RatingGroupOrder;
  RatingGroupFilter: RatingGroupFilter;
  RatingStatistics: RatingStatisticsModel;
  RatingGroup: RatingGroupModel;
  RatingMeasures: RatingMeasuresModel;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  oneStopOffice?: Resolver<Maybe<ResolversTypes['OneStopOffice']>, ParentType, ContextType, RequireFields<QueryOneStopOfficeArgs, 'code'>>;
  oneStopOffices?: Resolver<Maybe<ReadonlyArray<ResolversTypes['OneStopOffice']>>, ParentType, ContextType>;
  dossier?: Resolver<Maybe<ResolversTypes['Dossier']>, ParentType, ContextType, RequireFields<QueryDossierArgs, 'id'>>;
  dossiersByCode?: Resolver<Maybe<ResolversTypes['DossierList']>, ParentType, ContextType, RequireFields<QueryDossiersByCodeArgs, 'code' | 'freshness' | 'onUnavailable'>>;
  dossierStatus?: Resolver<Maybe<ResolversTypes['DossierProgressList']>, ParentType, ContextType, RequireFields<QueryDossierStatusArgs, 'code' | 'secret'>>;
  dossiers?: Resolver<Maybe<ResolversTypes['DossierConnection']>, ParentType, ContextType, RequireFields<QueryDossiersArgs, 'freshness' | 'onUnavailable'>>;
  dossierStatistics?: Resolver<Maybe<ResolversTypes['DossierStatistics']>, ParentType, ContextType, RequireFields<QueryDossierStatisticsArgs, 'groupBy' | 'freshness' | 'onUnavailable'>>;
  ratingStatistics?: Resolver<Maybe<ResolversTypes['RatingStatistics']>, ParentType, ContextType, RequireFields<QueryRatingStatisticsArgs, 'groupBy' | 'freshness' | 'onUnavailable'>>;
  report06a?: Resolver<Maybe<ResolversTypes['Report06a']>, ParentType, ContextType, RequireFields<QueryReport06aArgs, 'from' | 'to' | 'by' | 'freshness' | 'onUnavailable'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  sourceStatusChanged?: SubscriptionResolver<ResolversTypes['SourceStatusChange'], "sourceStatusChanged", ParentType, ContextType, Partial<SubscriptionSourceStatusChangedArgs>>;
};

export type OneStopOfficeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OneStopOffice'] = ResolversParentTypes['OneStopOffice'], FederationReferenceType extends FederationReferenceTypes['OneStopOffice'] = FederationReferenceTypes['OneStopOffice']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['OneStopOffice']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['GovernmentLevel']>, ParentType, ContextType>;
  unitCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  agency?: Resolver<Maybe<ResolversTypes['Agency']>, ParentType, ContextType>;
  agencyCode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SourceStatus'], ParentType, ContextType>;
  dossiers?: Resolver<Maybe<ResolversTypes['DossierConnection']>, ParentType, ContextType, RequireFields<OneStopOfficeDossiersArgs, 'freshness' | 'onUnavailable'>>;
  satisfaction?: Resolver<Maybe<ResolversTypes['Satisfaction']>, ParentType, ContextType, RequireFields<OneStopOfficeSatisfactionArgs, 'from' | 'to'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SatisfactionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Satisfaction'] = ResolversParentTypes['Satisfaction']> = {
  veryGood?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  good?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  bad?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DossierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Dossier'] = ResolversParentTypes['Dossier'], FederationReferenceType extends FederationReferenceTypes['Dossier'] = FederationReferenceTypes['Dossier']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Dossier']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  office?: Resolver<ResolversTypes['OneStopOffice'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DossierStatus'], ParentType, ContextType>;
  procedure?: Resolver<Maybe<ResolversTypes['Procedure']>, ParentType, ContextType>;
  procedureSourceCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  procedureFieldCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  applicant?: Resolver<Maybe<ResolversTypes['Applicant']>, ParentType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receivedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  receivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  acceptedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  recomputedDue?: Resolver<Maybe<ResolversTypes['RecomputedDue']>, ParentType, ContextType>;
  finishedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  returnedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  returnedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  timeliness?: Resolver<Maybe<ResolversTypes['Timeliness']>, ParentType, ContextType, Partial<DossierTimelinessArgs>>;
  currentAssignee?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  steps?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Step']>>, ParentType, ContextType>;
  supplements?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Supplement']>>, ParentType, ContextType>;
  payments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Payment']>>, ParentType, ContextType>;
  linked?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['Dossier']>>>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['DossierResult']>, ParentType, ContextType>;
  resultDocument?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DossierProgressListResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DossierProgressList'] = ResolversParentTypes['DossierProgressList']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DossierProgress']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type DossierProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DossierProgress'] = ResolversParentTypes['DossierProgress']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  office?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  procedureCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DossierState'], ParentType, ContextType>;
  nationalCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  receivedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  finishedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  returnedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type DossierStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DossierStatus'] = ResolversParentTypes['DossierStatus']> = {
  value?: Resolver<ResolversTypes['DossierState'], ParentType, ContextType>;
  nationalCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  sourceCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceLabel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ApplicantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Applicant'] = ResolversParentTypes['Applicant']> = {
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['ApplicantKind']>, ParentType, ContextType>;
  idNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RecomputedDueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecomputedDue'] = ResolversParentTypes['RecomputedDue']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  calendarVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Step'] = ResolversParentTypes['Step']> = {
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  assignee?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  finishedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['DossierStatus']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
};

export type SupplementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Supplement'] = ResolversParentTypes['Supplement']> = {
  askedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  receivedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  content?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dueOnBefore?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  dueOnAfter?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment']> = {
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  paid?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRecord'], ParentType, ContextType>;
};

export type DossierResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DossierResult'] = ResolversParentTypes['DossierResult']> = {
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  issuedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  issuerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  issuerSourceCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SearchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Search'] = ResolversParentTypes['Search'], FederationReferenceType extends FederationReferenceTypes['Search'] = FederationReferenceTypes['Search']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Search']> | FederationReferenceType, FederationReferenceType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dossiers?: Resolver<Maybe<ResolversTypes['DossierHits']>, ParentType, ContextType, RequireFields<SearchDossiersArgs, 'onUnavailable'>>;
};

export type DossierHitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DossierHits'] = ResolversParentTypes['DossierHits']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Dossier']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type ProcedureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Procedure'] = ResolversParentTypes['Procedure'], FederationReferenceType extends FederationReferenceTypes['Procedure'] = FederationReferenceTypes['Procedure']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Procedure']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  dossiers?: Resolver<Maybe<ResolversTypes['DossierConnection']>, ParentType, ContextType, RequireFields<ProcedureDossiersArgs, 'freshness' | 'onUnavailable'>>;
  offices?: Resolver<Maybe<ReadonlyArray<ResolversTypes['OneStopOffice']>>, ParentType, ContextType>;
};

export type AgencyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Agency'] = ResolversParentTypes['Agency'], FederationReferenceType extends FederationReferenceTypes['Agency'] = FederationReferenceTypes['Agency']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Agency']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  office?: Resolver<Maybe<ResolversTypes['OneStopOffice']>, ParentType, ContextType>;
};

export type DocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Document'] = ResolversParentTypes['Document'], FederationReferenceType extends FederationReferenceTypes['Document'] = FederationReferenceTypes['Document']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Document']> | FederationReferenceType, FederationReferenceType, ContextType>;
  documentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  dossiers?: Resolver<Maybe<ResolversTypes['DossierConnection']>, ParentType, ContextType, RequireFields<DocumentDossiersArgs, 'freshness' | 'onUnavailable'>>;
};

export type DossierListResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DossierList'] = ResolversParentTypes['DossierList']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Dossier']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type DossierConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DossierConnection'] = ResolversParentTypes['DossierConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DossierEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Dossier']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type DossierEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DossierEdge'] = ResolversParentTypes['DossierEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Dossier'], ParentType, ContextType>;
};

export type DossierStatisticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DossierStatistics'] = ResolversParentTypes['DossierStatistics']> = {
  groups?: Resolver<ReadonlyArray<ResolversTypes['DossierGroup']>, ParentType, ContextType>;
  groupCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['DossierMeasures'], ParentType, ContextType>;
  timelinessRule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type DossierGroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DossierGroup'] = ResolversParentTypes['DossierGroup']> = {
  keys?: Resolver<ReadonlyArray<Maybe<ResolversTypes['String']>>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<DossierGroupKeyArgs, 'of'>>;
  office?: Resolver<Maybe<ResolversTypes['OneStopOffice']>, ParentType, ContextType>;
  procedure?: Resolver<Maybe<ResolversTypes['Procedure']>, ParentType, ContextType>;
  measures?: Resolver<ResolversTypes['DossierMeasures'], ParentType, ContextType>;
};

export type DossierMeasuresResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DossierMeasures'] = ResolversParentTypes['DossierMeasures']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  share?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  timeliness?: Resolver<Maybe<ResolversTypes['TimelinessCounts']>, ParentType, ContextType>;
  handlingDays?: Resolver<Maybe<ResolversTypes['DayMeasures']>, ParentType, ContextType>;
  handlingWorkingDays?: Resolver<Maybe<ResolversTypes['WorkingDayMeasures']>, ParentType, ContextType>;
  applicants?: Resolver<Maybe<ResolversTypes['ApplicantCounts']>, ParentType, ContextType>;
  fees?: Resolver<Maybe<ResolversTypes['FeeMeasures']>, ParentType, ContextType>;
};

export type FeeMeasuresResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeeMeasures'] = ResolversParentTypes['FeeMeasures']> = {
  paid?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  paidCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  due?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  dueCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unknown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ApplicantCountsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApplicantCounts'] = ResolversParentTypes['ApplicantCounts']> = {
  distinct?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unknown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DayMeasuresResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DayMeasures'] = ResolversParentTypes['DayMeasures']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sum?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  mean?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  median?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  percentile?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType, RequireFields<DayMeasuresPercentileArgs, 'p'>>;
};

export type WorkingDayMeasuresResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkingDayMeasures'] = ResolversParentTypes['WorkingDayMeasures']> = {
  days?: Resolver<ResolversTypes['DayMeasures'], ParentType, ContextType>;
  outsideCalendar?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  calendarVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Report06aResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Report06a'] = ResolversParentTypes['Report06a']> = {
  form?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rows?: Resolver<ReadonlyArray<ResolversTypes['Report06aRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Report06aColumns'], ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type Report06aRowResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Report06aRow'] = ResolversParentTypes['Report06aRow']> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  office?: Resolver<Maybe<ResolversTypes['OneStopOffice']>, ParentType, ContextType>;
  procedure?: Resolver<Maybe<ResolversTypes['Procedure']>, ParentType, ContextType>;
  counts?: Resolver<ResolversTypes['Report06aColumns'], ParentType, ContextType>;
};

export type Report06aColumnsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Report06aColumns'] = ResolversParentTypes['Report06aColumns']> = {
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  receivedOnline?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  receivedOtherwise?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  carriedOver?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  settled?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  settledEarly?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  settledOnTime?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  settledLate?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pendingInTime?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pendingOverdue?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  undated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RatingStatisticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RatingStatistics'] = ResolversParentTypes['RatingStatistics']> = {
  groups?: Resolver<ReadonlyArray<ResolversTypes['RatingGroup']>, ParentType, ContextType>;
  groupCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['RatingMeasures'], ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceAnswer']>, ParentType, ContextType>;
};

export type RatingGroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RatingGroup'] = ResolversParentTypes['RatingGroup']> = {
  keys?: Resolver<ReadonlyArray<Maybe<ResolversTypes['String']>>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<RatingGroupKeyArgs, 'of'>>;
  office?: Resolver<Maybe<ResolversTypes['OneStopOffice']>, ParentType, ContextType>;
  measures?: Resolver<ResolversTypes['RatingMeasures'], ParentType, ContextType>;
};

export type RatingMeasuresResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RatingMeasures'] = ResolversParentTypes['RatingMeasures']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  share?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  satisfaction?: Resolver<Maybe<ResolversTypes['Satisfaction']>, ParentType, ContextType>;
  goodShare?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
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
  TimelinessCounts?: TimelinessCountsResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  OneStopOffice?: OneStopOfficeResolvers<ContextType>;
  Satisfaction?: SatisfactionResolvers<ContextType>;
  Dossier?: DossierResolvers<ContextType>;
  DossierProgressList?: DossierProgressListResolvers<ContextType>;
  DossierProgress?: DossierProgressResolvers<ContextType>;
  DossierStatus?: DossierStatusResolvers<ContextType>;
  Applicant?: ApplicantResolvers<ContextType>;
  RecomputedDue?: RecomputedDueResolvers<ContextType>;
  Step?: StepResolvers<ContextType>;
  Supplement?: SupplementResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  DossierResult?: DossierResultResolvers<ContextType>;
  Search?: SearchResolvers<ContextType>;
  DossierHits?: DossierHitsResolvers<ContextType>;
  Procedure?: ProcedureResolvers<ContextType>;
  Agency?: AgencyResolvers<ContextType>;
  Document?: DocumentResolvers<ContextType>;
  DossierList?: DossierListResolvers<ContextType>;
  DossierConnection?: DossierConnectionResolvers<ContextType>;
  DossierEdge?: DossierEdgeResolvers<ContextType>;
  DossierStatistics?: DossierStatisticsResolvers<ContextType>;
  DossierGroup?: DossierGroupResolvers<ContextType>;
  DossierMeasures?: DossierMeasuresResolvers<ContextType>;
  FeeMeasures?: FeeMeasuresResolvers<ContextType>;
  ApplicantCounts?: ApplicantCountsResolvers<ContextType>;
  DayMeasures?: DayMeasuresResolvers<ContextType>;
  WorkingDayMeasures?: WorkingDayMeasuresResolvers<ContextType>;
  Report06a?: Report06aResolvers<ContextType>;
  Report06aRow?: Report06aRowResolvers<ContextType>;
  Report06aColumns?: Report06aColumnsResolvers<ContextType>;
  RatingStatistics?: RatingStatisticsResolvers<ContextType>;
  RatingGroup?: RatingGroupResolvers<ContextType>;
  RatingMeasures?: RatingMeasuresResolvers<ContextType>;
};


