import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { mask } from '../../../service/errors/mask.ts';
import { isTooMuch } from '../../../service/errors/too-much.ts';
import { isUnavailable, type ShortAnswer } from '../../../service/graphql/answering.ts';
import { logMasked, present } from '../../../service/graphql/error-plugin.ts';
import type { Exchange } from '../../../service/http/exchange.ts';
import type { Log } from '../../../service/log.ts';
import type { EngineAnswer } from '../../engine/api.ts';
import type { RefusedDocument } from '../../operations/document-reader.ts';
import { WrittenData, writeAnswer } from '../../written-answer.ts';

/** Writes what the engine answered for a client, its errors masked, logged and in the client's language. */
export class AnswerWriter {
  readonly #log: Log;
  readonly #errorExtensions: ReadonlySet<string>;

  /** `errorExtensions` of subgraphs' errors are shown to clients. */
  constructor(log: Log, errorExtensions: ReadonlySet<string>) {
    this.#log = log;
    this.#errorExtensions = errorExtensions;
  }

  whole(answer: EngineAnswer, exchange: Exchange): ShortAnswer {
    const { errors, ...result } = resultOf(answer);
    const presented = errors && this.errors(errors, exchange);
    const body = writeAnswer(presented === undefined ? result : { ...result, errors: presented });
    const { alone, release } = answer;
    return {
      body,
      outcome: outcomeOf(answer),
      ...(release && body === alone && { release }),
    };
  }

  /** Of what was thrown on the way: masked where it was not meant for a client. */
  failed(error: unknown, exchange: Exchange): ShortAnswer {
    const unexpected = new GraphQLError('', { originalError: error as Error });
    const body = writeAnswer({ errors: this.errors([unexpected], exchange) });
    return { body, outcome: 'failed' };
  }

  /** Of a text in which too much is asked nothing is known but that. */
  refusedText({ refusals }: RefusedDocument, exchange: Exchange): ShortAnswer {
    const body = writeAnswer({ errors: this.errors(refusals, exchange) });
    return { body, outcome: 'refused' };
  }

  errors(errors: readonly GraphQLError[], exchange: Exchange): readonly GraphQLFormattedError[] {
    logMasked(errors, exchange, this.#log);
    const masked = errors.map((error) => mask(error.toJSON(), error, this.#errorExtensions));
    return present(masked, exchange);
  }
}

/** What is answered in the place of an operation that is not executed, of what was thrown. */
export function refused(error: unknown): EngineAnswer {
  const refusal =
    error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
  return { data: undefined, errors: [refusal.toJSON()], refusal, queryPlan: undefined };
}

/** As Apollo Server takes it. */
export function resultOf({ data, alone, errors, refusal, ...told }: EngineAnswer) {
  const extensions = extensionsOf(told);
  const result: { data?: WrittenData; errors?: readonly GraphQLError[]; extensions?: object } = {};
  if (data !== undefined) result.data = new WrittenData(data, alone);
  if (errors.length > 0) result.errors = refusal ? [refusal] : errors.map(thrown);
  if (extensions !== undefined) result.extensions = extensions;
  return result;
}

/** An error of an answer as one that is thrown, which is how errors are masked. */
export function thrown({ message, ...rest }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, rest);
}

/** What is told beside the data, if anything is. */
export function extensionsOf({
  queryPlan,
  cost,
}: Pick<EngineAnswer, 'queryPlan' | 'cost'>): object | undefined {
  if (queryPlan === undefined && cost === undefined) return undefined;
  return { ...(queryPlan && { queryPlan }), ...(cost && { cost }) };
}

function outcomeOf({ data, refusal }: EngineAnswer): ShortAnswer['outcome'] {
  if (data !== undefined) return 'executed';
  const code = refusal?.extensions['code'];
  if (isTooMuch(code)) return 'too much';
  return isUnavailable(code) ? 'unavailable' : 'refused';
}
