/** A statistic as it is asked for, and as one would write it over the copies. */
export interface Statistic {
  readonly name: string;
  /** `DossierGrouping` of the graph, and the same of a row `d` in SQL. */
  readonly by: readonly Grouping[];
  readonly measures: readonly Measure[];
}

interface Grouping {
  readonly graph: string;
  readonly sql: string;
}

interface Measure {
  /** What is selected of `measures`. */
  readonly graph: string;
  /** Columns in the order in which the graph's figures stand in its answer. */
  readonly sql: readonly string[];
}

/** Steps of 100 ns, as copies keep moments, in a day. */
const A_DAY = '864000000000';
const dayOf = (column: string): string => `(d."${column}" // ${A_DAY})`;
const stretch = (graph: string, column: string, form: string): Grouping => ({
  graph,
  sql: `strftime(DATE '0001-01-01' + CAST(${dayOf(column)} AS INTEGER), '${form}')`,
});

const OFFICE: Grouping = { graph: 'OFFICE', sql: 'd.office' };
const STATUS: Grouping = { graph: 'STATUS', sql: 'd.status' };
const CHANNEL: Grouping = { graph: 'CHANNEL', sql: 'd.channel' };
const PROCEDURE: Grouping = { graph: 'PROCEDURE', sql: 'd."procedureCode"' };
const FIELD: Grouping = { graph: 'PROCEDURE_FIELD', sql: 'd."procedureFieldCode"' };
const MONTH = stretch('RECEIVED_MONTH', 'receivedAt', '%Y-%m');
const DAY = stretch('RECEIVED_DAY', 'receivedAt', '%Y-%m-%d');

const COUNT: Measure = { graph: 'count', sql: ['count(*)'] };
const PUNCTUAL: Measure = {
  graph: 'timeliness { early onTime late }',
  sql: ['<', '=', '>'].map(
    (than) => `count(*) FILTER (${dayOf('finishedAt')} ${than} ${dayOf('dueAt')})`,
  ),
};
const LASTING: Measure = {
  graph: 'handlingDays { median max }',
  sql: ['median', 'max'].map((of) => `${of}(${dayOf('finishedAt')} - ${dayOf('receivedAt')})`),
};

export const STATISTICS: readonly Statistic[] = [
  { name: 'all dossiers', by: [], measures: [COUNT] },
  { name: 'by office', by: [OFFICE], measures: [COUNT] },
  { name: 'by month', by: [MONTH], measures: [COUNT] },
  { name: 'by office and month', by: [OFFICE, MONTH], measures: [COUNT] },
  { name: 'by state and channel', by: [STATUS, CHANNEL], measures: [COUNT] },
  { name: 'on time, by office', by: [OFFICE], measures: [COUNT, PUNCTUAL] },
  { name: 'on time, by day', by: [DAY], measures: [COUNT, PUNCTUAL] },
  { name: 'on time, by procedure', by: [PROCEDURE], measures: [COUNT, PUNCTUAL] },
  { name: 'days to finish, by office', by: [OFFICE], measures: [COUNT, LASTING] },
  { name: 'days to finish, by field', by: [FIELD], measures: [COUNT, LASTING] },
];

export function queryOf({ by, measures }: Statistic): string {
  return `{ dossierStatistics(groupBy: [${by.map(({ graph }) => graph).join()}], first: 10000, freshness: COPY) {
    groups { keys measures { ${measures.map(({ graph }) => graph).join(' ')} } } partial } }`;
}

/** Over tables of copies, each with its office. */
export function sqlOf(
  { by, measures }: Statistic,
  tables: readonly { readonly office: string; readonly name: string }[],
): string {
  const rows = tables.map(({ office, name }) => `SELECT '${office}' AS office, * FROM ${name}`);
  const columns = [...by.map(({ sql }) => sql), ...measures.flatMap(({ sql }) => sql)];
  const groups = by.length === 0 ? '' : ` GROUP BY ${by.map((_one, at) => at + 1).join()}`;
  return `SELECT ${columns.join(', ')} FROM (${rows.join(' UNION ALL BY NAME ')}) d${groups}`;
}

interface Answered {
  readonly groups: readonly { readonly keys: readonly unknown[]; readonly measures: object }[];
  readonly partial: boolean;
}

/** The lines of a graph's answer, as SQL gives them, in their order. Throws where an office is missing. */
export function linesOf(answer: string): readonly string[] {
  const { data, errors } = JSON.parse(answer) as {
    data: { dossierStatistics: Answered } | null;
    errors?: unknown;
  };
  if (data === null || errors !== undefined || data.dossierStatistics.partial)
    throw new Error(`No whole answer: ${answer.slice(0, 400)}`);
  return sorted(
    data.dossierStatistics.groups.map(({ keys, measures }) => [...keys, ...figuresOf(measures)]),
  );
}

function figuresOf(measures: object): readonly unknown[] {
  return Object.values(measures).flatMap((value: unknown) =>
    typeof value === 'object' && value !== null ? figuresOf(value) : [value],
  );
}

export function sorted(lines: readonly (readonly unknown[])[]): readonly string[] {
  return lines.map((line) => line.map(String).join('|')).sort();
}
