/** What the page asks of the graph, as it comes. */

/** How a source took part. */
export interface SourceAnswer {
  readonly source: string;
  readonly name: string;
  readonly status: 'OK' | 'TIMEOUT' | 'BUSY' | 'UNAVAILABLE' | 'MISCONFIGURED' | 'STALE';
  /** The moment as of which its rows hold, ISO 8601. */
  readonly asOf: string | null;
}

export interface TimelinessCounts {
  readonly early: number;
  readonly onTime: number;
  readonly late: number;
  readonly noDueDate: number;
  readonly notFinished: number;
  readonly overdue: number;
  /** Of those finished with a due day, from 0 to 1. */
  readonly lateShare: number | null;
}

interface DayMeasures {
  readonly median: number | null;
  readonly mean?: number | null;
  readonly p90: number | null;
}

export interface Measures {
  readonly count: number;
  /** Null where a part is so small that who asks may not be told. */
  readonly timeliness?: TimelinessCounts | null;
  readonly handlingDays?: DayMeasures | null;
}

interface Procedure {
  readonly code: string;
  readonly name: string;
}

interface Group {
  readonly keys: readonly (string | null)[];
  readonly procedure?: Procedure | null;
  readonly measures: Measures;
}

export interface Statistics {
  readonly groups: readonly Group[];
  readonly groupCount: number;
  readonly total: Measures;
  readonly sources: readonly SourceAnswer[];
}

/** Columns 3 to 13 of report 06a, in the form's order. */
export const REPORT_COLUMNS = [
  'received',
  'receivedOnline',
  'receivedOtherwise',
  'carriedOver',
  'settled',
  'settledEarly',
  'settledOnTime',
  'settledLate',
  'pending',
  'pendingInTime',
  'pendingOverdue',
] as const;

export type ReportColumn = (typeof REPORT_COLUMNS)[number];
type ReportCounts = Readonly<Record<ReportColumn, number>>;

export interface ReportRow {
  readonly number: number;
  readonly label: string | null;
  readonly office?: { readonly code: string } | null;
  readonly procedure?: Procedure | null;
  readonly counts: ReportCounts;
}

interface Report {
  readonly form: string;
  readonly rows: readonly ReportRow[];
  readonly total: ReportCounts;
  readonly sources: readonly SourceAnswer[];
}

/** By the names under which the page's pictures ask; null where it was refused. */
export interface Answer {
  readonly received?: Statistics | null;
  readonly settled?: Statistics | null;
  readonly offices?: Statistics | null;
  readonly procedures?: Statistics | null;
  readonly report?: Report | null;
  readonly open?: Statistics | null;
  readonly [age: `age${number}`]: Statistics | null | undefined;
  readonly ageless?: Statistics | null;
}

/** An office, as the filters and the pictures name it. */
export interface Office {
  readonly code: string;
  readonly name: string;
  /** Null while its mapping cannot be read. */
  readonly level: string | null;
  /** General Statistics Office code of the unit it serves. */
  readonly unitCode: string | null;
}

export interface ProcedureField {
  readonly code: string;
  readonly name: string;
}

/** What has to be known before the pictures can be asked for. */
export interface Place {
  readonly oneStopOffices: readonly Office[] | null;
  readonly procedureFields: { readonly nodes: readonly ProcedureField[] } | null;
  readonly years: Statistics | null;
}
