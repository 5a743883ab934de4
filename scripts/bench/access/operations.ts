import { type BenchOperation, benchOperations } from '../gateway/operations.ts';

/** Fewer at a time than a busy machine refuses. */
const CONCURRENCY = 4;

const ofStubs = (name: string): readonly BenchOperation[] =>
  benchOperations
    .filter((operation) => operation.name === name)
    .map((operation) => ({ ...operation, concurrency: CONCURRENCY }));

const ofOfficers: BenchOperation = {
  name: 'small',
  query: () => 'query Small { officers { id name } }',
  requests: 6_000,
  concurrency: CONCURRENCY,
  delayMs: 0,
};

/** Over the stub subgraphs. */
export const STUB_OPERATIONS = [ofOfficers, ...ofStubs('page'), ...ofStubs('deep')];

const PERSON = 'applicant { name phone idNumber address }';

/** Over the demo's sources, of one office, so that its officer sees as much as somebody without any rights to look at. */
export const DEMO_OPERATIONS: readonly BenchOperation[] = [
  {
    name: 'page',
    query: () => `query Page {
      dossiers(offices: ["H12.NC"], first: 50) {
        nodes { id code status { value } receivedOn dueOn subject ${PERSON} procedure { code name } }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    requests: 900,
    concurrency: CONCURRENCY,
    delayMs: 0,
  },
  {
    name: 'deep',
    query: () => `query Deep {
      oneStopOffice(code: "H12.NC") {
        name
        dossiers(first: 10, where: { resultNumber: { isNull: false } }) {
          nodes {
            id
            code
            ${PERSON}
            procedure { code name }
            steps { name startedOn finishedOn }
            payments { amount }
            resultDocument { notation issuedOn issuer { name } signer { name position } }
          }
          totalCount
        }
      }
    }`,
    requests: 450,
    concurrency: CONCURRENCY,
    delayMs: 0,
  },
];
