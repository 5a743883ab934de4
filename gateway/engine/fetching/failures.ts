import type { GraphQLFormattedError } from 'graphql';
import type { TransportFaultCode } from '../../transport/transport.ts';
import type { CompiledFetch, Question } from './plan.ts';
import type { Path } from './data.ts';
import type { Failure } from './failure.ts';
import type { Gathered } from './entities/gather.ts';
import { placesAt } from './entities/places.ts';
import type { Place } from './entities/places.ts';
import type { Rewrite } from './rewrites.ts';
import type { Run } from './run.ts';

/** What is told where a subgraph has no word of its own. */
const MESSAGES: Readonly<Record<TransportFaultCode, string>> = {
  SUBGRAPH_UNAVAILABLE: 'could not be reached',
  SUBGRAPH_TIMEOUT: 'did not answer in time',
  SUBGRAPH_BAD_ANSWER: 'did not answer as GraphQL requires',
  SUBGRAPH_ANSWER_TOO_LARGE: 'answered more than is allowed',
  REQUEST_CANCELLED: 'was not waited for: the request was cancelled',
};

/** Taken from one answer; more than are ever told. */
const MOST_ERRORS = 10_000;

/** A subgraph's code is passed on, as it is written, where it looks like one. */
const CODE = /^[A-Za-z][\w.:/-]{0,63}$/;

/** The failure of a whole fetch, told wherever the answer is null for it. */
export function unansweredFailure(
  fetch: CompiledFetch,
  gathered: readonly Gathered[],
  code: TransportFaultCode,
  run: Run,
): Failure {
  return {
    message: `The subgraph “${fetch.subgraph}” ${MESSAGES[code]}.`,
    code,
    subgraph: fetch.subgraph,
    deferral: fetch.deferral,
    paths: missingFields(fetch, gathered, run),
    told: 'AT_EACH_NULL',
  };
}

/**
 * The errors that a subgraph answered beside root fields; `answered` is whether there is any data beside them. Where there is
 * none, an error at one field is why the others are missing too.
 */
export function rootFailures(
  fetch: CompiledFetch,
  question: Question,
  { errors, answered }: { errors: readonly GraphQLFormattedError[]; answered: boolean },
  run: Run,
): readonly Failure[] {
  const bases = placesOf(question, run).map(({ path }) => path);
  const missing = once(() => missingFields(fetch, [], run));
  const told = firstTells();
  return errors.slice(0, MOST_ERRORS).map((error) => {
    const path = renamedPath(error.path, question.rewrites);
    if (path === undefined)
      return { ...toldBy(fetch, error, run), paths: missing(), told: told(question, answered) };
    return {
      ...toldBy(fetch, error, run),
      paths: bases.map((base) => [...base, ...path]),
      ...(!answered && { alsoMissing: missing() }),
      told: 'AT_ALL',
    };
  });
}

/**
 * The errors that a subgraph answered beside entities: each at every place where its entity stands. `answered` are a part's
 * entities, if there are any. Where an entity is null, an error within it is why its other fields are missing too.
 */
