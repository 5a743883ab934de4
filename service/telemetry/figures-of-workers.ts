import cluster, { type Worker } from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';
import type { Log } from '../log.ts';

/** What has been counted, for Prometheus. */
export interface MetricsText {
  readonly contentType: string;
  text(): Promise<string>;
}

/** What a process has counted under one name, as prom-client hands it over. */
interface Figure {
  /** A word, for which the types have a number. */
  readonly type: unknown;
  readonly aggregator: string;
}

/** By which the first process asks the others, and by which they answer. */
interface Message {
  readonly type: typeof FIGURES;
  /** Absent in what asks for them. */
  readonly figures?: readonly Figure[];
}

const FIGURES = 'motcua:figures';

/** A process that hangs must not take the figures of the others along. */
const ANSWER_WITHIN_MS = 1_000;

/**
 * What the processes that this one has begun have counted, added up. What one had counted that has died stays in the sums: to
 * Prometheus a sum that has become smaller is one that began anew at nothing. One that does not answer counts as it did last.
 */
export function metricsOfWorkers(log: Log): MetricsText {
  const last = new Map<Worker, readonly Figure[]>();
  let ended: readonly Figure[] = [];
  cluster.on('exit', (worker) => {
    const counted = (last.get(worker) ?? []).filter(({ type }) => type !== 'gauge');
    ended = addedUp([ended, counted]).getMetricsAsArray();
    last.delete(worker);
  });

  async function look(worker: Worker): Promise<void> {
    const figures = await figuresOf(worker);
    // It may have ended meanwhile.
    if (figures !== undefined) {
      if (!worker.isDead()) last.set(worker, figures);
    } else if (last.has(worker)) {
      log.warn({ worker: worker.process.pid }, 'a process does not tell what it has counted');
    }
  }

  return {
    contentType: AggregatorRegistry.PROMETHEUS_CONTENT_TYPE,
    async text() {
      await Promise.all(
        Object.values(cluster.workers ?? {}).map(async (worker) => worker && look(worker)),
      );
      return addedUp([ended, ...last.values()]).metrics();
    },
  };
}

/** Has this process answer the first one; stops by what it returns. */
export function answerFirst(registry: Registry): () => void {
  const answer = (asked: unknown): void => {
    if (!isMessage(asked)) return;
    void registry.getMetricsAsJSON().then((figures) => {
      const message: Message = { type: FIGURES, figures: figures.map(ofTheWorst) };
      // Where the first has gone, so does this process.
      process.send?.(message, undefined, undefined, () => undefined);
    });
  };
  process.on('message', answer);
  return () => {
    process.off('message', answer);
  };
}

/** A mean over all would hide one that stands still among others that have nothing to do. */
function ofTheWorst(figure: Figure): Figure {
  return figure.aggregator === 'average' ? { ...figure, aggregator: 'max' } : figure;
}

/** What it answers; undefined where it does not. */
function figuresOf(worker: Worker): Promise<readonly Figure[] | undefined> {
  return new Promise((resolve) => {
    const end = (figures?: readonly Figure[]): void => {
      clearTimeout(timer);
      worker.off('message', hear);
      resolve(figures);
    };
    const hear = (said: unknown): void => {
      if (isMessage(said)) end(said.figures);
    };
    const timer = setTimeout(end, ANSWER_WITHIN_MS);
    worker.on('message', hear);
    worker.send({ type: FIGURES } satisfies Message, (error) => {
      if (error !== null) end();
    });
  });
}

function isMessage(said: unknown): said is Message {
  return (said as Partial<Message> | null)?.type === FIGURES;
}

function addedUp(figures: readonly (readonly Figure[])[]): Registry {
  return AggregatorRegistry.aggregate([...figures]);
}
