import type { ApolloServerPlugin } from '@apollo/server';
import type { ExchangeContext } from './error-plugin.ts';
import type { AnswerContext } from './subgraph.ts';

/** Under which key of an answer's extensions a subgraph tells its gateway what is masked in it: the trail says so. */
const EXTENSION = 'masked';

/** Tells beside each answer which fields of persons are masked for who asks, where any are. */
export const tellMasked: ApolloServerPlugin<ExchangeContext & AnswerContext> = {
  requestDidStart: ({ contextValue: { masked = [] } }) =>
    Promise.resolve({
      willSendResponse({ response: { body } }) {
        if (body.kind === 'single') Object.assign(body.singleResult, maskedExtension(masked));
        return Promise.resolve();
      },
    }),
};

/** The extensions of an answer, where anything is masked in it: no subgraph of ours has others. */
export function maskedExtension(masked: readonly string[] = []) {
  return masked.length > 0 ? { extensions: { [EXTENSION]: masked } } : {};
}

/** What an answer's extensions say is masked in it, as coordinates. */
export function readMasked(extensions: Readonly<Record<string, unknown>>): readonly string[] {
  const told = extensions[EXTENSION];
  return Array.isArray(told) ? told.filter((one) => typeof one === 'string') : [];
}
