import { readFileSync } from 'node:fs';
import { buildSchema, graphql, GraphQLError } from 'graphql';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';

/** What was asked of the graph, in its order. */
export interface AskedOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly authorization: string | undefined;
}

/** The names of fields at an operation's root, as the page of statistics gives them. */
export function aliasesOf({ query }: AskedOperation): readonly string[] {
  return [...query.matchAll(/^ {2}(\w+): /gmu)].map(([, alias = '']) => alias);
}

const OFFICES = [
  { code: 'H12.CM', name: 'Bộ phận Một cửa thành phố Cà Mau', level: 'DISTRICT', unitCode: '964' },
  { code: 'H12.NC', name: 'Bộ phận Một cửa huyện Năm Căn', level: 'DISTRICT', unitCode: '971' },
  { code: 'H12.TT', name: 'Trung tâm', level: 'PROVINCE', unitCode: '96' },
];

/** Năm Căn does not answer, and the Centre does from a copy. */
const SOURCES = OFFICES.map(({ code, name }) => ({
  source: code,
  name,
  ...{
    'H12.CM': { status: 'OK' },
    'H12.NC': { status: 'UNAVAILABLE' },
    'H12.TT': { status: 'STALE' },
  }[code],
  asOf: code === 'H12.NC' ? null : '2016-12-30T17:00:00+07:00',
}));

const MEASURES = {
  count: 40,
  timeliness: {
    early: 20,
    onTime: 10,
    late: 5,
    noDueDate: 5,
    notFinished: 0,
    overdue: 0,
    untold: 0,
    lateShare: 1 / 7,
  },
  handlingDays: { median: 7, mean: 8.5, percentile: () => 21 },
};

const KEYS: Readonly<Record<string, readonly string[]>> = {
  RECEIVED_YEAR: ['2016', '2015', '2106'],
  RECEIVED_MONTH: ['2016-01', '2016-12'],
  FINISHED_MONTH: ['2016-02'],
  OFFICE: ['H12.CM', 'H12.TT'],
  PROCEDURE: ['=HYPERLINK("x")'],
};

const COUNTS = new Proxy({}, { get: () => 3 });

/** The graph’s own schema over a few counts that are always the same; roles beside `Bearer nobody` may see them. */
export function countedGraph() {
  const schema = buildSchema(readFileSync(inRepository('schema/api.graphql'), 'utf8'));
  const asked: AskedOperation[] = [];
  const statistics = ({ groupBy }: { readonly groupBy: readonly string[] }) => {
    const keys = KEYS[groupBy[0] ?? ''] ?? [];
    return {
      groups: keys.map((key) => ({ keys: [key], procedure: null, measures: MEASURES })),
      groupCount: keys.length,
      total: { ...MEASURES, count: 40 * Math.max(keys.length, 1) },
      sources: SOURCES,
    };
  };
  const root = {
    oneStopOffices: OFFICES,
    procedureFields: { nodes: [{ code: 'LV113', name: 'Hộ tịch' }] },
    procedures: {
      nodes: [{ code: '1.000080' }],
      pageInfo: { hasNextPage: false, endCursor: null },
    },
    dossierStatistics: statistics,
    report06a: {
      form: 'Biểu số 06a',
      rows: [{ number: 1, label: OFFICES[0]?.name, office: OFFICES[0], counts: COUNTS }],
      total: COUNTS,
      sources: SOURCES,
    },
  };
  const refused = () => {
    throw new GraphQLError('Your role sees nothing of “dossier”.', {
      extensions: { code: 'FORBIDDEN_ENTITY' },
    });
  };
  return {
    asked,
    async answer(body: string, authorization: string | undefined): Promise<string> {
      const { query, variables } = JSON.parse(body) as AskedOperation;
      asked.push({ query, variables, authorization });
      const rootValue =
        authorization === 'Bearer nobody'
          ? { ...root, dossierStatistics: refused, report06a: refused }
          : root;
      const answer = await graphql({ schema, source: query, variableValues: variables, rootValue });
      return JSON.stringify(answer);
    },
  };
}
