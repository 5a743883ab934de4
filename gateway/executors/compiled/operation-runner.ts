import { whoOf } from '../../../service/access/asker.ts';
import { fault } from '../../../service/errors/faults.ts';
import type { ShortAnswer } from '../../../service/graphql/answering.ts';
import type { Exchange } from '../../../service/http/exchange.ts';
import { slices } from '../../../service/slices.ts';
import type { MaxAgeOf } from '../../cache-policy.ts';
import type { GatewayContext } from '../../context.ts';
import type { Engine, EngineAnswer } from '../../engine/api.ts';
import type { KnownDocument } from '../../operations/known-operations.ts';
import { answeredInParts } from '../../parts/answered-in-parts.ts';
import type { PartsFormat } from '../../parts/format.ts';
import { extensionsOf, refused, thrown } from './answer-writer.ts';
import type { Asked } from './engine-requests.ts';
import type { Found, SubscriberParts } from './subscriber.ts';

export interface OperationRunnerParts extends Pick<
  SubscriberParts,
  'createContext' | 'checkAsked' | 'requests' | 'answers'
> {
  readonly maxAgeOf: MaxAgeOf;
}

/** Runs operations that are answered once, as whoever asks may have them. */
export class OperationRunner {
  readonly #parts: OperationRunnerParts;

  constructor(parts: OperationRunnerParts) {
    this.#parts = parts;
  }

  /** What the engine answers; an operation that must not be asked is refused before. */
  async ask(
    engine: Engine,
    { document, documentHash }: Pick<KnownDocument, 'document' | 'documentHash'>,
    request: Asked,
    context: GatewayContext,
    inParts = false,
  ): Promise<EngineAnswer> {
    const { checkAsked, maxAgeOf, requests } = this.#parts;
    const { exchange, identity, allowance } = context;
    const closed = checkAsked(document, allowance);
    if (closed !== undefined) return refused(closed);
    const maxAge = maxAgeOf(document, engine.schema);
    if (maxAge > 0) {
      exchange.told.maxAge = maxAge;
      exchange.told.forOne = identity.kind !== 'anonymous';
    }
    const asked = requests.operation({ document, documentHash }, request, context);
    return engine.execute({ inParts, ...asked });
  }

  /**
   * The shortcut: the same, without a pipeline.
   *
   * @param foundNow - What is asked, in the supergraph that serves when it is run. Where it is not there any more, nothing is answered.
   */
  async executeKnown(
    foundNow: () => Found | undefined,
    request: Asked,
    exchange: Exchange,
    format?: PartsFormat,
  ): Promise<ShortAnswer | undefined> {
    const { createContext, answers } = this.#parts;
    try {
      const context = await createContext(exchange);
      // A new document has just been read, and is compiled next.
      const slice = slices.next(whoOf({ identity: context.identity, client: exchange.client }));
      if (slice !== undefined) await slice;
      if (exchange.signal.aborted) throw fault('REQUEST_CANCELLED');
      const now = foundNow();
      if (now === undefined) return undefined;
      const inParts = format !== undefined;
      const answer = await this.ask(now.engine, now.known, request, context, inParts);
      if (format !== undefined && answer.later !== undefined)
        return answeredInParts(answer, answer.later, format, {
          errors: (errors, refusal) =>
            answers.errors(refusal ? [refusal] : errors.map(thrown), exchange),
          extensions: extensionsOf,
        });
      return answers.whole(answer, exchange);
    } catch (error) {
      return answers.failed(error, exchange);
    }
  }
}
