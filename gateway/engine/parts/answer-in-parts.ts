import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { fault } from '../../../service/errors/faults.ts';
import { RequestController, whenAborted } from '../../../service/request-controller.ts';
import type { Writers } from '../answering/writers.ts';
import { locatedErrors } from '../answering/located-errors.ts';
import { type LaterPlace, Projection, type Violation } from '../answering/project.ts';
import type { Data, Path } from '../fetching/data.ts';
import type { Failure } from '../fetching/failure.ts';
import { executeParts, type PartsUnderWay } from '../fetching/execute-parts.ts';
import type { CompiledPlan } from '../fetching/plan.ts';
import type { Run } from '../fetching/run.ts';
import type { Seen, Sight } from '../seen/sight.ts';
import { groupBy } from '../../../service/group-by.ts';
import type { CompiledPart, CompiledParts } from './compiled-parts.ts';
import { placedErrors } from './placed-errors.ts';

export interface PartsAsked {
  readonly plan: CompiledPlan;
  readonly parts: CompiledParts;
  readonly run: Run;
  readonly writers: Writers;
  /** The JSON of the root fields that tell of the schema, by response key. */
  readonly introspection: ReadonlyMap<string, Uint8Array>;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Bytes of the data of all parts together. */
  readonly maxBytes: number;
  /** As for an answer that comes as a whole: told what each part shows before it is made. */
  readonly record: (seen: Seen) => Promise<GraphQLError | undefined> | undefined;
}

/** A part of the answer at one of its places, which is to come. */
export interface Pending {
  /** Of this answer alone. */
  readonly id: string;
  /** In the client's terms. */
  readonly path: Path;
  readonly label: string | undefined;
}

/** What has come of one. */
export interface Arrived extends Pending {
  /** JSON; undefined where the object cannot be without what would have come. */
  readonly data: Buffer | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  /** Where the part was refused: its error as it was thrown, with its cause. */
  readonly refusal?: GraphQLError;
}

/** What has come since the last time. */
export interface Payload {
  readonly arrived: readonly Arrived[];
  /** What comes within that. */
  readonly pending: readonly Pending[];
  readonly hasNext: boolean;
}

/** What comes after the first part. */
export interface LaterParts {
  readonly pending: readonly Pending[];
  /** Each as soon as it is there; to be gone through once. */
  readonly payloads: AsyncIterable<Payload>;
  /** Settles when nothing more is under way, whether anybody has looked at the payloads or not. */
  readonly ended: Promise<void>;
  /** Ends what is under way, where nobody takes the payloads. */
  readonly end: () => void;
}

interface FirstPart {
  readonly data: Buffer | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  /** Undefined where nothing comes later. */
  readonly later: LaterParts | undefined;
}

/**
 * Runs a plan, and answers what comes first as soon as it is there. Where that is refused, what is under way for later is ended, and
 * it rejects when nothing is under way any more.
 */
export async function answerInParts(asked: PartsAsked): Promise<FirstPart> {
  return new PartsAnswer(asked).first();
}

/** One place of a part that is being waited for. */
interface Awaited extends LaterPlace {
  readonly pending: Pending;
}

class PartsAnswer {
  readonly #asked: PartsAsked;
  readonly #underWay: PartsUnderWay;
  /** Ends the run: with the request, or where nobody takes what comes later. */
  readonly #controller = new RequestController();
  /** Objects of parts that were told of to those who count what is shown, and accepted. */
  readonly #counted = new Set<Data>();
  /** Settles when the parts before have been told of: what a part counts depends on what was accepted of those. */
  #telling: Promise<unknown> = Promise.resolve();
  readonly #arrived: Arrived[] = [];
  readonly #pending: Pending[] = [];
  /** Parts that are not there yet. */
  #open = 0;
  #ids = 0;
  #bytes = 0;
  #wake: (() => void) | undefined;

