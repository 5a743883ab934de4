import { isDeepStrictEqual } from 'node:util';
import { whoOf } from '../../../service/access/asker.ts';
import type { Identity } from '../../../service/access/identity.ts';
import type { ShortAnswer } from '../../../service/graphql/answering.ts';
import type { OpenSubscriptions } from '../../../service/graphql/subscriptions/open-subscriptions.ts';
import { resultsOf } from '../../../service/graphql/subscriptions/results.ts';
import type { Place } from '../../../service/http/admission/admission.ts';
import { type Exchange, withinDeadline } from '../../../service/http/exchange.ts';
import type { AskedCheck } from '../../asking/check-asked.ts';
import type { GatewayContext } from '../../context.ts';
import type { Engine, EngineAnswer, EngineSubscription } from '../../engine/api.ts';
import type { KnownDocument } from '../../operations/known-operations.ts';
import { type SubgraphAnswer, TransportFault } from '../../transport/transport.ts';
import { type AnswerWriter, refused } from './answer-writer.ts';
import type { Asked, EngineRequests } from './engine-requests.ts';

export interface SubscriberParts {
  readonly createContext: (exchange: Exchange) => Promise<GatewayContext>;
  readonly checkAsked: AskedCheck;
  readonly requests: EngineRequests;
  readonly answers: AnswerWriter;
  /** All that are open, of every supergraph that was served meanwhile. */
  readonly subscriptions: OpenSubscriptions;
}

/** A document, and the engine of the supergraph that it is good for. */
export interface Found {
  readonly engine: Engine;
  readonly known: KnownDocument;
}

/** A body in whose place results come. */
const NOTHING = Buffer.alloc(0);

/** Opens subscriptions: each is refused as any operation is, or answered result by result. */
export class Subscriber {
  readonly #parts: SubscriberParts;

  constructor(parts: SubscriberParts) {
    this.#parts = parts;
  }

  /**
   * @param foundNow - What is subscribed to, in the supergraph that serves when it is opened: those of the one before are complete by
   *   then. Where it is not there any more, nothing is answered.
   */
  async subscribe(
    foundNow: () => Found | undefined,
    request: Asked,
    exchange: Exchange,
  ): Promise<ShortAnswer | undefined> {
    const { createContext, checkAsked, requests, answers, subscriptions: open } = this.#parts;
    try {
      const context = await createContext(exchange);
      const found = foundNow();
      if (found === undefined) return undefined;
      const { engine, known } = found;
      const closed = checkAsked(known.document, context.allowance);
      if (closed !== undefined) return answers.whole(refused(closed), exchange);
      const who = whoOf({ identity: context.identity, client: exchange.client });
      const results = await resultsOf({ open, who }, exchange, async (signal) => {
        const asked = requests.operation(known, request, context);
        const opened = await engine.subscribe({ ...asked, signal });
        if (!('events' in opened)) return { refused: opened };
        return {
          events: opened.events,
          bytesOf: ({ bytes }: SubgraphAnswer) => bytes,
          // It was planned, and let in by its subgraph, for who has opened it.
          goesOnFor: (now: Identity) => isDeepStrictEqual(now, context.identity),
          answer: (event: SubgraphAnswer, now: Identity | undefined) =>
            this.#event(opened, event, { ...exchange, identity: now ?? context.identity }),
          broken: (error: unknown) =>
            error instanceof TransportFault
              ? this.#event(opened, error, exchange)
              : answers.whole(refused(error), exchange),
        };
      });
      if ('refused' in results) return answers.whole(results.refused, exchange);
      return { body: NOTHING, outcome: 'executed', results };
    } catch (error) {
      return answers.whole(refused(error), exchange);
    }
  }

  /** Answers an event as an operation of its own: in its time, with its own place. Its codes are told with the subscription's. */
  #event(
    subscription: EngineSubscription,
    event: SubgraphAnswer | TransportFault,
    whole: Exchange,
  ): Promise<ShortAnswer> {
    const { createContext, requests, answers } = this.#parts;
    return withinDeadline({ ...whole, told: { ...whole.told } }, async (exchange) => {
      let place: Place | undefined;
      let answer: EngineAnswer;
      try {
        place = whole.place?.another();
        const entered = { ...exchange, ...(place && { place }) };
        answer = await subscription.answer(event, requests.event(await createContext(entered)));
      } catch (error) {
        answer = refused(error);
      } finally {
        place?.leave();
      }
      const answered = answers.whole(answer, exchange);
      const { codes } = exchange.told;
      if (codes !== undefined) whole.told.codes = codes;
      return answered;
    });
  }
}