export function entityFailures(
  fetch: CompiledFetch,
  gathered: readonly Gathered[],
  {
    errors,
    answered,
  }: {
    errors: readonly GraphQLFormattedError[];
    answered: (part: Gathered) => readonly unknown[] | undefined;
  },
  run: Run,
): readonly Failure[] {
  const placed = new Map(
    gathered.map((part) => [
      part.question.key,
      {
        part,
        paths: pathsByIndex(part, run),
        missing: once(() => missingFields(fetch, [part], run)),
      },
    ]),
  );
  const missing = once(() => missingFields(fetch, gathered, run));
  const told = firstTells();
  return errors.slice(0, MOST_ERRORS).map((error) => {
    const [key, index, ...rest] = error.path ?? [];
    const known = placed.get(String(key));
    const bases = typeof index === 'number' ? known?.paths.get(index) : undefined;
    if (known === undefined || bases === undefined) {
      return known === undefined
        ? {
            ...toldBy(fetch, error, run),
            paths: missing(),
            told: told(
              fetch,
              gathered.some((part) => answered(part) !== undefined),
            ),
          }
        : {
            ...toldBy(fetch, error, run),
            paths: known.missing(),
            told: told(known, answered(known.part) !== undefined),
          };
    }
    const inner = renamedPath(rest, known.part.question.rewrites) ?? [];
    // An entity that failed as a whole: each of its fields is missing.
    const whole = inner.length === 0;
    const at = (paths: readonly Path[]) =>
      paths.flatMap((path) => bases.map((base) => [...base, ...path]));
    const all = known.part.question.fields.map((field) => [field]);
    if (whole) return { ...toldBy(fetch, error, run), paths: at(all), told: 'AT_EACH_NULL' };
    const isNull = answered(known.part)?.[index as number] === null;
    return {
      ...toldBy(fetch, error, run),
      paths: at([inner]),
      ...(isNull && { alsoMissing: at(all) }),
      told: 'AT_ALL',
    };
  });
}

/** Of errors without a place, the first tells of each null where nothing was answered; the others are told once. */
function firstTells(): (asked: object, answered: boolean) => Failure['told'] {
  const before = new Set<object>();
  return (asked, answered) => {
    if (answered || before.has(asked)) return 'ONCE';
    before.add(asked);
    return 'AT_EACH_NULL';
  };
}

function toldBy(
  { subgraph, deferral }: CompiledFetch,
  { message, extensions }: GraphQLFormattedError,
  { errorExtensions }: Run,
) {
  const code = extensions?.['code'];
  const details = extensions?.['details'];
  const passing = Object.entries(extensions ?? {}).filter(([name]) => errorExtensions.has(name));
  return {
    message,
    code: typeof code === 'string' && CODE.test(code) ? code : 'SUBGRAPH_ERROR',
    ...(typeof details === 'object' && details !== null && { details }),
    ...(passing.length > 0 && { extensions: Object.fromEntries(passing) }),
    subgraph,
    deferral,
  };
}

/** Every field of the data that a fetch was to bring. */
function missingFields(
  fetch: CompiledFetch,
  gathered: readonly Gathered[],
  run: Run,
): readonly Path[] {
  if (fetch.root !== undefined) return missingAt(fetch.root, placesOf(fetch.root, run));
  return gathered.flatMap((part) => {
    const concerned = new Set(part.entities);
    const places = placesOf(part.question, run).filter(({ object }) => concerned.has(object));
    return missingAt(part.question, places);
  });
}

/** Field by field, so that each place has been told of once before any is told of twice. */
function missingAt({ fields }: Question, places: readonly Place[]): readonly Path[] {
  return fields.flatMap((field) => places.map(({ path }) => [...path, field]));
}

function placesOf({ paths }: Question, run: Run): readonly Place[] {
  return paths.flatMap((path) => placesAt(run.root, path));
}

/** For each representation, the places of its entities. */
function pathsByIndex(
  { question, entities, indices }: Gathered,
  run: Run,
): ReadonlyMap<number, Path[]> {
  const indexOf = new Map(entities.map((entity, i) => [entity, indices[i]]));
  const paths = new Map<number, Path[]>();
  for (const { object, path } of placesOf(question, run)) {
    const index = indexOf.get(object);
    if (index === undefined) continue;
    const known = paths.get(index);
    if (known === undefined) paths.set(index, [path]);
    else known.push(path);
  }
  return paths;
}

/** What is worked out when it is first asked for: a thousand errors may share it. */
function once<T>(work: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: work() }).value;
}

/** A subgraph's path with the planner's aliases undone. */
function renamedPath(path: Path | undefined, rewrites: readonly Rewrite[]): Path | undefined {
  if (path === undefined || path.length === 0) return undefined;
  return path.map((key) => rewrites.find(({ field }) => field === key)?.renameTo ?? key);
}