  constructor(asked: PartsAsked) {
    const { signal: wanted } = asked.run;
    const { signal } = this.#controller;
    this.#asked = { ...asked, run: { ...asked.run, signal } };
    whenAborted(wanted, this.#end);
    this.#underWay = executeParts(asked.plan, this.#asked.run);
    const settled = () => wanted?.removeEventListener('abort', this.#end);
    this.#underWay.ended.then(settled, settled);
  }

  readonly #end = (): void => {
    this.#controller.abort();
  };

  async first(): Promise<FirstPart> {
    try {
      return await this.#first();
    } catch (error) {
      this.#end();
      await this.#underWay.ended.catch(() => undefined);
      throw error;
    }
  }

  async #first(): Promise<FirstPart> {
    const { parts, run } = this.#asked;
    await this.#underWay.done(undefined);
    const root: Awaited = {
      deferral: '',
      data: run.root,
      selection: parts.first.selection,
      path: [],
      entries: [],
      at: 0,
      pending: { id: '', path: [], label: undefined },
    };
    const { arrived, later } = await this.#answer(parts.first, [root], []);
    const [{ data, errors } = { data: undefined, errors: [] }] = arrived;
    const ended = this.#awaitAll(later, this.#failuresOf(parts.first));
    if (later.length === 0) return { data, errors, later: undefined };
    const pending = this.#pending.splice(0);
    const payloads = this.#payloads();
    return { data, errors, later: { pending, payloads, ended, end: this.#end } };
  }

  async *#payloads(): AsyncGenerator<Payload> {
    for (;;) {
      if (this.#arrived.length === 0) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      const payload = {
        arrived: this.#arrived.splice(0),
        pending: this.#pending.splice(0),
        hasNext: this.#open > 0,
      };
      yield payload;
      if (!payload.hasNext) return;
    }
  }

  /** Waits for what comes later, part by part, and for all that comes within it. */
  async #awaitAll(places: readonly LaterPlace[], before: readonly Failure[]): Promise<void> {
    const parts = groupBy(places, ({ deferral }) => deferral);
    const awaited = parts.flatMap((group) => {
      const part = this.#asked.parts.later.get(group[0].deferral);
      if (part === undefined) return [];
      return [
        this.#await(
          part,
          group.map((place) => this.#noted(place, part)),
          before,
        ),
      ];
    });
    this.#open += awaited.length;
    await Promise.all(awaited);
    await this.#underWay.ended.catch(() => undefined);
  }

  #noted(place: LaterPlace, { label }: CompiledPart): Awaited {
    const pending = { id: String(this.#ids++), path: place.path, label };
    this.#pending.push(pending);
    return { ...place, pending };
  }

  async #await(
    part: CompiledPart,
    places: readonly Awaited[],
    before: readonly Failure[],
  ): Promise<void> {
    let within: Promise<void> | undefined;
    try {
      await this.#underWay.done(part.deferral);
      const { arrived, later } = await this.#answer(part, places, before);
      this.#arrived.push(...arrived);
      within = this.#awaitAll(later, [...before, ...this.#failuresOf(part)]);
    } catch (error) {
      // A fault of ours is told as such by whoever presents it.
      const refusal =
        error instanceof GraphQLError
          ? error
          : new GraphQLError('', { originalError: error as Error });
      for (const { pending } of places) {
        this.#arrived.push({ ...pending, data: undefined, errors: [refusal.toJSON()], refusal });
      }
    }
    this.#open -= 1;
    this.#wake?.();
    await within;
  }

  #failuresOf({ deferral }: CompiledPart): readonly Failure[] {
    return this.#asked.run.failures.filter((failure) => failure.deferral === deferral);
  }

  /** Answers a part at all its places. */
  async #answer(
    part: CompiledPart,
    places: readonly Awaited[],
    before: readonly Failure[],
  ): Promise<{ readonly arrived: readonly Arrived[]; readonly later: readonly LaterPlace[] }> {
    const { plan, run, writers, introspection } = this.#asked;
    const { selection, sight } = part;
    const withheld = sight && (await this.#tell(sight));
    if (withheld !== undefined) sight?.withhold(run.root);
    const later: LaterPlace[] = [];
    const violations: Violation[] = [];
    const writer = writers.lend();
    const answers = places.map((place) => {
      const projection = new Projection(writer, introspection, run.absent, place);
      const { data } = projection.write(place.data, place.selection);
      this.#count(data);
      later.push(...projection.later);
      violations.push(...projection.violations);
      return data;
    });
    writers.giveBack(writer);
    const errors = placedErrors(places, (within) =>
      locatedErrors(
        this.#failuresOf(part),
        violations,
        run.root,
        { plan, selection },
        { failures: before, ...within },
      ),
    );
    const arrived = places.map(({ pending }, index) => {
      const told = errors[index] ?? [];
      const data = answers[index];
      return {
        ...pending,
        data: data?.[0] === OBJECT ? data : undefined,
        errors: index === 0 && withheld !== undefined ? [withheld.toJSON(), ...told] : told,
      };
    });
    return { arrived, later };
  }

  /** Tells what a part shows, after the parts before it; rejects where it is refused, and answers why where it is withheld. */
  #tell(sight: Sight): Promise<GraphQLError | undefined> {
    const told = this.#telling.then(() => this.#record(sight));
    this.#telling = told.catch(() => undefined);
    return told;
  }

  async #record(sight: Sight): Promise<GraphQLError | undefined> {
    const { run, variables, record } = this.#asked;
    const now = new Set<Data>();
    const seen = sight.see(run, variables, { before: this.#counted, now });
    const withheld = seen && (await record(seen));
    // Of a part that is not shown nothing counts: another that shows the same is the first to do so.
    if (withheld === undefined) for (const object of now) this.#counted.add(object);
    return withheld;
  }

  #count({ length }: Buffer): void {
    const { maxBytes } = this.#asked;
    this.#bytes += length;
    if (this.#bytes > maxBytes) throw fault('ANSWER_TOO_LARGE', { most: maxBytes });
  }
}

/** What the JSON of an object begins with, and `null` does not. */
const [OBJECT] = Buffer.from('{');
