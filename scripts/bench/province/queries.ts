import { readFileSync } from 'node:fs';
import { inRepository } from '../../run/subgraph-names.ts';

const example = (file: string): string =>
  readFileSync(inRepository(`schema/examples/${file}.graphql`), 'utf8');

/** What is asked for, of what the province has: a printed code, and the number of a citizen's paper. */
export interface Given {
  readonly code: string;
  readonly idNumber: string;
  /** The end of page 199. */
  readonly cursor: string;
}

/** One of the twelve. Which values tell a right answer is said by paths: of ties, any order is right. */
interface ProvinceQuery {
  readonly about: string;
  readonly text: (given: Given) => string;
  /** In the graph's answer. */
  readonly told: readonly string[];
  /** In that of a program by hand. */
  readonly toldByHand: readonly string[];
}

/** The list of one office in the order of due days, from a place on. */
export const DUE_LIST = (first: number, after: string | null): string => `{
  dossiers(offices: ["H12.NC"], first: ${first}, after: ${JSON.stringify(after)}, orderBy: [{ by: DUE_AT, direction: ASC }]) {
    nodes { id code dueOn status { value } procedure { code } applicant { name } }
    pageInfo { endCursor }
  }
}`;

export const QUERIES = {
  decisions: {
    about: 'example 01: five dossiers with procedure, steps, decision, signer; counted',
    text: () => example('01-dossiers-with-decision'),
    told: ['dossiers.totalCount', 'dossiers.nodes.*.receivedOn'],
    toldByHand: ['totalCount', 'nodes.*.receivedOn'],
  },
  office: {
    about: 'example 02: one office, one week, by due day; counted, with ratings',
    text: () => example('02-one-office'),
    told: ['oneStopOffice.dossiers.totalCount', 'oneStopOffice.dossiers.nodes.*.dueOn'],
    toldByHand: ['totalCount', 'nodes.*.due'],
  },
  search: {
    about: 'a name without marks, over the province, with what was repaired',
    text: () =>
      '{ dossiers(first: 10, where: { applicantName: { containsLoose: "tran thi" } }) { nodes { id applicant { name } source { repairs { field raw kind } } } sources { source status rows } } }',
    told: ['dossiers.nodes.length'],
    toldByHand: ['nodes.length'],
  },
  procedure: {
    about:
      'example 04: one procedure with all of its children and its last dossiers, and the catalogue counted',
    text: () => example('04-procedure'),
    told: ['procedure.offeringsConnection.totalCount'],
    toldByHand: ['offerings.length'],
  },
  documents: {
    about:
      'example 05: documents of a quarter, with issuers and the dossiers that they decide; counted',
    text: () => example('05-documents'),
    told: ['documents.totalCount', 'documents.nodes.length'],
    toldByHand: ['totalCount', 'nodes.length'],
  },
  code: {
    about: 'example 06: every dossier with one printed code',
    text: ({ code }) => example('06-status-by-code').replace('161230-0001', code),
    told: ['dossiersByCode.nodes.*.id'],
    toldByHand: ['nodes.*.id'],
  },
  compare: {
    about: 'example 07: every office counted three ways over a quarter, with ratings',
    text: () => example('07-compare-offices'),
    told: ['all.totalCount'],
    toldByHand: ['all'],
  },
  worklist: {
    about: "a counter's worklist: 50 in processing, first due first, with names",
    text: () => `{
      dossiers(offices: ["H12.NC"], first: 50, where: { status: { eq: PROCESSING } }, orderBy: [{ by: DUE_AT, direction: ASC }]) {
        nodes { id code dueOn status { value } procedure { code } applicant { name } }
      }
    }`,
    told: ['dossiers.nodes.*.dueOn'],
    toldByHand: ['nodes.*.due'],
  },
  page200: {
    about: 'page 200 of an office by due day, with names',
    text: ({ cursor }) => DUE_LIST(50, cursor),
    told: ['dossiers.nodes.*.dueOn'],
    toldByHand: ['nodes.*.due'],
  },
  oldest: {
    about: "the province's list from its end: `last: 50`",
    text: () =>
      '{ dossiers(last: 50) { nodes { id code receivedOn dueOn status { value } procedure { code } } } }',
    told: ['dossiers.nodes.*.receivedOn'],
    toldByHand: ['nodes.*.receivedOn'],
  },
  overdue: {
    about: 'open and overdue in the province, counted',
    text: () => `{
      dossiers(first: 0, where: {
        status: { in: [RECEIVED, PROCESSING, AWAITING_SUPPLEMENT, AWAITING_PAYMENT] }
        dueOn: { lt: "2016-12-30" }
      }) { totalCount }
    }`,
    told: ['dossiers.totalCount'],
    toldByHand: ['totalCount'],
  },
  citizen: {
    about: "one citizen's dossiers in the province, by the number of an identity paper",
    text: ({ idNumber }) => `{
      dossiers(where: { applicantIdNumber: { eq: "${idNumber}" } }) {
        nodes { id code receivedOn applicant { name } }
      }
    }`,
    told: ['dossiers.nodes.*.id'],
    toldByHand: ['nodes.*.id'],
  },
} as const satisfies Readonly<Record<string, ProvinceQuery>>;

export type QueryName = keyof typeof QUERIES;

/** The values at the paths, as text and in one order; of an id what the office calls it. */
export function valuesAt(answer: unknown, paths: readonly string[]): readonly string[] {
  const at = (value: unknown, [key, ...rest]: readonly string[]): readonly unknown[] => {
    if (key === undefined) return [value];
    if (key === '*') return (value as readonly unknown[]).flatMap((one) => at(one, rest));
    return at((value as Readonly<Record<string, unknown>>)[key], rest);
  };
  return paths
    .flatMap((path) => at(answer, path.split('.')))
    .map((value) => String(value).replace(/^H12\.\w+:(?:[\w-]+:)?/u, ''))
    .sort();
}
