/** One row of the benchmark: what is asked, how often, and how many at a time. */
export interface BenchOperation {
  readonly name: string;
  /** The query of the n-th request. */
  readonly query: (n: number) => string;
  readonly requests: number;
  readonly concurrency: number;
  /** What every subgraph waits before it answers. */
  readonly delayMs: number;
}

const FRAGMENTS = `
  fragment Official on Officer { id username name }
  fragment Paper on Dossier { id note }
  fragment Form on Procedure { code name fee days open load }
`;

const DEEP = `query Deep {
  officers {
    ...Official
    dossiers {
      ...Paper
      procedure {
        ...Form
        dossiers {
          ...Paper
          officer {
            ...Official
            dossiers { ...Paper procedure { ...Form } }
          }
        }
      }
    }
  }
  procedures(first: 5) {
    ...Form
    dossiers {
      ...Paper
      officer {
        ...Official
        dossiers { ...Paper procedure { ...Form } }
      }
    }
  }
}
${FRAGMENTS}`;

const PAGE = `query Page {
  procedures(first: 10) {
    code
    name
    fee
    load
    dossiers(first: 3) { id note officer { id name } }
  }
}`;

const WIDE = 'query Wide { procedures(first: 1000) { code name fee open dossierCount } }';

const BIG = 'query Big { archive { id text } }';

/** The page query under aliases that no request has had before, so that nobody has its plan. */
function cold(n: number): string {
  return `query Cold {
    a${n}: procedures(first: 10) {
      code
      n${n}: name
      fee
      load
      d${n}: dossiers(first: 3) { id note officer { id o${n}: name } }
    }
  }`;
}

/** The benchmark's rows. The counts keep the slowest rival near ten seconds a row. */
export const benchOperations: readonly BenchOperation[] = [
  { name: 'deep', query: () => DEEP, requests: 450, concurrency: 16, delayMs: 0 },
  { name: 'page', query: () => PAGE, requests: 1_800, concurrency: 16, delayMs: 0 },
  { name: 'wide', query: () => WIDE, requests: 120, concurrency: 8, delayMs: 0 },
  { name: 'big', query: () => BIG, requests: 18, concurrency: 2, delayMs: 0 },
  { name: 'cold', query: cold, requests: 300, concurrency: 8, delayMs: 0 },
  { name: 'slow', query: () => PAGE, requests: 900, concurrency: 64, delayMs: 50 },
];
