import type { GraphQLFormattedError } from 'graphql';
import { TransportFault } from '../../transport/transport.ts';
import type {
  SubgraphAnswer,
  SubgraphRequest,
  SubgraphTransport,
} from '../../transport/transport.ts';
import type { CompiledFetch, EntityQuestion, Question } from './plan.ts';
import { contextAt } from './entities/contextual-arguments.ts';
import { isObject } from './data.ts';
import type { Data } from './data.ts';
import type { Failure } from './failure.ts';
import { entityFailures, rootFailures, unansweredFailure } from './failures.ts';
import { gather, gatheredFor } from './entities/gather.ts';
import type { Gathered } from './entities/gather.ts';
import { Gathering } from './entities/gathering.ts';
import { groupBy } from '../../../service/group-by.ts';
import { mergeInto } from './merge.ts';
import { objectsAt, placesAt } from './entities/places.ts';
import { applyRewrites } from './rewrites.ts';
import type { Run } from './run.ts';

/** Does one fetch: asks the subgraph and takes the answer into the data. Its failures are noted, never thrown. */
export function runFetch(fetch: CompiledFetch, run: Run): Promise<void> | undefined {
  if (run.signal?.aborted === true) {
    leave(fetch, run);
    return undefined;
  }
  if (fetch.root !== undefined) return runRoot(fetch, fetch.root, run);
  if (fetch.context.length > 0) return runContextual(fetch, run);
  const gathered = fetch.entities.map((question) => gather(question, run));
  return runEntities(fetch, gathered, {}, run);
}

/** Notes that the client or its time has gone before a fetch began; one that had nothing to ask is not missed. */
function leave(fetch: CompiledFetch, run: Run): void {
  const gathered = fetch.entities.map((question) => gather(question, run));
  const asks = gathered.some(({ representations }) => representations.length > 0);
  if (fetch.root === undefined && !asks) return;
  run.failures.push(unansweredFailure(fetch, gathered, 'REQUEST_CANCELLED', run));
}

async function runRoot(fetch: CompiledFetch, question: Question, run: Run): Promise<void> {
  const objects = question.paths.flatMap((path) => objectsAt(run.root, path));
  if (objects.length === 0) return;
  const answer = await ask(fetch, {}, [], run);
  if (answer === undefined) return;
  const { data, errors } = answer;
  if (errors !== undefined)
    note(rootFailures(fetch, question, { errors, answered: isObject(data) }, run), run);
  if (!isObject(data)) {
    if (errors === undefined) note([unansweredFailure(fetch, [], 'SUBGRAPH_BAD_ANSWER', run)], run);
    return;
  }
  applyRewrites(question.rewrites, data, run.conditions);
  for (const object of objects) mergeInto(object, data, question.shape, run.conditions);
  run.gatherings.clear();
}

/** Asks apart for entities whose ancestors give the arguments different values. */
async function runContextual(fetch: CompiledFetch, run: Run): Promise<void> {
  const [question] = fetch.entities;
  if (question === undefined) return;
  const places = question.paths
    .flatMap((path) => placesAt(run.root, path))
    .map((place) => ({ place, values: contextAt(place, fetch.context, run.conditions) }));
  const groups = groupBy(places, ({ values }) => JSON.stringify(values));
  await allOf(
    groups.map((group) => {
      const gathering = new Gathering(question.picker, run.deduplicates);
      for (const { place } of group) gathering.add(place.object);
      return runEntities(fetch, [gatheredFor(question, gathering)], group[0].values, run);
    }),
  );
}

function allOf(fetching: readonly (Promise<void> | undefined)[]): Promise<unknown> {
  return Promise.all(fetching.filter((one) => one !== undefined));
}

function runEntities(
  fetch: CompiledFetch,
  gathered: readonly Gathered[],
  context: Data,
  run: Run,
): Promise<void> | undefined {
  if (gathered.every(({ representations }) => representations.length === 0)) return undefined;
  return askEntities(fetch, gathered, context, run);
}

async function askEntities(
  fetch: CompiledFetch,
  gathered: readonly Gathered[],
  context: Data,
  run: Run,
): Promise<void> {
  const variables: Data = { ...context };
  for (const { question, representations } of gathered) {
    variables[question.variable] = representations;
  }
  const answer = await ask(fetch, variables, gathered, run);
  if (answer === undefined) return;
  const { data, errors } = answer;
  if (!isObject(data) && fetch.merged > 1) {
    // `_entities` is not nullable: where one part fails as a whole, the others would be lost with it.
    await allOf(fetch.apart().map((part) => runFetch(part, run)));
    return;
  }
  if (errors !== undefined) {
    const answered = ({ question }: Gathered) => listOf(data, question);
    note(entityFailures(fetch, gathered, { errors, answered }, run), run);
  }
  for (const part of gathered) {
    const answered = listOf(data, part.question);
    if (answered?.length === part.representations.length) {
      takeIn(fetch, part, answered, run);
    } else if (answered !== undefined || errors?.some(concerns(part)) !== true) {
      note([unansweredFailure(fetch, [part], 'SUBGRAPH_BAD_ANSWER', run)], run);
    }
  }
}

