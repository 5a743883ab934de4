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

type Options = readonly string[];

/**
 * Each line is one choice of a cold operation, which takes one of its options. No choice changes what has to be fetched:
 * the listed procedures, what the desk and the dossiers know of them, and who the dossiers' officers are.
 */
const COLD_CHOICES: Readonly<Record<'procedure' | 'dossier' | 'officer', readonly Options[]>> = {
  procedure: [
    ['', 'code'],
    ['', 'name'],
    ['', 'fee'],
    ['', 'days'],
    ['open', 'load', 'open load'],
    ['', 'dossierCount'],
  ],
  dossier: [
    ['', 'id'],
    ['', 'note'],
    ['', 'procedure { code }'],
  ],
  officer: [
    ['', 'id'],
    ['name', 'since', 'name since'],
    ['', 'username'],
    ['', 'dossierCount'],
    ['', ...subsets(['id', 'note', 'procedure { code }']).map((of) => `dossiers { ${of} }`)],
  ],
};

const COLD_OPERATIONS = Object.values(COLD_CHOICES)
  .flat()
  .reduce((product, options) => product * options.length, 1);
/** Shares no factor with the number of operations, so that neighbours differ in much and none comes twice. */
const COLD_STRIDE = 91_127;

/** About the page query, but with a selection that no request before the 147,456th has had: nobody has its plan. */
export function coldQuery(n: number): string {
  let rest = (n * COLD_STRIDE) % COLD_OPERATIONS;
  const fieldsOf = (choices: readonly Options[]): string =>
    choices
      .map((options) => {
        const option = options[rest % options.length] ?? '';
        rest = Math.floor(rest / options.length);
        return option;
      })
      .filter(Boolean)
      .join(' ');
  return `query Cold {
    procedures(first: ${8 + (n % 5)}) {
      ${fieldsOf(COLD_CHOICES.procedure)}
      dossiers(first: ${2 + (n % 3)}) {
        ${fieldsOf(COLD_CHOICES.dossier)}
        officer { ${fieldsOf(COLD_CHOICES.officer)} }
      }
    }
  }`;
}

/** All but the empty one. */
function subsets(fields: readonly string[]): Options {
  return fields.reduce<Options>(
    (found, field) => [...found, field, ...found.map((others) => `${others} ${field}`)],
    [],
  );
}

/** The first so many requests of an operation are for the comparison of answers; those that are timed come after. */
export const COMPARED = 10;

/** The benchmark's rows. The counts keep the slowest rival near ten seconds a row. */
export const benchOperations: readonly BenchOperation[] = [
  { name: 'deep', query: () => DEEP, requests: 450, concurrency: 16, delayMs: 0 },
  { name: 'page', query: () => PAGE, requests: 1_800, concurrency: 16, delayMs: 0 },
  { name: 'wide', query: () => WIDE, requests: 300, concurrency: 8, delayMs: 0 },
  { name: 'big', query: () => BIG, requests: 48, concurrency: 2, delayMs: 0 },
  { name: 'cold', query: coldQuery, requests: 900, concurrency: 8, delayMs: 0 },
  { name: 'slow', query: () => PAGE, requests: 900, concurrency: 64, delayMs: 50 },
];
