import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { mask } from '../../errors/mask.ts';
import { isRecord } from '../../json.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { Log } from '../../log.ts';
import type { ShortAnswer, Shortcut } from '../answering.ts';
import { logMasked, present } from '../error-plugin.ts';
import { maskedExtension } from '../masked-fields.ts';
import type { AnswerContext } from '../subgraph.ts';
import type { OpenSubscriptions } from './open-subscriptions.ts';
import { resultsOf } from './results.ts';
import { schemaEvents } from './schema-events.ts';

export interface SchemaSubscriptionsOptions {
  readonly schema: GraphQLSchema;
  readonly createContext: (exchange: Exchange) => Promise<AnswerContext>;
  readonly open: OpenSubscriptions;
  readonly maxTokens: number;
  /** Rules beside those of the specification. */
  readonly rules: readonly ValidationRule[];
  readonly log: Log;
}

/** Answers the subscriptions to a schema that this process executes, and leaves all else. */
export function createSchemaSubscriptions(options: SchemaSubscriptionsOptions): Shortcut {
  const { schema, createContext, open, log } = options;
  const rules = [...specifiedRules, ...options.rules];

  function json({ data, errors, ...more }: ExecutionResult, exchange: Exchange): Buffer {
    if (errors !== undefined) logMasked(errors, exchange, log);
    const told = errors?.map((error) => mask(error.toJSON(), error));
    return Buffer.from(
      JSON.stringify({
        ...(data !== undefined && { data }),
        ...(told && { errors: present(told, exchange) }),
        ...more,
      }),
    );
  }

  function refused(error: unknown, exchange: Exchange): Buffer {
    const told =
      error instanceof GraphQLError
        ? error
        : new GraphQLError('', { originalError: error as Error });
    return json({ errors: [told] }, exchange);
  }

  async function answer(
    document: DocumentNode,
    { operationName, variables }: Readonly<Record<string, unknown>>,
    exchange: Exchange,
  ): Promise<ShortAnswer> {
    const errors = validate(schema, document, rules);
    if (errors.length > 0) return { body: json({ errors }, exchange), outcome: 'refused' };
    try {
      const results = await resultsOf({ open, who: exchange.client }, exchange, async (signal) => {
        const contextValue = await createContext({ ...exchange, signal });
        const { masked } = contextValue;
        return {
          events: await schemaEvents({
            schema,
            document,
            contextValue,
            signal,
            operationName: typeof operationName === 'string' ? operationName : undefined,
            variables: isRecord(variables) ? variables : undefined,
          }),
          bytesOf: () => 0,
          // The gateway ends it where who asks is somebody else.
          goesOnFor: () => true,
          answer: (event: ExecutionResult) =>
            Promise.resolve({
              body: json({ ...event, ...maskedExtension(masked) }, exchange),
              outcome: 'executed' as const,
            }),
          broken: (error: unknown) => ({
            body: refused(error, exchange),
            outcome: 'refused' as const,
          }),
        };
      });
      if ('refused' in results) throw new Error('nothing is refused here');
      return { body: NOTHING, outcome: 'executed', results };
    } catch (error) {
      return { body: refused(error, exchange), outcome: 'refused' };
    }
  }

  return {
    answer(body, exchange, { subscribes }) {
      if (!subscribes || !isRecord(body)) return undefined;
      const { query, operationName } = body;
      const document = typeof query === 'string' ? parsed(query, options.maxTokens) : undefined;
      if (document === undefined) return undefined;
      const name = typeof operationName === 'string' ? operationName : undefined;
      const operation = getOperationAST(document, name);
      return operation?.operation === OperationTypeNode.SUBSCRIPTION
        ? answer(document, body, exchange)
        : undefined;
    },
  };
}

/** A body in whose place results come. */
const NOTHING = Buffer.alloc(0);

/** Undefined for what has to be refused in Apollo Server's words. */
function parsed(text: string, maxLexicalTokens: number): DocumentNode | undefined {
  try {
    return parse(text, { maxLexicalTokens });
  } catch {
    return undefined;
  }
}