/** What a subgraph has answered to a question; undefined where it is no list. */
function listOf(
  data: SubgraphAnswer['data'],
  { key }: EntityQuestion,
): readonly unknown[] | undefined {
  const entities = data?.[key];
  return Array.isArray(entities) ? entities : undefined;
}

/** Whether an error tells why a part of a fetch has no answer. */
function concerns({ question }: Gathered): (error: GraphQLFormattedError) => boolean {
  return ({ path }) => path === undefined || path[0] === question.key;
}

/** One by one: a subgraph may answer more errors than a call takes arguments. */
function note(failures: readonly Failure[], run: Run): void {
  for (const failure of failures) run.failures.push(failure);
}

function takeIn(
  fetch: CompiledFetch,
  { question, representations, entities, indices }: Gathered,
  answered: readonly unknown[],
  run: Run,
): void {
  const strangers: Data[] = [];
  if (question.rewrites.length > 0) applyRewrites(question.rewrites, answered, run.conditions);
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    const received = answered[indices[i] ?? -1];
    if (question.whether && entity !== undefined && received === null) run.absent.add(entity);
    if (entity === undefined || received === undefined || received === null) continue;
    if (!isObject(received) || isAnother(received['__typename'], entity['__typename'], run))
      strangers.push(entity);
    else mergeInto(entity, received, question.shape, run.conditions);
  }
  run.gatherings.clear();
  if (strangers.length === 0) return;
  const missed: Gathered = { question, representations, entities: strangers, indices: [] };
  note([unansweredFailure(fetch, [missed], 'SUBGRAPH_BAD_ANSWER', run)], run);
}

/** Whether what came is of another type than was asked for; a subgraph may know an object by its interface alone. */
function isAnother(received: unknown, asked: unknown, { conditions }: Run): boolean {
  return (
    typeof received === 'string' &&
    received !== asked &&
    !conditions.isAbstract(received) &&
    !conditions.isAbstract(asked)
  );
}

/** The events of a subscription's plan; to go through them rejects with a `TransportFault` where they end as they should not. */
export async function* eventsOf(
  subscribed: CompiledFetch,
  run: Pick<Run, 'variables' | 'headers' | 'signal' | 'transports'>,
): AsyncGenerator<SubgraphAnswer> {
  const variables: Data = {};
  passOn(subscribed, variables, run);
  const { subscribe } = transportFor(subscribed, run);
  if (subscribe === undefined) throw new TransportFault('SUBGRAPH_UNAVAILABLE', 'has no events');
  yield* subscribe(requestFor(subscribed, variables, run));
}

/** Adds the client's variables that a fetch needs. */
function passOn(fetch: CompiledFetch, variables: Data, run: Pick<Run, 'variables'>): void {
  for (const { name, client, otherwise } of fetch.variables) {
    // What every object has by itself, such as a `constructor`, nobody has given.
    const given = Object.hasOwn(run.variables, client) ? run.variables[client] : undefined;
    const value = given === undefined ? otherwise : given;
    if (value !== undefined) variables[name] = value;
  }
}

function transportFor(
  { subgraph }: CompiledFetch,
  { transports }: Pick<Run, 'transports'>,
): SubgraphTransport {
  const transport = transports.get(subgraph);
  if (transport === undefined) throw new TransportFault('SUBGRAPH_UNAVAILABLE', 'no transport');
  return transport;
}

function requestFor(
  { operation }: CompiledFetch,
  variables: Data,
  { headers, signal }: Pick<Run, 'headers' | 'signal'>,
): SubgraphRequest {
  return { operation, variables, headers, ...(signal && { signal }) };
}

/** The subgraph's answer, or undefined where there is none and the failure has been noted. */
async function ask(
  fetch: CompiledFetch,
  variables: Data,
  gathered: readonly Gathered[],
  run: Run,
): Promise<SubgraphAnswer | undefined> {
  passOn(fetch, variables, run);
  const { traces } = run;
  const startedAt = traces === undefined ? 0 : performance.now();
  let answer: SubgraphAnswer | undefined;
  try {
    const { event } = run;
    answer =
      event?.of === fetch
        ? event.answer()
        : await transportFor(fetch, run).execute(requestFor(fetch, variables, run));
  } catch (fault) {
    if (!(fault instanceof TransportFault)) throw fault;
    run.failures.push(unansweredFailure(fetch, gathered, fault.code, run));
  }
  run.received += answer?.bytes ?? 0;
  for (const coordinate of answer?.masked ?? []) run.masked.add(coordinate);
  traces?.push({
    subgraph: fetch.subgraph,
    paths: [...(fetch.root === undefined ? fetch.entities : [fetch.root])].flatMap(({ paths }) =>
      paths.map((path) => path.map(({ field }) => field)),
    ),
    representations: gathered.reduce((sum, part) => sum + part.representations.length, 0),
    places: gathered.reduce((sum, part) => sum + part.entities.length, 0),
    merged: fetch.merged,
    startMs: startedAt - run.startedAt,
    ms: performance.now() - startedAt,
    bytes: answer?.bytes ?? 0,
    failed: answer === undefined,
  });
  return answer;
}
