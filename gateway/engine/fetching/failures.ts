import type { GraphQLFormattedError } from 'graphql';
import type { TransportFaultCode } from '../../transport/transport.ts';
import type { CompiledFetch, Question } from './plan.ts';
import type { Path } from './data.ts';
import type { Failure } from './failure.ts';
import type { Gathered } from './gather.ts';
import { placesAt } from './places.ts';
import type { Place } from './places.ts';
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

/** A subgraph's code is passed on where it looks like one. */
const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;

/** The failure of a whole fetch: one, however many places are without an answer. */
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
    paths: missingFields(fetch, gathered, run),
    everywhere: false,
  };
}

/** The errors that a subgraph answered beside root fields. */
export function rootFailures(
  fetch: CompiledFetch,
  question: Question,
  errors: readonly GraphQLFormattedError[],
  run: Run,
): readonly Failure[] {
  const bases = placesOf(question, run).map(({ path }) => path);
  const missing = once(() => missingFields(fetch, [], run));
  return errors.slice(0, MOST_ERRORS).map((error) => {
    const path = renamedPath(error.path, question.rewrites);
    if (path === undefined) return { ...toldBy(fetch, error), paths: missing(), everywhere: false };
    return {
      ...toldBy(fetch, error),
      paths: bases.map((base) => [...base, ...path]),
      everywhere: true,
    };
  });
}

/** The errors that a subgraph answered beside entities: each at every place where its entity stands. */
export function entityFailures(
  fetch: CompiledFetch,
  gathered: readonly Gathered[],
  errors: readonly GraphQLFormattedError[],
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
  return errors.slice(0, MOST_ERRORS).map((error) => {
    const [key, index, ...rest] = error.path ?? [];
    const known = placed.get(String(key));
    const bases = typeof index === 'number' ? known?.paths.get(index) : undefined;
    if (known === undefined || bases === undefined) {
      const paths = known === undefined ? missing() : known.missing();
      return { ...toldBy(fetch, error), paths, everywhere: false };
    }
    const inner = renamedPath(rest, known.part.question.rewrites) ?? [];
    // An entity that failed as a whole: each of its fields is missing, and the first tells why.
    const within =
      inner.length > 0 ? [inner] : known.part.question.fields.slice(0, 1).map((field) => [field]);
    return {
      ...toldBy(fetch, error),
      paths: bases.flatMap((base) => within.map((path) => [...base, ...path])),
      everywhere: true,
    };
  });
}

function toldBy({ subgraph }: CompiledFetch, { message, extensions }: GraphQLFormattedError) {
  const code = extensions?.['code'];
  const details = extensions?.['details'];
  return {
    message,
    code: typeof code === 'string' && CODE.test(code) ? code : 'SUBGRAPH_ERROR',
    ...(typeof details === 'object' && details !== null && { details }),
    subgraph,
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

function missingAt({ fields }: Question, places: readonly Place[]): readonly Path[] {
  return places.flatMap(({ path }) => fields.map((field) => [...path, field]));
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
