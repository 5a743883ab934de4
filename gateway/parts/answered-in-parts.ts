import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { ShortAnswer } from '../../service/graphql/answering.ts';
import type { EngineAnswer, LaterAnswers } from '../engine/api.ts';
import { partsTypeOf, piece, type PartsFormat } from './format.ts';
import { firstPayload, lastPayload, laterPayload } from './payloads.ts';

/** How a client is told what stands beside the data. */
interface Telling {
  readonly errors: (
    errors: readonly GraphQLFormattedError[],
    refusal?: GraphQLError,
  ) => readonly GraphQLFormattedError[];
  /** Undefined where nothing is told. */
  readonly extensions: (told: ReturnType<LaterAnswers['told']>) => object | undefined;
}

/** An answer that comes in parts, as it is sent. */
export function answeredInParts(
  { data = NULL, errors }: EngineAnswer,
  later: LaterAnswers,
  format: PartsFormat,
  telling: Telling,
): ShortAnswer {
  const told = toldErrors(errors, telling);
  const pieces = followingPieces(later, format, telling);
  return {
    body: piece(firstPayload(format, { data, errors: told }, later.pending), {
      first: true,
      last: false,
    }),
    outcome: 'executed',
    parts: {
      type: partsTypeOf(format),
      rest: { [Symbol.asyncIterator]: () => pieces, end: later.end },
    },
  };
}

const NULL = Buffer.from('null');

async function* followingPieces(
  { payloads, told }: LaterAnswers,
  format: PartsFormat,
  telling: Telling,
): AsyncGenerator<Buffer> {
  for await (const { arrived, pending, hasNext } of payloads) {
    const parts = arrived.map(({ errors, refusal, ...part }) => ({
      ...part,
      errors: toldErrors(errors, telling, refusal),
    }));
    // Clients take these from a payload that has nothing else.
    const extensions = hasNext ? undefined : telling.extensions(told());
    const last = !hasNext && extensions === undefined;
    yield piece(laterPayload(format, { arrived: parts, pending, hasNext: !last }), { last });
    if (extensions) yield piece(lastPayload(extensions), { last: true });
  }
}

function toldErrors(
  errors: readonly GraphQLFormattedError[],
  telling: Telling,
  refusal?: GraphQLError,
): readonly GraphQLFormattedError[] {
  return errors.length === 0 ? [] : telling.errors(errors, refusal);
}
